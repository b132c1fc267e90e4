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
        int places = reference.places();
        int same = 0;
        for (int place = 0; place < places; place++) {
            int label = reference.label(place);
            // Written so that a NaN agrees with nothing.
            if (other.label(place) == label
                    && Math.abs(other.confidence(place, label) - reference.confidence(place, label))
                            <= TOLERANCE) {
                same++;
            }
        }
        return (double) same / places;
    }
}
