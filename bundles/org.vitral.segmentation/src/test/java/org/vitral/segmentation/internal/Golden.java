// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.vitral.segmentation.CategoryMask;

/** The mask that DeepLab v3 must give of the photograph of the horse and its rider. */
final class Golden {

    private final Raster pixels;

    Golden() {
        try {
            pixels =
                    ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                            .getRaster();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** In how many pixels a mask differs from it. */
    int differences(CategoryMask mask) {
        int differences = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (pixels.getSample(x, y, 0) != mask.label(x, y) * 10) {
                    differences++;
                }
            }
        }
        return differences;
    }
}
