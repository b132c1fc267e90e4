// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told how far a run is. Called on the thread of the run, between two measurements. */
@ConsumerType
@FunctionalInterface
public interface BenchProgress {

    /**
     * A step begins.
     *
     * @param task what is being done, in a few words
     * @param done how many steps are done
     * @param total how many steps there are, as far as is known
     */
    void step(String task, int done, int total);
}
