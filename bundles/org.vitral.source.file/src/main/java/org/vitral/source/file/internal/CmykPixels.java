// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;

/**
 * Converts pixels of cyan, magenta, yellow and black: through their profile where they have one,
 * else by the plain formula {@code red = (1 - cyan) * (1 - black)}.
 */
final class CmykPixels {

    private CmykPixels() {}

    /** The pixels as packed blue, green and red in sRGB. */
    static byte[] toBgr(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        Raster cmyk = image.getRaster();
        if (image.getColorModel().getColorSpace() instanceof ICC_ColorSpace profile
                && cmyk.getNumBands() == 4) {
            ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            new ColorConvertOp(profile, srgb, null)
                    .filter(cmyk, SrgbConversion.bgrRaster(pixels, width, height));
        } else {
            byFormula(cmyk, pixels);
        }
        return pixels;
    }

    private static void byFormula(Raster cmyk, byte[] pixels) {
        SampleRow row = SampleRow.of(cmyk);
        int bands = cmyk.getNumBands();
        int to = 0;
        for (int y = 0; y < cmyk.getHeight(); y++) {
            double[] samples = row.read(y);
            for (int from = 0; from < samples.length; from += bands) {
                double light = 1 - samples[from + 3];
                for (int c = 2; c >= 0; c--) {
                    double value = (1 - samples[from + c]) * light;
                    pixels[to++] = (byte) (int) (Math.clamp(value, 0, 1) * 255 + 0.5);
                }
            }
        }
    }
}
