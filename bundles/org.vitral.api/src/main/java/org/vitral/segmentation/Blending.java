// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/**
 * How the weight of a tile falls off where it overlaps its neighbour. Let {@code t} go from 0 at
 * the one side of the overlap to 1 at the other; the tile that begins there has the weight below,
 * and the one that ends there the rest. Where more than two tiles of a row lie over each other, the
 * weights are divided by their sum. So the weights of all tiles add up to 1 in each pixel.
 */
public enum Blending {
    /** {@code t}. */
    LINEAR {
        @Override
        public double weight(double t) {
            return t;
        }
    },
    /** {@code (1 - cos(pi t)) / 2}: without a bend at the sides of the overlap. */
    COSINE {
        @Override
        public double weight(double t) {
            return (1 - Math.cos(Math.PI * t)) / 2;
        }
    };

    /**
     * The weight at a place of the overlap.
     *
     * @param t from 0 to 1
     */
    public abstract double weight(double t);
}
