// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.tensorflow.lite.InterpreterApi;

/**
 * An interpreter whose tensors can be reached without a copy. For one thread at a time; {@link
 * #close()} waits for a call that is under way.
 */
@ProviderType
public interface NativeInterpreter extends InterpreterApi {

    /**
     * The memory of an input tensor, to be written. Valid until the interpreter is resized or
     * closed.
     *
     * @throws IllegalArgumentException if there is no such input
     * @throws IllegalStateException after close
     */
    MemorySegment input(int index);

    /**
     * The memory of an output tensor, read-only. Valid until the interpreter is resized or closed;
     * overwritten by the next {@link #invoke()}.
     *
     * @throws IllegalArgumentException if there is no such output
     * @throws IllegalStateException after close
     */
    MemorySegment output(int index);

    /**
     * Runs the model on what its input tensors hold.
     *
     * @throws IllegalArgumentException if TensorFlow Lite fails, with what it says of it, or if it
     *     was cancelled
     * @throws IllegalStateException after close
     */
    void invoke();

    /**
     * Ends the call that is under way on another thread, between two nodes of the graph (what a
     * delegate took is one node), and refuses every further one until it is taken back. For any
     * thread.
     *
     * @throws IllegalStateException after close, or if the options do not allow it: {@link
     *     InterpreterApi.Options#setCancellable}
     */
    void setCancelled(boolean cancelled);

    /**
     * What the delegates took over of the graph, as it is at this moment: a resize may change it.
     *
     * @return empty where there is no delegate, or the native library does not tell
     * @throws IllegalStateException after close
     */
    Optional<Delegation> delegation();
}
