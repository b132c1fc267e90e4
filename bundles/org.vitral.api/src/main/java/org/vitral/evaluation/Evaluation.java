// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.segmentation.CategoryMask;

/** An evaluation under way. Holds sums and no masks. For one thread at a time. */
@ProviderType
public interface Evaluation {

    /**
     * Counts one photograph.
     *
     * @param truth what is there
     * @param mask what a model saw, of the same size
     * @throws IllegalArgumentException if the sizes differ, or a pixel is of no class; nothing of
     *     it counts then
     */
    void add(TruthMask truth, CategoryMask mask);

    /** The sums so far. */
    EvaluationResult result();
}
