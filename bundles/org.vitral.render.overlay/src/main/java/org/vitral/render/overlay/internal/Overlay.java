// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.Optional;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.Segmentation;

/** A photograph with its classes drawn over it. */
final class Overlay {

    private Overlay() {}

    /** Draws in a style. */
    static Picture of(Image image, Segmentation segmentation, ClassColors colors, Style style) {
        Scenery scenery = Scenery.of(image, segmentation);
        Picture picture = Picture.of(image);
        SoftMask soft = scenery.soft();
        new Tint(colors, style.opacity()).paint(picture, soft, scenery.region());
        if (style.contour()) {
            double thickness = style.lineWidth(picture.width, picture.height);
            Contour.of(thickness, style.lineColor())
                    .paint(picture, soft, scenery.mask(), scenery.region());
        }
        write(picture, scenery, colors, style.labels(), style.legend());
        return picture;
    }

    /** Writes names and a legend; what is in one is left out of the other's way. */
    static void write(
            Picture picture, Scenery scenery, ClassColors colors, boolean labels, boolean legend) {
        List<Region> written =
                labels
                        ? NamePlates.write(picture, scenery, colors, OutlineFont.legend())
                        : List.of();
        if (legend) {
            OutlineFont font = OutlineFont.legend();
            Optional<LegendLayout> layout =
                    LegendLayout.of(
                            scenery.segmentation().labels(),
                            colors,
                            font,
                            picture.width,
                            picture.height);
            layout.ifPresent(
                    fitting ->
                            new Legend(font, fitting)
                                    .paint(
                                            picture,
                                            scenery.mask(),
                                            scenery.region(),
                                            colors,
                                            written));
        }
    }
}
