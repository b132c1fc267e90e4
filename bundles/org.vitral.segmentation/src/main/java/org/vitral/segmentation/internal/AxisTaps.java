// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/**
 * For each place along one axis of the model's input, the pixels of the image that it is made of,
 * and their weights.
 *
 * <p>Both axes share the convention that pixel {@code i} covers {@code [i, i + 1)} and its centre
 * is at {@code i + 0.5}. A place is the average over a window around its centre, {@link #WINDOW}
 * times as wide as the part of the image that the place stands for, but at least one pixel. A
 * window of one pixel is bilinear interpolation, so up to a reduction by 2.5 that is what this is;
 * further down the window grows, so that fine patterns fade and do not come back as coarse ones.
 */
final class AxisTaps {

    /**
     * Less than the whole width, by evidence: models are trained on pictures that were reduced
     * without a filter and are crisp. On a photograph of cats and dogs, reduced by 4.7, DeepLab v3
     * takes all that it finds for a horse with a window of the whole width, as with triangle and
     * Lanczos filters; half of it for dogs with 0.5; and five sixths of it for dogs with 0.4.
     */
    private static final double WINDOW = 0.4;

    /** The first pixel of each place. */
    final int[] first;

    /** The number of pixels of each place. */
    final int[] count;

    /** The weights of each place, {@link #stride} entries a place; those in use sum up to 1. */
    final float[] weights;

    /** The entries of {@link #weights} from one place to the next. */
    final int stride;

    private AxisTaps(int places, int stride) {
        this.first = new int[places];
        this.count = new int[places];
        this.weights = new float[places * stride];
        this.stride = stride;
    }

    /**
     * The taps of an axis.
     *
     * @param places the number of places along the model's axis
     * @param origin the first pixel that takes part
     * @param length the number of pixels that take part
     * @param reversed whether the model's axis runs against the image's
     */
    static AxisTaps of(int places, int origin, int length, boolean reversed) {
        double scale = (double) length / places;
        double window = Math.max(1, scale * WINDOW);
        AxisTaps taps = new AxisTaps(places, (int) Math.ceil(window) + 1);
        for (int place = 0; place < places; place++) {
            int along = reversed ? places - 1 - place : place;
            double centre = (along + 0.5) * scale;
            if (window == 1) {
                taps.interpolate(place, centre - 0.5, length);
            } else {
                taps.average(place, centre - window / 2, centre + window / 2);
            }
            taps.first[place] += origin;
        }
        return taps;
    }

    private void interpolate(int place, double position, int length) {
        double clamped = Math.clamp(position, 0, length - 1);
        int left = (int) clamped;
        float right = (float) (clamped - left);
        first[place] = left;
        count[place] = right == 0 ? 1 : 2;
        weights[place * stride] = 1 - right;
        weights[place * stride + 1] = right;
    }

    private void average(int place, double from, double to) {
        int start = (int) from;
        int end = Math.min((int) Math.ceil(to), start + stride);
        first[place] = start;
        count[place] = end - start;
        for (int i = start; i < end; i++) {
            double covered = Math.min(to, i + 1) - Math.max(from, i);
            weights[place * stride + i - start] = (float) (covered / (to - from));
        }
    }
}
