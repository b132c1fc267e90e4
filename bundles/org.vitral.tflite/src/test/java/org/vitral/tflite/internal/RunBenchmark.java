// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.lite.InterpreterApi;

/**
 * What a call of the Java API costs beyond the C API's, on one and the same native interpreter of
 * the starter model with XNNPACK: interleaved, in random order, as ratios of medians.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.tflite -am -DskipTests -Pbenchmark
 * }</pre>
 */
final class RunBenchmark {

    private static final int ROUNDS = 200;
    private static final int WARM_UP = 50;

    private static final MethodHandle MH$TfLiteTensorCopy =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));

    private RunBenchmark() {}

    private record Step(String name, Runnable work, long[] nanos) {
        Step(String name, Runnable work) {
            this(name, work, new long[ROUNDS]);
        }

        double median() {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2] / 1e6;
        }
    }

    public static void main(String[] arguments) {
        System.out.println("| threads | call | median ms | to the C call |");
        System.out.println("|---|---|---|---|");
        measure(1);
        measure(2);
    }

    private static void measure(int threads) {
        InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(threads);
        try (FfmInterpreter interpreter =
                SharedRuntime.get().createInterpreter(SharedData.starterModel(), options)) {
            NativeLibrary library = interpreter.graph().library();
            MemorySegment handle = interpreter.graph().interpreter();
            MemorySegment in = library.interpreters().inputTensor(handle, 0);
            MemorySegment out = library.interpreters().outputTensor(handle, 0);
            ByteBuffer input = ByteBuffer.allocateDirect(interpreter.getInputTensor(0).numBytes());
            ByteBuffer output =
                    ByteBuffer.allocateDirect(interpreter.getOutputTensor(0).numBytes());
            MemorySegment copyFrom = library.symbol("TfLiteTensorCopyFromBuffer");
            MemorySegment copyTo = library.symbol("TfLiteTensorCopyToBuffer");
            Object[] inputs = {input};
            Map<Integer, Object> nothing = Map.of();
            List<Step> withoutCopy =
                    List.of(
                            new Step(
                                    "C: TfLiteInterpreterInvoke",
                                    () -> library.interpreters().invoke(handle)),
                            new Step("NativeInterpreter.invoke()", interpreter::invoke));
            List<Step> withCopies =
                    List.of(
                            new Step(
                                    "C: TfLiteTensorCopyFromBuffer, Invoke, TfLiteTensorCopyToBuffer",
                                    () -> {
                                        copy(copyFrom, in, MemorySegment.ofBuffer(input));
                                        library.interpreters().invoke(handle);
                                        copy(copyTo, out, MemorySegment.ofBuffer(output.clear()));
                                    }),
                            new Step(
                                    "run(ByteBuffer, ByteBuffer)",
                                    () -> interpreter.run(input, output.clear())));
            List<Step> withOneCopy =
                    List.of(
                            new Step(
                                    "C: TfLiteTensorCopyFromBuffer, Invoke, TfLiteTensorData",
                                    () -> {
                                        copy(copyFrom, in, MemorySegment.ofBuffer(input));
                                        library.interpreters().invoke(handle);
                                        library.tensors().data(out);
                                    }),
                            new Step(
                                    "runForMultipleInputsOutputs, asReadOnlyBuffer()",
                                    () -> {
                                        interpreter.runForMultipleInputsOutputs(inputs, nothing);
                                        interpreter.getOutputTensor(0).asReadOnlyBuffer();
                                    }));
            List<Step> all = new ArrayList<>();
            List.of(withoutCopy, withCopies, withOneCopy).forEach(all::addAll);
            run(all);
            for (List<Step> pair : List.of(withoutCopy, withCopies, withOneCopy)) {
                print(threads, pair);
            }
        }
    }

    private static void copy(MemorySegment function, MemorySegment tensor, MemorySegment buffer) {
        try {
            int status =
                    (int)
                            MH$TfLiteTensorCopy.invokeExact(
                                    function, tensor, buffer, buffer.byteSize());
            if (status != 0) {
                throw new IllegalStateException("status " + status);
            }
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private static void run(List<Step> steps) {
        Random random = new Random(5);
        List<Step> order = new ArrayList<>(steps);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (Step step : order) {
                long start = System.nanoTime();
                step.work().run();
                if (round >= 0) {
                    step.nanos()[round] = System.nanoTime() - start;
                }
            }
        }
    }

    private static void print(int threads, List<Step> pair) {
        double c = pair.getFirst().median();
        for (Step step : pair) {
            System.out.printf(
                    "| %d | %s | %.2f | %.3f |%n",
                    threads, step.name(), step.median(), step.median() / c);
        }
    }
}
