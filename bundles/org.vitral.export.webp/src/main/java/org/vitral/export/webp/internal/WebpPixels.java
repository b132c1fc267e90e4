// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;

/**
 * The pixels of a picture.
 *
 * @param samples red, green and blue, or red, green, blue and straight alpha of each pixel, row by
 *     row and without gaps
 * @param channels 3 or 4
 */
record WebpPixels(byte[] samples, int width, int height, int channels) {

    static final int RGB = 3;
    static final int RGBA = 4;

    /** Black or transparent pixels, to be filled. */
    static WebpPixels of(int width, int height, int channels) {
        int length = Math.multiplyExact(Math.multiplyExact(width, height), channels);
        return new WebpPixels(new byte[length], width, height, channels);
    }

    /** A view of them. */
    RenderedImage image() {
        boolean alpha = channels == RGBA;
        ComponentColorModel colors =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        alpha,
                        false,
                        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        WritableRaster raster =
                Raster.createInterleavedRaster(
                        new DataBufferByte(samples, samples.length),
                        width,
                        height,
                        width * channels,
                        channels,
                        alpha ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2},
                        null);
        return new View(colors, raster);
    }

    /** Gives its own pixels to whoever reads them: an image of Java copies them each time. */
    private static final class View extends BufferedImage {
        View(ComponentColorModel colors, WritableRaster raster) {
            super(colors, raster, false, null);
        }

        @Override
        public Raster getData() {
            return getRaster();
        }
    }
}
