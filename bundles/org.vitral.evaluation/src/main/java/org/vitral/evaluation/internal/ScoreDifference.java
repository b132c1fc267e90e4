// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.vitral.segmentation.ConfidenceMask;

/** How far the scores of two masks are apart. */
final class ScoreDifference {

    private ScoreDifference() {}

    /** The largest difference at one place; NaN where one of the scores is. */
    static double largest(ConfidenceMask first, ConfidenceMask second) {
        MemorySegment ones = first.values();
        MemorySegment others = second.values();
        long count = (long) first.width() * first.height();
        double largest = 0;
        for (long i = 0; i < count; i++) {
            double one = ones.getAtIndex(JAVA_FLOAT_UNALIGNED, i);
            double other = others.getAtIndex(JAVA_FLOAT_UNALIGNED, i);
            largest = Math.max(largest, Math.abs(one - other));
        }
        return largest;
    }
}
