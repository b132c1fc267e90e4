// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.DifferenceRenderer;
import org.vitral.segmentation.Segmentation;

/**
 * Paints what only one of two segmentations found, and what both found but call by another name,
 * over the photograph in grey.
 */
@Component
public final class MaskDifference implements DifferenceRenderer {

    /** Of Okabe's and Ito's colours, so that people with any kind of colour vision tell them. */
    private static final int ONLY_FIRST = 0xe69f00;

    private static final int ONLY_SECOND = 0x56b4e9;
    private static final int OTHER_CLASS = 0xcc3d86;

    private static final float OPACITY = 0.9f;

    /** What the grey photograph keeps of its contrast, and how it is lightened. */
    private static final float CONTRAST = 0.6f;

    private static final int LIGHTER = 70;

    static final Option<String> FIRST =
            Option.text("first", "A", "What the first segmentation is called in the legend");

    static final Option<String> SECOND =
            Option.text("second", "B", "What the second segmentation is called in the legend");

    static final Option<Boolean> LEGEND =
            Option.flag("legend", true, "Whether the colours and their shares are explained");

    private static final List<Option<?>> OPTIONS = List.of(FIRST, SECOND, LEGEND);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation first, Segmentation second, Options options) {
        Scenery one = Scenery.of(image, first);
        Scenery other = Scenery.of(image, second);
        if (!one.region().equals(other.region())) {
            throw new IllegalArgumentException(
                    "Only segmentations of one region can be compared, but these are of %s and %s"
                            .formatted(one.region(), other.region()));
        }
        Picture picture = Picture.of(image);
        picture.makeGrey(CONTRAST, LIGHTER);
        long[] pixels = paint(picture, one, other);
        if (options.get(LEGEND)) {
            write(picture, one, pixels, options);
        }
        return picture.image();
    }

    /** Paints, and counts the pixels that only one has, only the other, and that differ. */
    private static long[] paint(Picture picture, Scenery one, Scenery other) {
        SameNames names = new SameNames(one.segmentation(), other.segmentation());
        ClassChoice oneFound = ColorOptions.classes(one.segmentation(), Options.NONE);
        ClassChoice otherFound = ColorOptions.classes(other.segmentation(), Options.NONE);
        Region region = one.region();
        SoftMask oneMask = one.soft();
        SoftMask otherMask = other.soft();
        SoftRow a = new SoftRow(region.width());
        SoftRow b = new SoftRow(region.width());
        long[] pixels = new long[3];
        for (int y = 0; y < region.height(); y++) {
            oneMask.read(y, a);
            otherMask.read(y, b);
            for (int x = 0; x < region.width(); x++) {
                float inOne = part(a, x, oneFound);
                float inOther = part(b, x, otherFound);
                int left = region.x() + x;
                int top = region.y() + y;
                boolean isOne = oneFound.contains(a.own[x]);
                boolean isOther = otherFound.contains(b.own[x]);
                if (isOne && isOther && !names.same(a.own[x], b.own[x])) {
                    picture.blend(left, top, OTHER_CLASS, OPACITY * Math.min(inOne, inOther));
                    pixels[2]++;
                } else if (inOne > inOther) {
                    picture.blend(left, top, ONLY_FIRST, OPACITY * (inOne - inOther));
                } else if (inOther > inOne) {
                    picture.blend(left, top, ONLY_SECOND, OPACITY * (inOther - inOne));
                }
                pixels[0] += isOne && !isOther ? 1 : 0;
                pixels[1] += isOther && !isOne ? 1 : 0;
            }
        }
        return pixels;
    }

    private static float part(SoftRow row, int x, ClassChoice found) {
        float own = found.contains(row.own[x]) ? 1 - row.part[x] : 0;
        return own + (row.part[x] > 0 && found.contains(row.other[x]) ? row.part[x] : 0);
    }

    private static void write(Picture picture, Scenery scenery, long[] pixels, Options options) {
        double all = (double) scenery.region().width() * scenery.region().height();
        List<LegendRow> lines = new ArrayList<>();
        line(lines, ONLY_FIRST, "only " + options.get(FIRST), pixels[0] / all);
        line(lines, ONLY_SECOND, "only " + options.get(SECOND), pixels[1] / all);
        line(lines, OTHER_CLASS, "other class", pixels[2] / all);
        if (lines.isEmpty()) {
            lines.add(new LegendRow(OptionalInt.empty(), "no difference", ""));
        }
        OutlineFont font = OutlineFont.legend();
        ClassColors colors = new ClassColors(scenery.segmentation().model().labels());
        LegendLayout.of(fitting -> lines, font, picture.width, picture.height)
                .ifPresent(
                        layout ->
                                new Legend(font, layout)
                                        .paint(
                                                picture,
                                                scenery.mask(),
                                                scenery.region(),
                                                colors,
                                                List.of()));
    }

    private static void line(List<LegendRow> lines, int color, String text, double share) {
        if (share > 0) {
            lines.add(new LegendRow(OptionalInt.of(color), text, LegendRow.percent(share)));
        }
    }
}
