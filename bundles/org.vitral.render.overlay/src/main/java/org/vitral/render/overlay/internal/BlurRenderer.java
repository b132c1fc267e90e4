// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/** Blurs what does not belong to the chosen classes, as a lens with a large opening does. */
@Component(
        property = {
            Renderer.NAME + "=blur",
            "service.description=The photograph, blurred but for the chosen classes"
        })
public final class BlurRenderer implements Renderer {

    static final Option<Double> STRENGTH =
            Option.number(
                    "strength",
                    2.5,
                    0.1,
                    25,
                    "How far the background is blurred, in per cent of the shorter side");

    private static final List<Option<?>> OPTIONS =
            Stream.concat(Stream.<Option<?>>of(STRENGTH), MatteOptions.ALL.stream()).toList();

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Matte matte = MatteOptions.matte(image, segmentation, options);
        Picture picture = Picture.of(image);
        double radius = options.get(STRENGTH) / 100 * Math.min(picture.width, picture.height);
        BlurredPart background = new BlurredPart(picture, matte, false, radius);
        int[] behind = new int[picture.width];
        for (int y = 0, at = 0; y < picture.height; y++) {
            background.read(y, behind);
            for (int x = 0; x < picture.width; x++, at++) {
                int alpha = matte.at(at);
                if (alpha < Matte.ALL) {
                    picture.blend(x, y, behind[x], 1 - alpha / (float) Matte.ALL);
                }
            }
        }
        return picture.image();
    }
}
