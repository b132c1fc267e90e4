// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Random;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * A picture to measure with: bright and dark discs before a gradient, under some noise. The same
 * one for the same size, in every process.
 */
final class SyntheticPicture {

    private static final long SEED = 20_261_125;
    private static final int DISCS = 7;
    private static final int NOISE = 24;

    private SyntheticPicture() {}

    static Image of(int width, int height) {
        Random random = new Random(SEED);
        int[][] discs = new int[DISCS][];
        int least = Math.min(width, height);
        for (int i = 0; i < DISCS; i++) {
            discs[i] =
                    new int[] {
                        random.nextInt(width),
                        random.nextInt(height),
                        least / 12 + random.nextInt(least / 6 + 1),
                        random.nextInt(0x1000000)
                    };
        }
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int color = 40 + 160 * y / height << 16 | 60 + 120 * x / width << 8 | 130;
                for (int[] disc : discs) {
                    int dx = x - disc[0];
                    int dy = y - disc[1];
                    if (dx * dx + dy * dy < disc[2] * disc[2]) {
                        color = disc[3];
                    }
                }
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int value = (color >> shift & 0xff) + random.nextInt(NOISE) - NOISE / 2;
                    rgb[at++] = (byte) Math.clamp(value, 0, 255);
                }
            }
        }
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }
}
