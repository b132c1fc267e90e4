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
 * The mask in the colours of the classes, with soft edges, for a person to look at. Outside of the
 * region that was looked at it is black. (A program that wants to know the class of each pixel
 * reads an exported mask, which has no colours in between.)
 */
@Component(
        property = {
            Renderer.NAME + "=colors",
            "service.description=The mask in the colours of the classes"
        })
public final class ColorsRenderer implements Renderer {

    static final Option<Boolean> LEGEND =
            Option.flag("legend", false, "Whether a legend with the share of each class is drawn");

    private static final List<Option<?>> OPTIONS =
            List.of(ColorOptions.PALETTE, ColorOptions.COLORS, OverlayOptions.LABELS, LEGEND);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        return draw(image, segmentation, options).image();
    }

    static Picture draw(Image image, Segmentation segmentation, Options options) {
        Scenery scenery = Scenery.of(image, segmentation);
        ClassColors colors = ColorOptions.colors(segmentation.model(), options);
        Picture picture = Picture.black(image.uprightWidth(), image.uprightHeight());
        SoftMask mask = scenery.soft();
        SoftRow row = new SoftRow(mask.width);
        for (int y = 0; y < mask.height; y++) {
            mask.read(y, row);
            int top = scenery.region().y() + y;
            for (int x = 0; x < mask.width; ) {
                int end = Math.max(x + 1, row.endOfRun(x));
                int own = colors.rgb(row.own[x]);
                for (int at = x; at < end; at++) {
                    picture.set(scenery.region().x() + at, top, own);
                }
                if (row.part[x] > 0) {
                    int other = colors.rgb(row.other[x]);
                    picture.blend(scenery.region().x() + x, top, other, row.part[x]);
                }
                x = end;
            }
        }
        Overlay.write(
                picture, scenery, colors, options.get(OverlayOptions.LABELS), options.get(LEGEND));
        return picture;
    }
}
