// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;
import org.tensorflow.lite.InterpreterApi;

/**
 * One loaded copy of the TensorFlow Lite library, as a service. Model, delegates and interpreter of
 * an engine belong to one runtime. For any number of threads.
 */
@ProviderType
public interface TfLiteRuntime {

    /** What {@code TfLiteVersion()} says, for example {@code 2.21.0}. */
    String version();

    /**
     * The address of an exported function or variable. Valid while the library is mapped, which a
     * {@link #lease()} makes sure of.
     *
     * @throws java.util.NoSuchElementException if the library exports no such name
     */
    MemorySegment symbol(String name);

    /** Keeps the library mapped until the lease is closed, whatever happens to the bundle. */
    RuntimeLease lease();

    /**
     * Makes an interpreter over a model in memory; its tensors are allocated. It holds a lease of
     * its own. Delegates that the options name must have been made for this runtime, and are closed
     * by whoever made them, after the interpreter.
     *
     * @param model the bytes of a {@code .tflite} file, off the heap, aligned to 8 bytes or better;
     *     they must stay as they are until the interpreter is closed
     * @param options threads, delegates, XNNPACK
     * @throws IllegalArgumentException if that is no valid model, or needs an operator that is not
     *     there: with what TensorFlow Lite itself says of it
     */
    NativeInterpreter createInterpreter(MemorySegment model, InterpreterApi.Options options);
}
