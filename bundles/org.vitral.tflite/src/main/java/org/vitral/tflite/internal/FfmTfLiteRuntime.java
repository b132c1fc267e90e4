// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.File;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * TensorFlow Lite's C library by the Foreign Function and Memory API. The library is loaded at the
 * first use, and unmapped when this runtime is closed and nobody uses it any more.
 */
@Component(service = TfLiteRuntime.class, immediate = true)
public final class FfmTfLiteRuntime implements TfLiteRuntime {

    private NativeLibrary library;
    private boolean closed;

    /** A runtime of its own. Nothing is loaded yet. */
    public FfmTfLiteRuntime() {}

    @Activate
    void activate() {
        SharedRuntime.adopt(this);
    }

    @Deactivate
    void deactivate() {
        SharedRuntime.abandon(this);
        close();
    }

    private synchronized NativeLibrary library() {
        if (closed) {
            throw new IllegalStateException("This TensorFlow Lite runtime has been stopped");
        }
        if (library == null) {
            library = NativeLibrary.load(RuntimeLog.SHARED);
        }
        return library;
    }

    /** Gives no new interpreter from now on. The library goes when its last user is gone. */
    synchronized void close() {
        if (!closed && library != null) {
            library.release();
        }
        closed = true;
    }

    @Override
    public String version() {
        return library().version();
    }

    /** The version of the model schema, for example {@code 3}. */
    public String schemaVersion() {
        return Integer.toString(library().models().schemaVersion());
    }

    @Override
    public MemorySegment symbol(String name) {
        NativeLibrary loaded = library();
        try {
            return loaded.symbol(name);
        } catch (NoSuchElementException e) {
            throw new NoSuchElementException(
                    "The TensorFlow Lite library %s exports no %s"
                            .formatted(loaded.version(), name),
                    e);
        }
    }

    @Override
    public RuntimeLease lease() {
        return library().lease();
    }

    @Override
    public NativeInterpreter createInterpreter(
            MemorySegment model, InterpreterApi.Options options) {
        return createInterpreter(ModelBytes.of(model), options);
    }

    /**
     * An interpreter over a model file, as {@link InterpreterApi#create(File,
     * InterpreterApi.Options)}.
     */
    public FfmInterpreter createInterpreter(File model, InterpreterApi.Options options) {
        return createInterpreter(ModelBytes.read(model), options);
    }

    /** An interpreter over a direct or mapped buffer with a model. */
    public FfmInterpreter createInterpreter(ByteBuffer model, InterpreterApi.Options options) {
        return createInterpreter(ModelBytes.of(model), options);
    }

    private FfmInterpreter createInterpreter(ModelBytes model, InterpreterApi.Options options) {
        try {
            Graph graph = new GraphBuilder(library(), model, options).build();
            return new FfmInterpreter(graph, options != null && options.isCancellable());
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }
}
