// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;

/**
 * Where the places of a mask lie along one axis of a grid of scores: each between the centres of
 * two neighbours on the grid, which enclose a cell. Places of one cell follow each other and make a
 * run.
 *
 * <p>The image, the model's mask and the asked mask cover the same extent: place {@code i} of
 * {@code n} has its centre at {@code (i + 0.5) / n} of it. Beyond the outermost centres the
 * outermost scores count.
 */
final class GridAxis {

    /** The first of the two neighbours of each place. */
    final int[] cell;

    /**
     * How far each place lies from the first neighbour to the second one: at least 0, less than 1.
     */
    final double[] fraction;

    /** The first place of each run, and after the last run the number of places. */
    final int[] runStart;

    private GridAxis(int[] cell, double[] fraction, int[] runStart) {
        this.cell = cell;
        this.fraction = fraction;
        this.runStart = runStart;
    }

    /**
     * The axis of a mask.
     *
     * @param places the length of the mask
     * @param modelLength the length of the model's mask
     * @param gridLength the length of the grid
     * @param resizing how the model's mask lies over the grid
     */
    static GridAxis of(int places, int modelLength, int gridLength, Resizing resizing) {
        int[] cell = new int[places];
        double[] fraction = new double[places];
        int[] starts = new int[Math.min(places, gridLength) + 1];
        int runs = 0;
        for (int place = 0; place < places; place++) {
            double position = gridPosition(place, places, modelLength, gridLength, resizing);
            cell[place] = (int) position;
            fraction[place] = position - cell[place];
            if (place == 0 || cell[place] != cell[place - 1]) {
                starts[runs++] = place;
            }
        }
        starts[runs] = places;
        return new GridAxis(cell, fraction, Arrays.copyOf(starts, runs + 1));
    }

    private static double gridPosition(
            int place, int places, int modelLength, int gridLength, Resizing resizing) {
        double onModel = places == modelLength ? place : (place + 0.5) * modelLength / places - 0.5;
        double inside = Math.clamp(onModel, 0, modelLength - 1);
        double onGrid =
                gridLength == modelLength
                        ? inside
                        : resizing.position(inside, modelLength, gridLength);
        return Math.clamp(onGrid, 0, gridLength - 1);
    }

    /** The number of runs. */
    int runs() {
        return runStart.length - 1;
    }

    /** The number of places. */
    int places() {
        return cell.length;
    }

    /** The neighbour that a place is nearer to; the first one if it is in the middle. */
    int nearest(int place) {
        return cell[place] + (fraction[place] > 0.5 ? 1 : 0);
    }
}
