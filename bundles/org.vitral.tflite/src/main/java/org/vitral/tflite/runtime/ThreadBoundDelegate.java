// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ConsumerType;
import org.tensorflow.lite.Delegate;

/**
 * A delegate whose native code is called on one thread only, the one that made it: a context of
 * OpenGL, for example, belongs to a thread. An interpreter that is made with it is created, run and
 * closed on that thread, whichever thread its user calls from.
 *
 * @implSpec The executor lasts until {@link #close()}, which comes after the close of every
 *     interpreter. An interpreter works with the executor of one such delegate at most.
 */
@ConsumerType
public interface ThreadBoundDelegate extends Delegate {

    /**
     * Runs each task on the delegate's thread, one after the other, in the order of arrival; at
     * once where that thread asks.
     */
    Executor executor();
}
