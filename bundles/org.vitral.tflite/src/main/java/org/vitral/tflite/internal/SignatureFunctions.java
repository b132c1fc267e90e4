// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code TfLiteSignatureRunner*} of tensorflow/lite/core/c/c_api.h. A status is 0 ({@code
 * kTfLiteOk}) if all went well.
 */
final class SignatureFunctions {

    private static final MethodHandle MH$Int =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$Size =
            Downcalls.handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle MH$Name =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle MH$ByName =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle MH$Resize =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle MH$Delete =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS));

    private final MemorySegment count;
    private final MemorySegment key;
    private final MemorySegment runner;
    private final MemorySegment inputCount;
    private final MemorySegment inputName;
    private final MemorySegment inputTensor;
    private final MemorySegment outputCount;
    private final MemorySegment outputName;
    private final MemorySegment outputTensor;
    private final MemorySegment resize;
    private final MemorySegment allocate;
    private final MemorySegment invoke;
    private final MemorySegment delete;

    SignatureFunctions(NativeLibrary library) {
        count = library.symbol("TfLiteInterpreterGetSignatureCount");
        key = library.symbol("TfLiteInterpreterGetSignatureKey");
        runner = library.symbol("TfLiteInterpreterGetSignatureRunner");
        inputCount = library.symbol("TfLiteSignatureRunnerGetInputCount");
        inputName = library.symbol("TfLiteSignatureRunnerGetInputName");
        inputTensor = library.symbol("TfLiteSignatureRunnerGetInputTensor");
        outputCount = library.symbol("TfLiteSignatureRunnerGetOutputCount");
        outputName = library.symbol("TfLiteSignatureRunnerGetOutputName");
        outputTensor = library.symbol("TfLiteSignatureRunnerGetOutputTensor");
        resize = library.symbol("TfLiteSignatureRunnerResizeInputTensor");
        allocate = library.symbol("TfLiteSignatureRunnerAllocateTensors");
        invoke = library.symbol("TfLiteSignatureRunnerInvoke");
        delete = library.symbol("TfLiteSignatureRunnerDelete");
    }

    /** The keys of all signatures of a model, in their order. */
    List<String> keys(MemorySegment interpreter) {
        return names(integer(count, interpreter), key, interpreter);
    }

    List<String> inputNames(MemorySegment runner) {
        return names(size(inputCount, runner), inputName, runner);
    }

    List<String> outputNames(MemorySegment runner) {
        return names(size(outputCount, runner), outputName, runner);
    }

    private static List<String> names(long count, MemorySegment function, MemorySegment owner) {
        try {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                MemorySegment name = (MemorySegment) MH$Name.invokeExact(function, owner, i);
                names.add(name.reinterpret(Long.MAX_VALUE).getString(0));
            }
            return List.copyOf(names);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** A new runner, to be deleted before the interpreter; address 0 if there is none. */
    MemorySegment runner(MemorySegment interpreter, String key) {
        return byName(runner, interpreter, key);
    }

    MemorySegment inputTensor(MemorySegment runner, String name) {
        return byName(inputTensor, runner, name);
    }

    MemorySegment outputTensor(MemorySegment runner, String name) {
        return byName(outputTensor, runner, name);
    }

    private static MemorySegment byName(MemorySegment function, MemorySegment owner, String name) {
        try (Arena scratch = Arena.ofConfined()) {
            return (MemorySegment)
                    MH$ByName.invokeExact(function, owner, scratch.allocateFrom(name));
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int resizeInput(MemorySegment runner, String name, int[] shape) {
        try (Arena scratch = Arena.ofConfined()) {
            return (int)
                    MH$Resize.invokeExact(
                            resize,
                            runner,
                            scratch.allocateFrom(name),
                            scratch.allocateFrom(JAVA_INT, shape),
                            shape.length);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int allocateTensors(MemorySegment runner) {
        return integer(allocate, runner);
    }

    int invoke(MemorySegment runner) {
        return integer(invoke, runner);
    }

    private static int integer(MemorySegment function, MemorySegment owner) {
        try {
            return (int) MH$Int.invokeExact(function, owner);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private static long size(MemorySegment function, MemorySegment owner) {
        try {
            return (long) MH$Size.invokeExact(function, owner);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void delete(MemorySegment runner) {
        try {
            MH$Delete.invokeExact(delete, runner);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }
}
