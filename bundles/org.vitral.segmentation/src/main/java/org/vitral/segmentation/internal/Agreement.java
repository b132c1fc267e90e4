// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** How far a delegate says the same as another one. */
final class Agreement {

    /** Two confidences that differ by more than this do not mean the same. */
    private static final float TOLERANCE = 0.1f;

    private Agreement() {}

    /**
     * The share of places in which both find the same class, with nearly the same confidence. The
     * confidence matters where a picture shows one class only: all zeros would find it, too.
     *
     * @return 0 to 1
     */
    static double of(Scores reference, Scores other) {
        ModelRows references = new ModelRows(reference);
        ModelRows others = new ModelRows(other);
        int width = reference.output().width();
        int height = reference.output().height();
        long same = 0;
        for (int y = 0; y < height; y++) {
            float[] expected = references.read(y);
            float[] found = others.read(y);
            for (int x = 0; x < width; x++) {
                int label = reference.label(expected, x);
                if (isSame(label, reference.confidence(expected, x, label), other, found, x)) {
                    same++;
                }
            }
        }
        return (double) same / width / height;
    }

    /**
     * Whether scores say the same at a place.
     *
     * @param label the class that is expected there
     * @param confidence the confidence that it is expected to have
     * @param row a row of the scores
     */
    static boolean isSame(int label, float confidence, Scores scores, float[] row, int place) {
        // Written so that a NaN agrees with nothing.
        return scores.label(row, place) == label
                && Math.abs(scores.confidence(row, place, label) - confidence) <= TOLERANCE;
    }
}
