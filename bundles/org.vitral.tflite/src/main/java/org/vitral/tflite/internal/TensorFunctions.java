// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import org.tensorflow.lite.Tensor.QuantizationParams;

/** {@code TfLiteTensor*} of tensorflow/lite/core/c/c_api.h. */
final class TensorFunctions {

    private static final MethodHandle MH$TfLiteTensorInt =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle MH$TfLiteTensorDim =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MH$TfLiteTensorByteSize =
            Downcalls.handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle MH$TfLiteTensorPointer =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS));

    private final NativeLibrary library;
    private final MemorySegment type;
    private final MemorySegment numDims;
    private final MemorySegment dim;
    private final MemorySegment byteSize;
    private final MemorySegment data;
    private final MemorySegment name;

    TensorFunctions(NativeLibrary library) {
        this.library = library;
        type = library.symbol("TfLiteTensorType");
        numDims = library.symbol("TfLiteTensorNumDims");
        dim = library.symbol("TfLiteTensorDim");
        byteSize = library.symbol("TfLiteTensorByteSize");
        data = library.symbol("TfLiteTensorData");
        name = library.symbol("TfLiteTensorName");
    }

    /** A {@code TfLiteType}. */
    int type(MemorySegment tensor) {
        return integer(type, tensor);
    }

    int[] shape(MemorySegment tensor) {
        try {
            // -1 stands for a tensor that has no shape yet.
            int[] shape = new int[Math.max(0, integer(numDims, tensor))];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = (int) MH$TfLiteTensorDim.invokeExact(dim, tensor, i);
            }
            return shape;
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private static int integer(MemorySegment function, MemorySegment tensor) {
        try {
            return (int) MH$TfLiteTensorInt.invokeExact(function, tensor);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    long byteSize(MemorySegment tensor) {
        try {
            return (long) MH$TfLiteTensorByteSize.invokeExact(byteSize, tensor);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** The first byte of the tensor's memory; address 0 where it has none yet. */
    MemorySegment data(MemorySegment tensor) {
        return pointer(data, tensor);
    }

    String name(MemorySegment tensor) {
        MemorySegment text = pointer(name, tensor);
        return text.address() == 0 ? "" : text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static MemorySegment pointer(MemorySegment function, MemorySegment tensor) {
        try {
            return (MemorySegment) MH$TfLiteTensorPointer.invokeExact(function, tensor);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    QuantizationParams quantization(MemorySegment tensor) {
        return Quantization.get(library.symbol("TfLiteTensorQuantizationParams"), tensor);
    }

    /** The shape with -1 for what is not fixed; null where the model does not state it. */
    int[] shapeSignature(MemorySegment tensor) {
        return Signature.get(
                library.symbol("TfLiteOpaqueTensorGetNumDimsSignature"),
                library.symbol("TfLiteOpaqueTensorGetDimSignature"),
                tensor);
    }

    // What not everybody asks for is linked when it is: linking a new shape takes milliseconds.

    private static final class Quantization {
        /** {@code struct TfLiteQuantizationParams} of tensorflow/lite/core/c/c_api_types.h. */
        static final MemoryLayout LAYOUT =
                MemoryLayout.structLayout(
                        JAVA_FLOAT.withName("scale"), JAVA_INT.withName("zero_point"));

        static final MethodHandle MH$TfLiteTensorQuantizationParams =
                Downcalls.handle(FunctionDescriptor.of(LAYOUT, ADDRESS));

        static QuantizationParams get(MemorySegment function, MemorySegment tensor) {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment params =
                        (MemorySegment)
                                MH$TfLiteTensorQuantizationParams.invokeExact(
                                        function, (SegmentAllocator) scratch, tensor);
                return new QuantizationParams(
                        params.get(JAVA_FLOAT, 0), params.get(JAVA_INT, Float.BYTES));
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }

    /** {@code TfLiteOpaqueTensorGet*Signature} of tensorflow/lite/core/c/c_api_opaque.h. */
    private static final class Signature {
        static final MethodHandle MH$TfLiteOpaqueTensorGetNumDimsSignature =
                Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        static final MethodHandle MH$TfLiteOpaqueTensorGetDimSignature =
                Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

        static int[] get(MemorySegment count, MemorySegment dim, MemorySegment tensor) {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment value = scratch.allocate(JAVA_INT);
                int status =
                        (int)
                                MH$TfLiteOpaqueTensorGetNumDimsSignature.invokeExact(
                                        count, tensor, value);
                int dimensions = value.get(JAVA_INT, 0);
                if (status != 0 || dimensions < 1) {
                    return null;
                }
                int[] signature = new int[dimensions];
                for (int i = 0; i < dimensions; i++) {
                    status =
                            (int)
                                    MH$TfLiteOpaqueTensorGetDimSignature.invokeExact(
                                            dim, tensor, i, value);
                    signature[i] = value.get(JAVA_INT, 0);
                }
                return signature;
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }
}
