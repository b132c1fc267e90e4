// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import com.google.flatbuffers.FlatBufferBuilder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * Makes small models that run: operators in the order in which they are added, with weights from a
 * seed. Each method returns the number of the tensor that it adds.
 */
public final class SmallModel {

    private final Random random = new Random(42);
    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<OperatorT> operators = new ArrayList<>();
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<BufferT> buffers = new ArrayList<>(List.of(new BufferT()));
    private int input;

    public int input(int height, int width, int channels) {
        input = tensor(TensorType.FLOAT32, 1, height, width, channels);
        return input;
    }

    private int tensor(byte type, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setName("tensor " + tensors.size());
        tensor.setType(type);
        tensor.setShape(shape);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Makes a tensor something else than it would be; the model may no longer run. */
    SmallModel type(int tensor, byte type) {
        tensors.get(tensor).setType(type);
        return this;
    }

    SmallModel signature(int tensor, int... signature) {
        tensors.get(tensor).setShapeSignature(signature);
        return this;
    }

    /** The first input of the operator that makes a tensor. */
    int inputOf(int tensor) {
        return operators.stream()
                .filter(operator -> operator.getOutputs()[0] == tensor)
                .findFirst()
                .orElseThrow()
                .getInputs()[0];
    }

    private int[] shape(int tensor) {
        return tensors.get(tensor).getShape();
    }

    private int constant(byte type, ByteBuffer bytes, int... shape) {
        int[] data = new int[bytes.capacity()];
        for (int i = 0; i < data.length; i++) {
            data[i] = bytes.get(i) & 0xff;
        }
        BufferT buffer = new BufferT();
        buffer.setData(data);
        buffers.add(buffer);
        int tensor = tensor(type, shape);
        tensors.get(tensor).setBuffer(buffers.size() - 1);
        return tensor;
    }

    int weights(int... shape) {
        int count = 1;
        for (int length : shape) {
            count *= length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((float) random.nextGaussian());
        }
        return constant(TensorType.FLOAT32, bytes, shape);
    }

    private int integers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return constant(TensorType.INT32, bytes, values.length);
    }

    public int convolution(int from, int channels, int kernel, byte activation) {
        int weights = weights(channels, kernel, kernel, shape(from)[3]);
        return convolution(from, weights, activation);
    }

    int convolution(int from, int weights, byte activation) {
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideW(1);
        options.setStrideH(1);
        options.setDilationWFactor(1);
        options.setDilationHFactor(1);
        options.setFusedActivationFunction(activation);
        int channels = shape(weights)[0];
        int bias = weights(channels);
        int result = tensor(TensorType.FLOAT32, 1, shape(from)[1], shape(from)[2], channels);
        return add(
                BuiltinOperator.CONV_2D,
                BuiltinOptions.Conv2DOptions,
                options,
                result,
                from,
                weights,
                bias);
    }

    /** The mean over all places. */
    int pool(int from) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(Padding.VALID);
        options.setFilterHeight(shape(from)[1]);
        options.setFilterWidth(shape(from)[2]);
        options.setStrideH(1);
        options.setStrideW(1);
        int result = tensor(TensorType.FLOAT32, 1, 1, 1, shape(from)[3]);
        return add(
                BuiltinOperator.AVERAGE_POOL_2D,
                BuiltinOptions.Pool2DOptions,
                options,
                result,
                from);
    }

    public int resize(int from, int height, int width, boolean alignCorners, boolean halfPixel) {
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setAlignCorners(alignCorners);
        options.setHalfPixelCenters(halfPixel);
        int size = integers(height, width);
        int result = tensor(TensorType.FLOAT32, 1, height, width, shape(from)[3]);
        return add(
                BuiltinOperator.RESIZE_BILINEAR,
                BuiltinOptions.ResizeBilinearOptions,
                options,
                result,
                from,
                size);
    }

    int resizeToNearest(int from, int height, int width) {
        int size = integers(height, width);
        int result = tensor(TensorType.FLOAT32, 1, height, width, shape(from)[3]);
        return add(
                BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
                BuiltinOptions.ResizeNearestNeighborOptions,
                new ResizeNearestNeighborOptionsT(),
                result,
                from,
                size);
    }

    int concatenation(int axis, byte activation, int... from) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(axis);
        options.setFusedActivationFunction(activation);
        int[] shape = shape(from[0]).clone();
        int along = axis < 0 ? axis + 4 : axis;
        for (int i = 1; i < from.length; i++) {
            shape[along] += shape(from[i])[along];
        }
        int result = tensor(TensorType.FLOAT32, shape);
        return add(
                BuiltinOperator.CONCATENATION,
                BuiltinOptions.ConcatenationOptions,
                options,
                result,
                from);
    }

    private int add(int builtin, byte type, Object options, int result, int... inputs) {
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(builtin);
        code.setDeprecatedBuiltinCode((byte) builtin);
        // The third version knows half pixel centers.
        code.setVersion(builtin == BuiltinOperator.RESIZE_BILINEAR ? 3 : 1);
        codes.add(code);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(type);
        union.setValue(options);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(codes.size() - 1);
        operator.setBuiltinOptions(union);
        operator.setInputs(inputs);
        operator.setOutputs(new int[] {result});
        operators.add(operator);
        return result;
    }

    /** The model's file. */
    public ByteBuffer build(int... outputs) {
        SubGraphT graph = new SubGraphT();
        graph.setInputs(new int[] {input});
        graph.setOutputs(outputs);
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setOperators(operators.toArray(OperatorT[]::new));
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(codes.toArray(OperatorCodeT[]::new));
        model.setSubgraphs(new SubGraphT[] {graph});
        model.setBuffers(buffers.toArray(BufferT[]::new));
        FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.dataBuffer();
    }

    /** Bytes as TensorFlow Lite wants them. */
    public static MemorySegment aligned(ByteBuffer bytes, Arena arena) {
        MemorySegment from = MemorySegment.ofBuffer(bytes);
        MemorySegment memory = arena.allocate(from.byteSize(), 64);
        return memory.copyFrom(from);
    }
}
