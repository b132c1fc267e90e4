// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.Arrays;
import java.util.Optional;
import org.vitral.segmentation.CategoryMask;

/**
 * The place in a class that is farthest from everything else: the middle of the largest circle that
 * fits into it, which is where a name has the most room. Found on a mask of at most some hundred
 * pixels a side, by a chamfer distance of 3 and 4 (Borgefors, Distance transformations in digital
 * images, 1986).
 */
final class MiddleOfClass {

    private static final int MOST = 384;
    private static final int STRAIGHT = 3;
    private static final int DIAGONAL = 4;

    /** A place in pixels of the mask. */
    record Place(float x, float y) {}

    private final int width;
    private final int height;
    private final float stepX;
    private final float stepY;
    private final int[] labels;

    MiddleOfClass(CategoryMask mask) {
        width = Math.min(mask.width(), MOST);
        height = Math.min(mask.height(), MOST);
        stepX = (float) mask.width() / width;
        stepY = (float) mask.height() / height;
        labels = new int[width * height];
        MaskRows rows = new MaskRows(mask);
        int[] row = new int[mask.width()];
        for (int y = 0; y < height; y++) {
            rows.read((int) ((y + 0.5f) * stepY), row);
            for (int x = 0; x < width; x++) {
                labels[y * width + x] = row[(int) ((x + 0.5f) * stepX)];
            }
        }
    }

    /** The middle of a class; nothing where it is too small to be seen here. */
    Optional<Place> of(int label) {
        int[] distance = distances(label);
        int most = Arrays.stream(distance).max().orElse(0);
        int best = middle(distance, most);
        return most == 0
                ? Optional.empty()
                : Optional.of(
                        new Place((best % width + 0.5f) * stepX, (best / width + 0.5f) * stepY));
    }

    /** Of all places that are as far inside, the one in the middle of them. */
    private int middle(int[] distance, int most) {
        long x = 0;
        long y = 0;
        long count = 0;
        for (int at = 0; at < distance.length; at++) {
            if (distance[at] == most) {
                x += at % width;
                y += at / width;
                count++;
            }
        }
        int best = -1;
        double nearest = Double.MAX_VALUE;
        for (int at = 0; at < distance.length; at++) {
            double dx = at % width - (double) x / count;
            double dy = at / width - (double) y / count;
            if (distance[at] == most && dx * dx + dy * dy < nearest) {
                nearest = dx * dx + dy * dy;
                best = at;
            }
        }
        return best;
    }

    /** How far each pixel of the class is from what is not in it; the rim of the mask is not. */
    private int[] distances(int label) {
        int[] distance = new int[labels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (labels[at] == label) {
                    int near = step(distance, x - 1, y, STRAIGHT);
                    near = Math.min(near, step(distance, x, y - 1, STRAIGHT));
                    near = Math.min(near, step(distance, x - 1, y - 1, DIAGONAL));
                    distance[at] = Math.min(near, step(distance, x + 1, y - 1, DIAGONAL));
                }
            }
        }
        for (int y = height - 1; y >= 0; y--) {
            for (int x = width - 1; x >= 0; x--) {
                int at = y * width + x;
                if (labels[at] == label) {
                    int near = step(distance, x + 1, y, STRAIGHT);
                    near = Math.min(near, step(distance, x, y + 1, STRAIGHT));
                    near = Math.min(near, step(distance, x + 1, y + 1, DIAGONAL));
                    near = Math.min(near, step(distance, x - 1, y + 1, DIAGONAL));
                    distance[at] = Math.min(distance[at], near);
                }
            }
        }
        return distance;
    }

    private int step(int[] distance, int x, int y, int length) {
        boolean inside = x >= 0 && y >= 0 && x < width && y < height;
        return (inside ? distance[y * width + x] : 0) + length;
    }
}
