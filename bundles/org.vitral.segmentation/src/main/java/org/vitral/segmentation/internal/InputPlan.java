// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.image.Orientation;
import org.vitral.image.Region;

/**
 * Which pixels of a raw frame make which places of a model's input, and how. The raw axes run along
 * the model's, or across them where the orientation swaps them.
 */
final class InputPlan {

    /** For each place along a raw row, its pixels. */
    final AxisTaps columns;

    /** For each place down the raw rows, its rows. */
    final AxisTaps rows;

    /** The first pixel of a raw row that takes part. */
    final int firstPixel;

    /** How many pixels of a raw row take part. */
    final int pixels;

    /** The places of the input from one along a raw row to the next. */
    final int columnStep;

    /** The places of the input from one down the raw rows to the next. */
    final int rowStep;

    private final int frameWidth;
    private final int frameHeight;
    private final Orientation orientation;
    private final Region region;

    /**
     * A plan.
     *
     * @param width the columns of the model's input
     * @param height its rows
     * @param frameWidth the columns of the raw frame
     * @param frameHeight its rows
     * @param region the part of the upright frame to look at
     */
    InputPlan(
            int width,
            int height,
            int frameWidth,
            int frameHeight,
            Orientation orientation,
            Region region) {
        this.frameWidth = frameWidth;
        this.frameHeight = frameHeight;
        this.orientation = orientation;
        this.region = region;
        int lastX = region.x() + region.width() - 1;
        int lastY = region.y() + region.height() - 1;
        int x0 = orientation.rawX(region.x(), region.y(), frameWidth);
        int x1 = orientation.rawX(lastX, lastY, frameWidth);
        int y0 = orientation.rawY(region.x(), region.y(), frameHeight);
        int y1 = orientation.rawY(lastX, lastY, frameHeight);
        boolean swaps = orientation.swapsAxes();
        columns = taps(swaps ? height : width, x0, x1);
        rows = taps(swaps ? width : height, y0, y1);
        firstPixel = Math.min(x0, x1);
        pixels = Math.abs(x1 - x0) + 1;
        columnStep = swaps ? width : 1;
        rowStep = swaps ? 1 : width;
    }

    /** Whether this is the plan for other frames as well. */
    boolean fits(int width, int height, Orientation turned, Region seen) {
        return width == frameWidth
                && height == frameHeight
                && turned == orientation
                && seen.equals(region);
    }

    /** How many places there are down the raw rows. */
    int rowPlaces() {
        return rows.first.length;
    }

    /** How many pixels are read in all. */
    long readPixels() {
        long readRows = 0;
        for (int count : rows.count) {
            readRows += count;
        }
        return readRows * pixels;
    }

    /** The taps between two raw pixels, the first and the last that a person sees. */
    private static AxisTaps taps(int places, int seenFirst, int seenLast) {
        return AxisTaps.of(
                places,
                Math.min(seenFirst, seenLast),
                Math.abs(seenLast - seenFirst) + 1,
                seenLast < seenFirst);
    }
}
