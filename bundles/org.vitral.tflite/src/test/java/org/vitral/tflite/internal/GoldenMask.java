// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;

/** The Task Library's own photograph and mask for the starter model. */
final class GoldenMask {

    static final int SIZE = 257;
    static final int CLASSES = 21;

    private GoldenMask() {}

    /** The photograph as input, {@code [1, 257, 257, 3]} in -1 to 1. */
    static ByteBuffer input() {
        BufferedImage photograph = read("images/horse_rider_257.jpg");
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(SIZE * SIZE * 3 * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        FloatBuffer values = bytes.asFloatBuffer();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int rgb = photograph.getRGB(x, y);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    values.put((((rgb >> shift) & 0xff) - 127.5f) / 127.5f);
                }
            }
        }
        return bytes;
    }

    /** How many pixels of these scores, {@code [1, 257, 257, 21]}, differ from the golden mask. */
    static int differences(FloatBuffer scores) {
        Raster golden = read("images/horse_rider_257.golden.png").getRaster();
        int differences = 0;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            int expected = golden.getSample(pixel % SIZE, pixel / SIZE, 0) / 10;
            if (highest(scores, pixel * CLASSES) != expected) {
                differences++;
            }
        }
        return differences;
    }

    /** The class with the highest score; the lower one of two that are equal. */
    private static int highest(FloatBuffer scores, int offset) {
        int best = 0;
        for (int i = 1; i < CLASSES; i++) {
            if (scores.get(offset + i) > scores.get(offset + best)) {
                best = i;
            }
        }
        return best;
    }

    private static BufferedImage read(String name) {
        try {
            return ImageIO.read(SharedData.file(name).toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
