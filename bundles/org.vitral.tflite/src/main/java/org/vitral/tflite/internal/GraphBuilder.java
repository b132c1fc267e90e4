// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.DelegateFactory;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.RuntimeFlavor;

/** Makes a {@link Graph} of a model, step by step; a step that fails takes back all before it. */
final class GraphBuilder {

    private final NativeLibrary library;
    private final ModelBytes model;
    private final InterpreterApi.Options options;
    private final Resources resources = new Resources();

    /** With default options where they are null. The graph owns the model's bytes. */
    GraphBuilder(NativeLibrary library, ModelBytes model, InterpreterApi.Options options) {
        this.library = library;
        this.model = model;
        // A copy: what is done to the caller's options later must not matter.
        this.options =
                options == null
                        ? new InterpreterApi.Options()
                        : new InterpreterApi.Options(options);
    }

    /**
     * Makes the graph. When that fails, the model's bytes are still the caller's.
     *
     * @throws IllegalArgumentException if the model is not valid or cannot be run: what TensorFlow
     *     Lite says of it
     */
    Graph build() {
        try {
            resources.add(library.lease()::close);
            ErrorLog errors = library.errors().open();
            resources.add(errors::close);
            verify(errors);
            MemorySegment nativeModel = createModel(errors);
            MemorySegment interpreter = createInterpreter(nativeModel, errors);
            allocate(interpreter, errors);
            Resources owned = new Resources();
            owned.add(model::close);
            owned.add(resources::close);
            return new Graph(library, interpreter, errors, owned);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    private void verify(ErrorLog errors) {
        if (!library.models().verify(model.bytes(), errors.handle())) {
            throw new IllegalArgumentException(
                    "The model is truncated or damaged: " + errors.take("it cannot be verified"));
        }
        errors.clear();
        ModelVerifier.verify(model.bytes());
    }

    private MemorySegment createModel(ErrorLog errors) {
        MemorySegment created =
                library.models()
                        .create(model.bytes(), library.errors().callback(), errors.handle());
        if (created.address() == 0) {
            throw new IllegalArgumentException(
                    "The model cannot be read: " + errors.take("it is not valid"));
        }
        resources.add(() -> library.models().delete(created));
        return created;
    }

    private MemorySegment createInterpreter(MemorySegment nativeModel, ErrorLog errors) {
        MemorySegment nativeOptions = library.options().create();
        try {
            library.options()
                    .setErrorReporter(nativeOptions, library.errors().callback(), errors.handle());
            apply(nativeOptions);
            MemorySegment created = library.interpreters().create(nativeModel, nativeOptions);
            if (created.address() == 0) {
                throw new IllegalArgumentException(
                        "TensorFlow Lite cannot run this model with these options: "
                                + errors.take("it does not say why"));
            }
            resources.add(() -> library.interpreters().delete(created));
            return created;
        } finally {
            library.options().delete(nativeOptions);
        }
    }

    private void apply(MemorySegment nativeOptions) {
        if (options.getUseNNAPI()) {
            throw new UnsupportedOperationException(
                    "NNAPI is a part of Android and is not here: leave setUseNNAPI(true) away");
        }
        if (options.getAccelerationConfig() != null) {
            options.getAccelerationConfig().apply(options);
        }
        if (options.getNumThreads() > 0) {
            library.options().setNumThreads(nativeOptions, options.getNumThreads());
        }
        if (options.isCancellable()) {
            library.options().enableCancellation(nativeOptions);
        }
        for (Delegate delegate : options.getDelegates()) {
            addDelegate(nativeOptions, delegate);
        }
        for (DelegateFactory factory : options.getDelegateFactories()) {
            Delegate delegate = factory.create(RuntimeFlavor.APPLICATION);
            resources.add(delegate::close);
            addDelegate(nativeOptions, delegate);
        }
        // Last, as in the official runtime: XNNPACK takes what the others leave.
        if (options.getUseXNNPACK()) {
            Delegate xnnpack = new DefaultXnnpackDelegate(library, options.getNumThreads());
            resources.add(xnnpack::close);
            addDelegate(nativeOptions, xnnpack);
        }
    }

    private void addDelegate(MemorySegment nativeOptions, Delegate delegate) {
        long handle = delegate.getNativeHandle();
        if (handle == 0) {
            throw new IllegalArgumentException(
                    "The delegate %s has no native handle: it has been closed, or could not be made"
                            .formatted(delegate.getClass().getName()));
        }
        library.options().addDelegate(nativeOptions, MemorySegment.ofAddress(handle));
    }

    private void allocate(MemorySegment interpreter, ErrorLog errors) {
        int inputs = library.interpreters().inputCount(interpreter);
        long bytes = 0;
        for (int i = 0; i < inputs; i++) {
            MemorySegment tensor = library.interpreters().inputTensor(interpreter, i);
            bytes = saturatedSum(bytes, library.tensors().byteSize(tensor));
        }
        FreeMemory.require(bytes, "The input of the model");
        if (library.interpreters().allocateTensors(interpreter) != 0) {
            throw new IllegalArgumentException(
                    "TensorFlow Lite cannot prepare this model: "
                            + errors.take("it does not say why"));
        }
        errors.clear();
        requireOutputs(interpreter);
    }

    /** Their memory has been promised, but none of it has been written yet. */
    private void requireOutputs(MemorySegment interpreter) {
        int outputs = library.interpreters().outputCount(interpreter);
        for (int i = 0; i < outputs; i++) {
            MemorySegment tensor = library.interpreters().outputTensor(interpreter, i);
            FreeMemory.require(
                    Math.max(0, library.tensors().byteSize(tensor)), "An output of the model");
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return a < 0 || b < 0 || sum < 0 ? Long.MAX_VALUE : sum;
    }
}
