// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.image.Region;
import org.vitral.segmentation.LabelShare;

/** The names of the classes, each in the middle of the largest part of its class. */
final class NamePlates {

    /** The size of the text as a part of the shorter side of the picture, and its least. */
    private static final float SIZE = 0.032f;

    private static final float LEAST_SIZE = 12;

    /** A class that takes less of the picture than this has no room for its name. */
    private static final double LEAST_SHARE = 0.002;

    private static final Paint TEXT = new Paint(0xffffff, 1);
    private static final Paint PLATE = new Paint(0x101318, 0.62f);

    private NamePlates() {}

    /**
     * Writes the names, the largest class first; one that would hide another is left out.
     *
     * @return where they are
     */
    static List<Region> write(
            Picture picture, Scenery scenery, ClassColors colors, OutlineFont font) {
        List<Region> written = new ArrayList<>();
        float size = Math.max(LEAST_SIZE, SIZE * Math.min(picture.width, picture.height));
        MiddleOfClass middles = new MiddleOfClass(scenery.mask());
        for (LabelShare found : scenery.segmentation().labels()) {
            int index = found.label().index();
            if (colors.isBackground(index) || found.share() < LEAST_SHARE) {
                continue;
            }
            Optional<MiddleOfClass.Place> place = middles.of(index);
            if (place.isPresent()) {
                String name = found.label().displayName().strip();
                float x = scenery.region().x() + place.get().x();
                float y = scenery.region().y() + place.get().y();
                write(picture, name, x, y, size, font, written);
            }
        }
        return written;
    }

    private static void write(
            Picture picture,
            String name,
            float x,
            float y,
            float size,
            OutlineFont font,
            List<Region> written) {
        float padding = 0.45f * size;
        int width = (int) Math.ceil(font.width(name, size) + 2 * padding);
        int height = Math.round(1.55f * size);
        if (width > picture.width || height > picture.height) {
            return;
        }
        int left = Math.clamp(Math.round(x - width / 2f), 0, picture.width - width);
        int top = Math.clamp(Math.round(y - height / 2f), 0, picture.height - height);
        Region plate = new Region(left, top, width, height);
        if (written.stream().anyMatch(other -> overlap(other, plate))) {
            return;
        }
        picture.fillRounded(left, top, width, height, 0.4f * size, PLATE);
        float baseline = Math.round(top + (height + font.capHeight() * size) / 2);
        font.draw(picture, name, left + padding, baseline, size, TEXT);
        written.add(plate);
    }

    static boolean overlap(Region one, Region other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }
}
