// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.util.Arrays;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.render.Lettering;

/** A picture in the making: white, then rectangles and text. */
final class Canvas {

    private static final int BYTES = 3;
    private static final byte WHITE = (byte) 0xff;

    private final int width;
    private final int height;
    private final Lettering lettering;
    private final byte[] rgb;

    Canvas(int width, int height, Lettering lettering) {
        this.width = width;
        this.height = height;
        this.lettering = lettering;
        rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), BYTES)];
        Arrays.fill(rgb, WHITE);
    }

    void fill(int left, int top, int columns, int rows, int color) {
        for (int y = top; y < top + rows; y++) {
            for (int x = left; x < left + columns; x++) {
                int at = (y * width + x) * BYTES;
                rgb[at] = (byte) (color >> 16);
                rgb[at + 1] = (byte) (color >> 8);
                rgb[at + 2] = (byte) color;
            }
        }
    }

    void write(String text, float x, float baseline, float size, int color) {
        lettering.write(rgb, width, height, text, x, baseline, size, color);
    }

    /** Writes upwards on white; the text's baseline is the column right of its letters. */
    void writeUpwards(String text, int baseline, int bottom, float size, int color) {
        int length = (int) Math.ceil(lettering.width(text, size)) + 1;
        int ascent = (int) Math.ceil(size);
        Canvas lying = new Canvas(length, ascent + ascent / 2, lettering);
        lying.write(text, 0, ascent, size, color);
        for (int v = 0; v < lying.height; v++) {
            for (int u = 0; u < length; u++) {
                int x = baseline - ascent + v;
                int y = bottom - u;
                if (x >= 0 && x < width && y >= 0 && y < height) {
                    System.arraycopy(
                            lying.rgb,
                            (v * length + u) * BYTES,
                            rgb,
                            (y * width + x) * BYTES,
                            BYTES);
                }
            }
        }
    }

    Image image() {
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }
}
