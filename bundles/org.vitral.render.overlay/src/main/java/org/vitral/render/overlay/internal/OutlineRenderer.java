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

/** The photograph as it is, with nothing but a line around each class, in its colour. */
@Component(
        property = {
            Renderer.NAME + "=outline",
            "service.description=The photograph, with a line around each class"
        })
public final class OutlineRenderer implements Renderer {

    private static final double MOST = 64;

    /** Without a tint a line is a little wider than it is between tints. */
    private static final double WIDER = 1.6;

    /** A rim lets a line of any colour be seen on any ground; its part of the width. */
    private static final double CASING = 0.3;

    static final Option<Double> WIDTH =
            Option.number(
                    "width",
                    0,
                    0,
                    MOST,
                    "The width of the line in pixels; 0 for one that suits the picture");

    private static final List<Option<?>> OPTIONS =
            List.of(
                    WIDTH,
                    ColorOptions.PALETTE,
                    ColorOptions.COLORS,
                    OverlayOptions.LABELS,
                    ColorsRenderer.LEGEND);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Scenery scenery = Scenery.of(image, segmentation);
        ClassColors colors = ColorOptions.colors(segmentation.model(), options);
        Picture picture = Picture.of(image);
        double asked = options.get(WIDTH);
        double width = asked > 0 ? asked : WIDER * Style.suiting(picture.width, picture.height);
        SoftMask soft = scenery.soft();
        Contour.casing(width + 2 * Math.max(1, CASING * width), colors)
                .paint(picture, soft, scenery.mask(), scenery.region());
        Contour.ofClasses(width, colors).paint(picture, soft, scenery.mask(), scenery.region());
        Overlay.write(
                picture,
                scenery,
                colors,
                options.get(OverlayOptions.LABELS),
                options.get(ColorsRenderer.LEGEND));
        return picture.image();
    }
}
