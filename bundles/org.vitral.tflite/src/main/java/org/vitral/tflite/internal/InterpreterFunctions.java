// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code TfLiteInterpreter*} of tensorflow/lite/core/c/c_api.h. A status is 0 ({@code kTfLiteOk})
 * if all went well.
 */
final class InterpreterFunctions {

    private static final MethodHandle MH$TfLiteInterpreterCreate =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterDelete =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterAllocateTensors =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterInvoke =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterGetTensorCount =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterGetTensor =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));

    private final NativeLibrary library;
    private final MemorySegment create;
    private final MemorySegment delete;
    private final MemorySegment allocateTensors;
    private final MemorySegment invoke;
    private final MemorySegment inputCount;
    private final MemorySegment outputCount;
    private final MemorySegment inputTensor;
    private final MemorySegment outputTensor;

    InterpreterFunctions(NativeLibrary library) {
        this.library = library;
        create = library.symbol("TfLiteInterpreterCreate");
        delete = library.symbol("TfLiteInterpreterDelete");
        allocateTensors = library.symbol("TfLiteInterpreterAllocateTensors");
        invoke = library.symbol("TfLiteInterpreterInvoke");
        inputCount = library.symbol("TfLiteInterpreterGetInputTensorCount");
        outputCount = library.symbol("TfLiteInterpreterGetOutputTensorCount");
        inputTensor = library.symbol("TfLiteInterpreterGetInputTensor");
        outputTensor = library.symbol("TfLiteInterpreterGetOutputTensor");
    }

    /** Null (address 0) if the model cannot be run. */
    MemorySegment create(MemorySegment model, MemorySegment options) {
        try {
            return (MemorySegment) MH$TfLiteInterpreterCreate.invokeExact(create, model, options);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void delete(MemorySegment interpreter) {
        try {
            MH$TfLiteInterpreterDelete.invokeExact(delete, interpreter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int allocateTensors(MemorySegment interpreter) {
        try {
            return (int)
                    MH$TfLiteInterpreterAllocateTensors.invokeExact(allocateTensors, interpreter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int invoke(MemorySegment interpreter) {
        try {
            return (int) MH$TfLiteInterpreterInvoke.invokeExact(invoke, interpreter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int inputCount(MemorySegment interpreter) {
        return count(inputCount, interpreter);
    }

    int outputCount(MemorySegment interpreter) {
        return count(outputCount, interpreter);
    }

    private static int count(MemorySegment function, MemorySegment interpreter) {
        try {
            return (int) MH$TfLiteInterpreterGetTensorCount.invokeExact(function, interpreter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    MemorySegment inputTensor(MemorySegment interpreter, int index) {
        return tensor(inputTensor, interpreter, index);
    }

    MemorySegment outputTensor(MemorySegment interpreter, int index) {
        return tensor(outputTensor, interpreter, index);
    }

    private static MemorySegment tensor(
            MemorySegment function, MemorySegment interpreter, int index) {
        try {
            return (MemorySegment)
                    MH$TfLiteInterpreterGetTensor.invokeExact(function, interpreter, index);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** The tensor of the main graph with that index; address 0 if there is none. */
    MemorySegment tensor(MemorySegment interpreter, int index) {
        return tensor(library.symbol("TfLiteInterpreterGetTensor"), interpreter, index);
    }

    int inputTensorIndex(MemorySegment interpreter, int input) {
        return Indices.get(
                library.symbol("TfLiteInterpreterInputTensorIndices"), interpreter, input);
    }

    int outputTensorIndex(MemorySegment interpreter, int output) {
        return Indices.get(
                library.symbol("TfLiteInterpreterOutputTensorIndices"), interpreter, output);
    }

    int resizeInput(MemorySegment interpreter, int input, int[] shape) {
        return Resize.call(
                library.symbol("TfLiteInterpreterResizeInputTensor"), interpreter, input, shape);
    }

    /** Sets all variables of the model to 0. */
    int resetVariableTensors(MemorySegment interpreter) {
        return status(library.symbol("TfLiteInterpreterResetVariableTensors"), interpreter);
    }

    /** Ends the call that is under way before its next operator. For any thread. */
    int cancel(MemorySegment interpreter) {
        return status(library.symbol("TfLiteInterpreterCancel"), interpreter);
    }

    private static int status(MemorySegment function, MemorySegment interpreter) {
        try {
            return (int) MH$TfLiteInterpreterInvoke.invokeExact(function, interpreter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** Whether outputs may stay in the memory of a delegate. */
    void allowBufferHandleOutput(MemorySegment interpreter, boolean allow) {
        BufferHandles.allow(library.symbol("TfLiteSetAllowBufferHandleOutput"), interpreter, allow);
    }

    // What not everybody asks for is linked when it is: linking a new shape takes milliseconds.

    private static final class Indices {
        static final MethodHandle MH$TfLiteInterpreterTensorIndices =
                Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS));

        static int get(MemorySegment function, MemorySegment interpreter, int index) {
            try {
                MemorySegment indices =
                        (MemorySegment)
                                MH$TfLiteInterpreterTensorIndices.invokeExact(
                                        function, interpreter);
                return indices.reinterpret((index + 1L) * Integer.BYTES)
                        .getAtIndex(JAVA_INT, index);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }

    private static final class BufferHandles {
        static final MethodHandle MH$TfLiteSetAllowBufferHandleOutput =
                Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN));

        static void allow(MemorySegment function, MemorySegment interpreter, boolean allow) {
            try {
                MH$TfLiteSetAllowBufferHandleOutput.invokeExact(function, interpreter, allow);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }

    private static final class Resize {
        static final MethodHandle MH$TfLiteInterpreterResizeInputTensor =
                Downcalls.handle(
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

        static int call(MemorySegment function, MemorySegment interpreter, int input, int[] shape) {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment dims = scratch.allocateFrom(JAVA_INT, shape);
                return (int)
                        MH$TfLiteInterpreterResizeInputTensor.invokeExact(
                                function, interpreter, input, dims, shape.length);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }
}
