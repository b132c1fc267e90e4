// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.segmentation.Blending;

/**
 * Where tiles of one size lie along one axis of an image, and with which weight each counts in each
 * pixel. The first tile begins where the image does, the last one ends where it ends, and the
 * others are spread evenly between them.
 */
final class TileAxis {

    private final int[] starts;
    private final int tile;
    private final Blending blending;

    private TileAxis(int[] starts, int tile, Blending blending) {
        this.starts = starts;
        this.tile = tile;
        this.blending = blending;
    }

    /**
     * The tiles of an axis.
     *
     * @param length the pixels along the axis
     * @param tile the pixels of a tile; of all where that is more
     * @param overlap the share of a tile that its neighbour covers too, at least
     */
    static TileAxis of(int length, int tile, double overlap, Blending blending) {
        if (tile >= length) {
            return new TileAxis(new int[1], length, blending);
        }
        int step = tile - (int) Math.ceil(overlap * tile);
        // A tile of one pixel cannot overlap another one in part.
        step = Math.max(1, step);
        int count = (length - tile + step - 1) / step + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) (((long) i * (length - tile) + (count - 1) / 2) / (count - 1));
        }
        return new TileAxis(starts, tile, blending);
    }

    /** The number of tiles. */
    int count() {
        return starts.length;
    }

    /** The number of pixels of each tile. */
    int tile() {
        return tile;
    }

    /** The first pixel of a tile. */
    int start(int i) {
        return starts[i];
    }

    /** The pixel after the last one of a tile. */
    int end(int i) {
        return starts[i] + tile;
    }

    /** The weight of a tile in a pixel; those of all tiles add up to 1 in each pixel. */
    double weight(int i, int pixel) {
        double own = ramp(i, pixel);
        if (own == 0) {
            return 0;
        }
        double all = own;
        for (int j = i - 1; j >= 0 && end(j) > pixel; j--) {
            all += ramp(j, pixel);
        }
        for (int j = i + 1; j < starts.length && starts[j] <= pixel; j++) {
            all += ramp(j, pixel);
        }
        return own / all;
    }

    /** The weights of a tile in all of its pixels. */
    double[] weights(int i) {
        double[] weights = new double[tile];
        for (int pixel = 0; pixel < tile; pixel++) {
            weights[pixel] = weight(i, starts[i] + pixel);
        }
        return weights;
    }

    /** The most tiles that cover one pixel. */
    int depth() {
        int most = 1;
        for (int i = 0; i < starts.length; i++) {
            int j = i;
            while (j + 1 < starts.length && starts[j + 1] < end(i)) {
                j++;
            }
            most = Math.max(most, j - i + 1);
        }
        return most;
    }

    private double ramp(int i, int pixel) {
        if (pixel < starts[i] || pixel >= end(i)) {
            return 0;
        }
        double weight = 1;
        double centre = pixel + 0.5;
        if (i > 0 && centre < end(i - 1)) {
            weight = blending.weight((centre - starts[i]) / (end(i - 1) - starts[i]));
        }
        if (i + 1 < starts.length && centre > starts[i + 1]) {
            weight *= blending.weight((end(i) - centre) / (end(i) - starts[i + 1]));
        }
        return weight;
    }
}
