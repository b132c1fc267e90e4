// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts pixels of an embedded RGB profile (Adobe RGB, Display P3) to sRGB. */
final class ColorProfile {

    /** Colours on which a profile that is sRGB under another name changes next to nothing. */
    private static final int[] PROBE_LEVELS = {0, 64, 128, 192, 255};

    private static final int SAME = 3;
    private static final int BAND_ROWS = 64;

    private ColorProfile() {}

    /**
     * Converts in place.
     *
     * @param pixels three bands of bytes: red, green and blue
     * @param profile an ICC profile; one that is damaged, or not of RGB, changes nothing
     */
    static void convertToSrgb(WritableRaster pixels, byte[] profile) {
        try {
            ICC_Profile icc = ICC_Profile.getInstance(profile);
            if (icc.getColorSpaceType() == ColorSpace.TYPE_RGB) {
                convertToSrgb(pixels, new ICC_ColorSpace(icc));
            }
        } catch (IllegalArgumentException | CMMException e) {
            // Every viewer shows such a picture as if it had no profile.
        }
    }

    /** Converts three bands of bytes in place. */
    static void convertToSrgb(WritableRaster pixels, ColorSpace from) {
        ColorConvertOp conversion =
                new ColorConvertOp(from, ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
        if (isIdentity(conversion)) {
            return;
        }
        int width = pixels.getWidth();
        WritableRaster band = raster(width, Math.min(BAND_ROWS, pixels.getHeight()));
        for (int y = 0; y < pixels.getHeight(); y += BAND_ROWS) {
            int rows = Math.min(BAND_ROWS, pixels.getHeight() - y);
            Raster source = pixels.createChild(0, y, width, rows, 0, 0, null);
            WritableRaster target = band.createWritableChild(0, 0, width, rows, 0, 0, null);
            conversion.filter(source, target);
            pixels.setRect(0, y, target);
        }
    }

    private static boolean isIdentity(ColorConvertOp conversion) {
        int levels = PROBE_LEVELS.length;
        int count = levels * levels * levels;
        WritableRaster probe = raster(count, 1);
        for (int i = 0; i < count; i++) {
            probe.setPixel(
                    i,
                    0,
                    new int[] {
                        PROBE_LEVELS[i % levels],
                        PROBE_LEVELS[i / levels % levels],
                        PROBE_LEVELS[i / levels / levels]
                    });
        }
        WritableRaster converted = raster(count, 1);
        conversion.filter(probe, converted);
        int[] before = probe.getPixels(0, 0, count, 1, (int[]) null);
        int[] after = converted.getPixels(0, 0, count, 1, (int[]) null);
        for (int i = 0; i < before.length; i++) {
            if (Math.abs(before[i] - after[i]) > SAME) {
                return false;
            }
        }
        return true;
    }

    private static WritableRaster raster(int width, int height) {
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 3, null);
    }
}
