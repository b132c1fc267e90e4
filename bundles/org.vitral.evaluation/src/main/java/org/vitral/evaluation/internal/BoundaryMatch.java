// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

/**
 * How the boundaries of two masks of one photograph match: the contour measure of Csurka, Larlus
 * and Perronnin, "What is a good evaluation measure for semantic segmentation?" (BMVC 2013), with
 * the rules for what has no boundary that Perazzi et al. chose for DAVIS (CVPR 2016).
 *
 * <p>A pixel is on the boundary of its class if one of its four neighbours is of another class; the
 * edge of the photograph is no boundary. It matches if a pixel of the other mask's boundary of that
 * class is at most 0.75 % of the photograph's diagonal away.
 *
 * <p>For each class the vertical distance to the nearest pixel of the boundary is computed once; a
 * look along the row then finds the nearest one in any direction. For one thread.
 */
final class BoundaryMatch {

    /** The tolerance as a part of the diagonal, as Csurka et al. chose it. */
    static final double TOLERANCE = 0.0075;

    private final int width;
    private final int height;
    private final char[] truth;
    private final char[] predicted;
    private final double nearSquared;
    private final int reach;
    private final char[] distances;

    BoundaryMatch(int width, int height, char[] truth, char[] predicted) {
        this.width = width;
        this.height = height;
        this.truth = truth;
        this.predicted = predicted;
        nearSquared = TOLERANCE * TOLERANCE * ((double) width * width + (double) height * height);
        reach = (int) Math.sqrt(nearSquared);
        distances = new char[truth.length];
    }

    /**
     * Which part of a class's boundary in the mask lies near that in the truth; 1 where the mask
     * has none.
     */
    double precision(int label) {
        return nearPart(label, predicted, truth);
    }

    /**
     * Which part of a class's boundary in the truth lies near that in the mask; 1 where the truth
     * has none.
     */
    double recall(int label) {
        return nearPart(label, truth, predicted);
    }

    private double nearPart(int label, char[] of, char[] to) {
        measure(label, to);
        long all = 0;
        long near = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isBoundary(of, label, x, y)) {
                    all++;
                    near += isNear(x, y) ? 1 : 0;
                }
            }
        }
        return all == 0 ? 1 : (double) near / all;
    }

    /** Fills in how far it is from each pixel up or down to the boundary, up to the reach. */
    private void measure(int label, char[] mask) {
        int far = reach + 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int above = y == 0 ? far : distances[(y - 1) * width + x];
                distances[y * width + x] =
                        (char) (isBoundary(mask, label, x, y) ? 0 : Math.min(above + 1, far));
            }
        }
        for (int i = distances.length - 1 - width; i >= 0; i--) {
            distances[i] = (char) Math.min(distances[i], distances[i + width] + 1);
        }
    }

    private boolean isNear(int x, int y) {
        int end = Math.min(width - 1, x + reach);
        for (int column = Math.max(0, x - reach); column <= end; column++) {
            int down = distances[y * width + column];
            long across = column - x;
            if (down <= reach && across * across + (long) down * down <= nearSquared) {
                return true;
            }
        }
        return false;
    }

    private boolean isBoundary(char[] mask, int label, int x, int y) {
        int at = y * width + x;
        return mask[at] == label
                && (x > 0 && mask[at - 1] != label
                        || x < width - 1 && mask[at + 1] != label
                        || y > 0 && mask[at - width] != label
                        || y < height - 1 && mask[at + width] != label);
    }
}
