// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.DelegateFactory;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.RuntimeFlavor;
import org.tensorflow.lite.nnapi.NnApiDelegate;
import org.vitral.tflite.runtime.AttentiveDelegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/** Makes a {@link Graph} of a model, step by step; a step that fails takes back all before it. */
final class GraphBuilder {

    /** A number of threads, as in the official API. */
    private static final int LIBRARYS_CHOICE = -1;

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
            requireThreads();
            verify(errors);
            List<Delegate> delegates = delegates();
            List<MemorySegment> handles = delegates.stream().map(GraphBuilder::handle).toList();
            NativeThread thread = threadOf(delegates);
            // Closed first, and on the thread that used it.
            Resources owned = new Resources();
            resources.add(() -> thread.run(owned::close));
            List<ObservedDelegate> observed = observe(handles, owned);
            List<MemorySegment> applied =
                    observed.isEmpty()
                            ? handles
                            : observed.stream().map(ObservedDelegate::handle).toList();
            MemorySegment interpreter = thread.call(() -> prepared(applied, errors, owned));
            tell(delegates);
            ShapeCheck shapes = new ShapeCheck(library, model.bytes(), !delegates.isEmpty());
            Resources all = new Resources();
            all.add(model::close);
            all.add(resources::close);
            return new Graph(library, interpreter, errors, thread, observed, shapes, all);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    private static void tell(List<Delegate> delegates) {
        for (Delegate delegate : delegates) {
            if (delegate instanceof AttentiveDelegate attentive) {
                attentive.prepared();
            }
        }
    }

    private MemorySegment prepared(
            List<MemorySegment> delegates, ErrorLog errors, Resources owned) {
        MemorySegment nativeModel = createModel(errors, owned);
        MemorySegment interpreter = createInterpreter(nativeModel, delegates, errors, owned);
        allocate(interpreter, errors);
        return interpreter;
    }

    private void requireThreads() {
        int threads = options.getNumThreads();
        if (threads < LIBRARYS_CHOICE || threads > DelegateOptions.MOST_THREADS) {
            throw new IllegalArgumentException(
                    "An interpreter works with at most %,d threads, or with %d for the library's choice, not %,d"
                            .formatted(DelegateOptions.MOST_THREADS, LIBRARYS_CHOICE, threads));
        }
    }

    private void verify(ErrorLog errors) {
        if (!library.models().verify(model.bytes(), errors.handle())) {
            throw new IllegalArgumentException(
                    "The model is truncated or damaged: " + errors.take("it cannot be verified"));
        }
        errors.warn();
        ModelVerifier.verify(model.bytes());
    }

    /**
     * All that take a part of the graph, in order. Those that are made here are also closed here.
     */
    private List<Delegate> delegates() {
        if (options.getUseNNAPI()) {
            throw new UnsupportedOperationException(
                    "NNAPI is a part of Android and is not here: leave setUseNNAPI(true) away");
        }
        if (options.getAccelerationConfig() != null) {
            options.getAccelerationConfig().apply(options);
        }
        List<Delegate> delegates = new ArrayList<>(options.getDelegates());
        for (DelegateFactory factory : options.getDelegateFactories()) {
            Delegate delegate = factory.create(RuntimeFlavor.APPLICATION);
            resources.add(delegate::close);
            delegates.add(delegate);
        }
        // Last, as in the official runtime: XNNPACK takes what the others leave.
        if (options.getUseXNNPACK()) {
            Delegate xnnpack = new DefaultXnnpackDelegate(library, options.getNumThreads());
            resources.add(xnnpack::close);
            delegates.add(xnnpack);
        }
        if (delegates.stream().anyMatch(NnApiDelegate.class::isInstance)) {
            throw new UnsupportedOperationException(
                    "NNAPI is a part of Android and is not here: leave the NnApiDelegate away");
        }
        delegates.removeIf(PlainKernels.class::isInstance);
        return delegates;
    }

    private static MemorySegment handle(Delegate delegate) {
        long handle = delegate.getNativeHandle();
        if (handle == 0) {
            throw new IllegalArgumentException(
                    "The delegate %s has no native handle: it has been closed, or could not be made"
                            .formatted(delegate.getClass().getName()));
        }
        return MemorySegment.ofAddress(handle);
    }

    private static NativeThread threadOf(List<Delegate> delegates) {
        List<Executor> executors =
                delegates.stream()
                        .filter(ThreadBoundDelegate.class::isInstance)
                        .map(delegate -> ((ThreadBoundDelegate) delegate).executor())
                        .distinct()
                        .toList();
        return switch (executors.size()) {
            case 0 -> NativeThread.CALLER;
            case 1 -> NativeThread.of(executors.getFirst());
            default ->
                    throw new IllegalArgumentException(
                            "An interpreter works with one delegate that is bound to a thread, but the options name %d"
                                    .formatted(executors.size()));
        };
    }

    /** None where the library does not tell what delegates take. */
    private List<ObservedDelegate> observe(List<MemorySegment> handles, Resources owned) {
        List<ObservedDelegate> observed = new ArrayList<>();
        if (handles.isEmpty() || library.observer().isEmpty()) {
            return observed;
        }
        for (MemorySegment handle : handles) {
            ObservedDelegate copy = library.observer().get().observe(handle);
            owned.add(copy::close);
            observed.add(copy);
        }
        return observed;
    }

    private MemorySegment createModel(ErrorLog errors, Resources owned) {
        MemorySegment created =
                library.models()
                        .create(model.bytes(), library.errors().callback(), errors.handle());
        if (created.address() == 0) {
            throw new IllegalArgumentException(
                    "The model cannot be read: " + errors.take("it is not valid"));
        }
        owned.add(() -> library.models().delete(created));
        return created;
    }

    private MemorySegment createInterpreter(
            MemorySegment nativeModel,
            List<MemorySegment> delegates,
            ErrorLog errors,
            Resources owned) {
        MemorySegment nativeOptions = library.options().create();
        try {
            library.options()
                    .setErrorReporter(nativeOptions, library.errors().callback(), errors.handle());
            if (options.getNumThreads() > 0) {
                library.options().setNumThreads(nativeOptions, options.getNumThreads());
            }
            if (options.isCancellable()) {
                library.options().enableCancellation(nativeOptions);
            }
            for (MemorySegment delegate : delegates) {
                library.options().addDelegate(nativeOptions, delegate);
            }
            MemorySegment created = library.interpreters().create(nativeModel, nativeOptions);
            if (created.address() == 0) {
                throw new IllegalArgumentException(
                        "TensorFlow Lite cannot run this model with these options: "
                                + errors.take("it does not say why"));
            }
            owned.add(() -> library.interpreters().delete(created));
            return created;
        } finally {
            library.options().delete(nativeOptions);
        }
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
        errors.warn();
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
