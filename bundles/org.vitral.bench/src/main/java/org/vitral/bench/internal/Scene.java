// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Random;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/** A picture for who has no photograph: always the same discs on a slope, with some grain. */
final class Scene {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int DISCS = 12;
    private static final int GRAIN = 12;

    private Scene() {}

    static Image picture() {
        Random random = new Random(1);
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        int[][] discs = new int[DISCS][];
        for (int i = 0; i < DISCS; i++) {
            discs[i] =
                    new int[] {
                        random.nextInt(WIDTH),
                        random.nextInt(HEIGHT),
                        30 + random.nextInt(90),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256)
                    };
        }
        for (int y = 0, at = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++, at += 3) {
                int[] color = {0, 0, 0, 90 + x / 8, 120 + y / 6, 160};
                for (int[] disc : discs) {
                    int dx = x - disc[0];
                    int dy = y - disc[1];
                    if (dx * dx + dy * dy < disc[2] * disc[2]) {
                        color = disc;
                    }
                }
                int grain = random.nextInt(GRAIN) - GRAIN / 2;
                for (int c = 0; c < 3; c++) {
                    rgb[at + c] = (byte) Math.clamp(color[3 + c] + grain, 0, 255);
                }
            }
        }
        return Image.of(rgb, WIDTH, HEIGHT, PixelFormat.RGB);
    }
}
