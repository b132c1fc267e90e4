// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/**
 * Cuts the chosen classes out of the photograph: RGBA at its size, transparent elsewhere. The edges
 * are soft and have no rim of the old background.
 */
@Component(
        property = {
            Renderer.NAME + "=cutout",
            "service.description=The chosen classes, cut out of the photograph and transparent elsewhere"
        })
public final class CutoutRenderer implements Renderer {

    private static final int BYTES = 4;

    @Override
    public List<Option<?>> options() {
        return MatteOptions.ALL;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        if ((long) image.uprightWidth() * image.uprightHeight() > Integer.MAX_VALUE / BYTES) {
            throw new IllegalArgumentException(
                    "A cut-out has at most %d pixels, but this photograph is %d x %d"
                            .formatted(
                                    Integer.MAX_VALUE / BYTES,
                                    image.uprightWidth(),
                                    image.uprightHeight()));
        }
        Matte matte = MatteOptions.matte(image, segmentation, options);
        Picture picture = Picture.of(image);
        EdgeColors colors = new EdgeColors(picture, matte, MatteOptions.feather(image, options));
        byte[] rgba = new byte[picture.width * picture.height * BYTES];
        int[] row = new int[picture.width];
        for (int y = 0, at = 0; y < picture.height; y++) {
            colors.read(y, row);
            for (int x = 0; x < picture.width; x++, at++) {
                int alpha = matte.at(at);
                if (alpha > 0) {
                    int color = row[x];
                    rgba[BYTES * at] = (byte) (color >> 16);
                    rgba[BYTES * at + 1] = (byte) (color >> 8);
                    rgba[BYTES * at + 2] = (byte) color;
                    rgba[BYTES * at + 3] = (byte) alpha;
                }
            }
        }
        return Image.of(rgba, picture.width, picture.height, PixelFormat.RGBA);
    }
}
