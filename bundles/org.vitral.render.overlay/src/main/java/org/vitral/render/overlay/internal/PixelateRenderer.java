// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/**
 * Makes the chosen classes unrecognizable: every block that holds a pixel of them, or lies nearer
 * to one than the margin, becomes its mean colour throughout. What the model does not see is not
 * hidden.
 */
@Component(
        property = {
            Renderer.NAME + "=pixelate",
            "service.description=The photograph, with the chosen classes made unrecognizable"
        })
public final class PixelateRenderer implements Renderer {

    private static final int LARGEST = 1024;

    /** The least side of a block, and its part of the shorter side of the picture. */
    private static final int LEAST_BLOCK = 8;

    private static final int BLOCKS = 24;

    static final Option<Integer> BLOCK =
            Option.wholeNumber(
                    "block",
                    0,
                    0,
                    LARGEST,
                    "The side of a block in pixels; 0 for one that suits the picture");

    static final Option<Integer> MARGIN =
            Option.wholeNumber(
                    "margin",
                    -1,
                    -1,
                    LARGEST,
                    "How many pixels around the classes are hidden, too; -1 for one block");

    private static final List<Option<?>> OPTIONS = List.of(ColorOptions.CLASSES, BLOCK, MARGIN);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Scenery scenery = Scenery.of(image, segmentation);
        ClassChoice classes = ColorOptions.classes(segmentation, options);
        Picture picture = Picture.of(image);
        int shorter = Math.min(picture.width, picture.height);
        int block = options.get(BLOCK);
        if (block == 0) {
            block = Math.max(LEAST_BLOCK, (shorter + BLOCKS - 1) / BLOCKS);
        }
        int margin = options.get(MARGIN) < 0 ? block : options.get(MARGIN);
        Blocks blocks = new Blocks(picture, block);
        SoftMask mask = scenery.soft();
        SoftRow row = new SoftRow(mask.width);
        for (int y = 0; y < mask.height; y++) {
            mask.read(y, row);
            for (int x = 0; x < mask.width; ) {
                int end = Math.max(x + 1, row.endOfRun(x));
                boolean seen =
                        classes.contains(row.own[x])
                                || row.part[x] > 0 && classes.contains(row.other[x]);
                if (seen) {
                    blocks.hide(
                            scenery.region().x() + x,
                            scenery.region().x() + end - 1,
                            scenery.region().y() + y,
                            margin);
                }
                x = end;
            }
        }
        blocks.paint();
        return picture.image();
    }
}
