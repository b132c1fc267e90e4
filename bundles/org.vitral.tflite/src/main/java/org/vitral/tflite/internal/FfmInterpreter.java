// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.tensorflow.lite.Tensor;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * An interpreter over the C API. Every call takes the lock, so {@link #close()} waits for a call
 * that is under way, and a call after it is an exception.
 */
public final class FfmInterpreter implements NativeInterpreter {

    private static final long NO_INFERENCE = -1;

    /** Stands for the value of an input that nobody named, which keeps what it holds. */
    private static final Object AS_IT_IS = new Object();

    private final ReentrantLock lock = new ReentrantLock();
    private final Graph graph;
    private final RunnableGraph main;
    private final Cancellation cancellation;

    /** By their keys, each made when it is first asked for. */
    private final Map<String, RunnableGraph> signatures = new LinkedHashMap<>();

    /** Read when somebody asks. */
    private List<String> signatureKeys;

    private final Resources signatureRunners = new Resources();

    /** The memory of the tensors as the user sees it; closed when it is no longer theirs. */
    private Arena views = Arena.ofShared();

    private boolean closed;
    private long inferenceNanoseconds = NO_INFERENCE;

    FfmInterpreter(Graph graph, boolean cancellable) {
        this.graph = graph;
        this.main = RunnableGraph.main(this);
        this.cancellation = new Cancellation(graph, cancellable);
    }

    // What tensors need of their interpreter.

    Graph graph() {
        return graph;
    }

    /** The arena of the views on tensor memory. Called with the lock held. */
    Arena views() {
        return views;
    }

    /**
     * Does something that needs the interpreter open.
     *
     * @throws IllegalStateException if it is closed
     */
    <T> T whileOpen(Supplier<T> action) {
        lock.lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The interpreter has been closed");
        }
    }

    // Running

    @Override
    public void run(Object input, Object output) {
        if (output == null) {
            throw new IllegalArgumentException(
                    "There is no value for output 0 to be put into; runForMultipleInputsOutputs with an empty map leaves it in its tensor");
        }
        runForMultipleInputsOutputs(new Object[] {input}, Map.of(0, output));
    }

    @Override
    public void runForMultipleInputsOutputs(Object[] values, Map<Integer, Object> results) {
        if (values == null || values.length == 0) {
            throw new IllegalArgumentException("There is no input: at least one is needed");
        }
        requireResults(results);
        lock.lock();
        try {
            requireOpen();
            run(main, values, results);
        } finally {
            lock.unlock();
        }
    }

    private static void requireResults(Map<?, Object> results) {
        if (results == null) {
            throw new IllegalArgumentException("The map of outputs is null");
        }
    }

    /** Values in the order of the inputs; results by the place of the output. */
    private void run(RunnableGraph part, Object[] values, Map<Integer, Object> results) {
        inferenceNanoseconds = NO_INFERENCE;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != AS_IT_IS) {
                resizeTo(part, i, values[i]);
            }
        }
        part.allocateIfNeeded();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != AS_IT_IS) {
                TensorWriter.write(values[i], part.inputs().get(i));
            }
        }
        invokeOpen(part);
        long nanoseconds = inferenceNanoseconds;
        inferenceNanoseconds = NO_INFERENCE;
        results.forEach((index, result) -> TensorReader.read(part.outputs().get(index), result));
        inferenceNanoseconds = nanoseconds;
    }

    /** An array of another shape resizes the input, as in the official runtime. */
    private void resizeTo(RunnableGraph part, int place, Object value) {
        int[] shape = JavaValues.shapeIfDifferent(value, part.inputs().get(place));
        if (shape != null) {
            resizeOpen(part, place, shape, false);
        }
    }

    @Override
    public void invoke() {
        lock.lock();
        try {
            requireOpen();
            main.allocateIfNeeded();
            invokeOpen(main);
        } finally {
            lock.unlock();
        }
    }

    private void invokeOpen(RunnableGraph part) {
        inferenceNanoseconds = NO_INFERENCE;
        cancellation.requireNotCancelled();
        long start = System.nanoTime();
        int status = part.invoke();
        long nanoseconds = System.nanoTime() - start;
        if (status != 0 || cancellation.isCancelled()) {
            String reported = graph.errors().take("status " + status);
            cancellation.requireNotCancelled();
            throw new IllegalArgumentException(
                    "TensorFlow Lite cannot run %s: %s"
                            .formatted(part.calls().subject(), reported));
        }
        inferenceNanoseconds = nanoseconds;
        if (part.hasDynamicOutputs()) {
            // Their memory may have moved.
            closeViews();
        }
    }

    @Override
    public Long getLastNativeInferenceDurationNanoseconds() {
        return whileOpen(() -> inferenceNanoseconds < 0 ? null : inferenceNanoseconds);
    }

    @Override
    public void setCancelled(boolean cancelled) {
        // Without the lock: the call to end holds it.
        cancellation.set(cancelled);
    }

    /** Sets all variables of the model to 0. */
    public void resetVariableTensors() {
        whileOpen(
                () -> {
                    main.allocateIfNeeded();
                    int status =
                            graph.thread()
                                    .call(
                                            () ->
                                                    graph.library()
                                                            .interpreters()
                                                            .resetVariableTensors(
                                                                    graph.interpreter()));
                    if (status != 0) {
                        throw new IllegalStateException(
                                "The model's variables cannot be reset: "
                                        + graph.errors().take("status " + status));
                    }
                    return null;
                });
    }

    /** Whether outputs may stay in the memory of a delegate, from where they are not copied. */
    public void allowBufferHandleOutput(boolean allow) {
        whileOpen(
                () -> {
                    graph.library()
                            .interpreters()
                            .allowBufferHandleOutput(graph.interpreter(), allow);
                    return null;
                });
    }

    // Signatures

    /** The keys of the model's signatures; none where it has none. */
    public List<String> signatureKeys() {
        return whileOpen(this::keys);
    }

    /** What a signature calls its inputs. */
    public List<String> signatureInputs(String key) {
        return whileOpen(() -> signature(key).inputs().names());
    }

    /** What a signature calls its outputs. */
    public List<String> signatureOutputs(String key) {
        return whileOpen(() -> signature(key).outputs().names());
    }

    /** An input of a signature. */
    public Tensor signatureInput(String key, String name) {
        return whileOpen(() -> signature(key).inputs().get(name));
    }

    /** An output of a signature. */
    public Tensor signatureOutput(String key, String name) {
        return whileOpen(() -> signature(key).outputs().get(name));
    }

    /**
     * Runs a signature.
     *
     * @param key its key; may be null where the model has just one
     * @throws IllegalArgumentException if there is no such signature, input or output, if a value
     *     does not fit, or if TensorFlow Lite fails
     */
    public void runSignature(Map<String, Object> values, Map<String, Object> results, String key) {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException("There is no input: at least one is needed");
        }
        requireResults(results);
        lock.lock();
        try {
            requireOpen();
            RunnableGraph part = signature(key);
            Object[] inPlaces = new Object[part.inputs().size()];
            Arrays.fill(inPlaces, AS_IT_IS);
            values.forEach((name, value) -> inPlaces[part.inputs().indexOf(name)] = value);
            Map<Integer, Object> byPlace = new HashMap<>();
            results.forEach((name, result) -> byPlace.put(part.outputs().indexOf(name), result));
            run(part, inPlaces, byPlace);
        } finally {
            lock.unlock();
        }
    }

    private List<String> keys() {
        if (signatureKeys == null) {
            signatureKeys = graph.library().signatures().keys(graph.interpreter());
        }
        return signatureKeys;
    }

    private RunnableGraph signature(String key) {
        List<String> keys = keys();
        String wanted = key == null && keys.size() == 1 ? keys.getFirst() : key;
        if (wanted == null || !keys.contains(wanted)) {
            throw new IllegalArgumentException(
                    "%s: the model has %s"
                            .formatted(
                                    wanted == null
                                            ? "A signature must be named where a model has not just one"
                                            : "There is no signature \"%s\"".formatted(wanted),
                                    keys.isEmpty() ? "none" : keys));
        }
        return signatures.computeIfAbsent(wanted, this::openSignature);
    }

    private RunnableGraph openSignature(String key) {
        SignatureCalls calls = SignatureCalls.of(graph.library(), graph.interpreter(), key);
        signatureRunners.add(calls::close);
        return RunnableGraph.signature(this, calls);
    }

    // Shapes and memory

    @Override
    public void allocateTensors() {
        whileOpen(
                () -> {
                    main.allocateIfNeeded();
                    return null;
                });
    }

    @Override
    public void resizeInput(int index, int[] shape) {
        resizeInput(index, shape, false);
    }

    @Override
    public void resizeInput(int index, int[] shape, boolean strict) {
        lock.lock();
        try {
            requireOpen();
            resizeOpen(main, index, shape, strict);
        } finally {
            lock.unlock();
        }
    }

    private void resizeOpen(RunnableGraph part, int place, int[] shape, boolean strict) {
        Shapes.requireResizable(part.inputs().get(place), shape, strict);
        graph.shapes().requireHarmless(part.inputs().get(place), shape);
        closeViews();
        // A signature of the main graph has the same tensors.
        main.forgetAllocation();
        signatures.values().forEach(RunnableGraph::forgetAllocation);
        part.resizeInput(place, shape);
    }

    private void closeViews() {
        views.close();
        views = Arena.ofShared();
        main.forgetViews();
        signatures.values().forEach(RunnableGraph::forgetViews);
    }

    @Override
    public Optional<Delegation> delegation() {
        return whileOpen(graph::delegation);
    }

    @Override
    public MemorySegment input(int index) {
        return whileOpen(() -> main.inputs().get(index).memory());
    }

    @Override
    public MemorySegment output(int index) {
        return whileOpen(() -> main.outputs().get(index).readOnlyMemory());
    }

    // Tensors

    @Override
    public int getInputTensorCount() {
        return whileOpen(main.inputs()::size);
    }

    @Override
    public int getInputIndex(String name) {
        return whileOpen(() -> main.inputs().indexOf(name));
    }

    @Override
    public Tensor getInputTensor(int index) {
        return whileOpen(() -> main.inputs().get(index));
    }

    @Override
    public int getOutputTensorCount() {
        return whileOpen(main.outputs()::size);
    }

    @Override
    public int getOutputIndex(String name) {
        return whileOpen(() -> main.outputs().indexOf(name));
    }

    @Override
    public Tensor getOutputTensor(int index) {
        return whileOpen(() -> main.outputs().get(index));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                // Refused, and nothing freed, while native code of somebody else is in this memory.
                views.close();
                closed = true;
                cancellation.end();
                if (!signatures.isEmpty()) {
                    graph.thread().run(signatureRunners::close);
                }
                graph.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
