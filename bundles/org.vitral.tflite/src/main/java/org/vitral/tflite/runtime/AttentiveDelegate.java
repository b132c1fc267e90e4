// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import org.osgi.annotation.versioning.ConsumerType;
import org.tensorflow.lite.Delegate;

/**
 * A delegate that is told when an interpreter stands: for one that keeps what it has packed or
 * compiled, or has to end its preparation before the first run.
 */
@ConsumerType
public interface AttentiveDelegate extends Delegate {

    /**
     * An interpreter was made with this delegate, and its tensors are allocated. It has not run
     * yet. Called once for each interpreter, by the thread that makes it.
     *
     * @throws IllegalStateException if it cannot be run: why, in a sentence. The interpreter is
     *     closed then.
     */
    void prepared();
}
