// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

/** What the numbers of a model's mask output mean. */
public enum OutputKind {
    /** {@code [1, H, W, C]}: a score for each class at each place. */
    SCORES,
    /**
     * {@code [1, H, W, 1]} or {@code [1, H, W]}: one score, for the foreground; the class is 1
     * where it wins, else 0.
     */
    FOREGROUND_SCORE,
    /** {@code [1, H, W]} or {@code [1, H, W, 1]}: the index of the class itself. */
    CLASS_INDICES
}
