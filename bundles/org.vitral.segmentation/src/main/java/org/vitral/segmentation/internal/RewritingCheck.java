// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/**
 * How far what a rewritten model gives for a picture is from what the model itself gives, at the
 * size of the model's mask.
 *
 * @param agreement the share of places with the same class, 0 to 1
 * @param difference the largest difference of two scores
 * @param range the difference between the model's highest and its lowest score
 */
record RewritingCheck(double agreement, double difference, double range) {

    /** At most one place in ten thousand may show another class. */
    private static final double LEAST_AGREEMENT = 0.9999;

    /**
     * In these parts of the range scores may differ. A sum of several hundred 32-bit floats in
     * another order is off by some millionths of it; a wrong weight, by hundredths at least.
     */
    private static final double MOST_DIFFERENCE = 1e-3;

    /** Compares scores for the same picture. */
    static RewritingCheck of(Scores model, Scores rewritten) {
        ModelRows expected = new ModelRows(model);
        ModelRows found = new ModelRows(rewritten);
        int width = model.output().width();
        int height = model.output().height();
        int channels = model.channels();
        long same = 0;
        double difference = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < height; y++) {
            float[] one = expected.read(y);
            float[] other = found.read(y);
            for (int i = 0; i < width * channels; i++) {
                lowest = Math.min(lowest, one[i]);
                highest = Math.max(highest, one[i]);
                // A NaN stays, and is then more than any limit allows.
                difference = Math.max(difference, Math.abs((double) one[i] - other[i]));
            }
            for (int x = 0; x < width; x++) {
                if (model.label(one, x) == rewritten.label(other, x)) {
                    same++;
                }
            }
        }
        return new RewritingCheck((double) same / width / height, difference, highest - lowest);
    }

    /** Whether both are the same but for rounding. */
    boolean passed() {
        return agreement >= LEAST_AGREEMENT && difference <= MOST_DIFFERENCE * range;
    }

    @Override
    public String toString() {
        return "%.3f %% of the places agree, scores differ by at most %.2g of a range of %.3g"
                .formatted(agreement * 100, difference, range);
    }
}
