// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.segmentation.Segmentation;

/**
 * A comparison of two engines under way. Holds sums, and two durations a photograph. For one thread
 * at a time.
 */
@ProviderType
public interface Comparison {

    /**
     * Counts one photograph.
     *
     * @param name how it is called
     * @param first what the first engine saw in it, open
     * @param second what the second engine saw in it, open
     * @return which part of its pixels both gave the same class, 0 to 1
     * @throws IllegalArgumentException if the two are not of one size; nothing of it counts then
     */
    double add(String name, Segmentation first, Segmentation second);

    /** The sums so far. */
    ComparisonResult result();
}
