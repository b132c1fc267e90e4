// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.ShapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * Builds a graph, operator by operator. Weights come from a seed: two graphs that are built by the
 * same calls have the same ones but for what their precision takes away. Each method returns the
 * number of the tensor that it adds.
 */
public final class SampleGraph {

    /** What comes out of a RELU6. */
    private static final float SIX = 6;

    /** What is enough for the scores of a sum over weights that are scaled by their number. */
    private static final float SCORES = 8;

    /** Enough for a signal to get through layers that each cut it at 0. */
    private static final double GAIN = 2.2;

    private final Random random;
    private final Precision precision;
    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<OperatorT> operators = new ArrayList<>();
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<BufferT> buffers = new ArrayList<>(List.of(new BufferT()));
    private boolean open;
    private int input;

    public SampleGraph(long seed, Precision precision) {
        this.random = new Random(seed);
        this.precision = precision;
    }

    /** An image of values from -1 to 1. */
    public int input(int... shape) {
        input = tensor("image", precision.values, shape);
        quantizeSymmetric(input, 1);
        return input;
    }

    /** An image of a type of its own, which the graph is to make something of. */
    public int input(byte type, int... shape) {
        input = tensor("image", type, shape);
        return input;
    }

    /** Leaves the height and the width of the image open, in it and all that is made of it. */
    public SampleGraph open() {
        open = true;
        tensors.get(input).setShapeSignature(signature(tensors.get(input).getShape()));
        return this;
    }

    /** Leaves the batch of all tensors but the constants open, as converted Keras models do. */
    public SampleGraph openBatch() {
        for (TensorT tensor : tensors) {
            if (tensor.getBuffer() == 0) {
                int[] signature = tensor.getShape().clone();
                signature[0] = -1;
                tensor.setShapeSignature(signature);
            }
        }
        return this;
    }

    public SampleGraph name(int tensor, String name) {
        tensors.get(tensor).setName(name);
        return this;
    }

    /** Forgets what the numbers of a tensor stand for. */
    public SampleGraph unscaled(int tensor) {
        tensors.get(tensor).setQuantization(null);
        return this;
    }

    /** Says what the numbers of a tensor stand for. */
    public SampleGraph scaled(int tensor, float scale, long zeroPoint) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(new float[] {scale});
        quantization.setZeroPoint(new long[] {zeroPoint});
        tensors.get(tensor).setQuantization(quantization);
        return this;
    }

    public int[] shape(int tensor) {
        return tensors.get(tensor).getShape().clone();
    }

    private int tensor(String name, byte type, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setShape(shape);
        tensor.setShapeSignature(open && shape.length > 2 ? signature(shape) : null);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private static int[] signature(int[] shape) {
        int[] signature = shape.clone();
        signature[1] = -1;
        signature[2] = -1;
        return signature;
    }

    /** A tensor that the graph computes. */
    private int value(String name, int... shape) {
        return tensor(name + " " + tensors.size(), precision.values, shape);
    }

    private void quantizeSymmetric(int tensor, float most) {
        switch (precision) {
            case INT8 -> scaled(tensor, most / 127.5f, 0);
            case UINT8 -> scaled(tensor, most / 127.5f, 128);
            case INT16 -> scaled(tensor, most / 32_767, 0);
            default -> {
                // Floats stand for themselves.
            }
        }
    }

    private void quantizePositive(int tensor, float most) {
        switch (precision) {
            case INT8 -> scaled(tensor, most / 255, -128);
            case UINT8 -> scaled(tensor, most / 255, 0);
            case INT16 -> scaled(tensor, most / 32_767, 0);
            default -> {
                // Floats stand for themselves.
            }
        }
    }

    private float scale(int tensor) {
        return tensors.get(tensor).getQuantization().getScale()[0];
    }

    private void sameScale(int from, int to) {
        tensors.get(to).setQuantization(tensors.get(from).getQuantization());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int constant(String name, byte type, ByteBuffer data, int... shape) {
        int[] unsigned = new int[data.capacity()];
        for (int i = 0; i < unsigned.length; i++) {
            unsigned[i] = data.get(i) & 0xff;
        }
        BufferT buffer = new BufferT();
        buffer.setData(unsigned);
        buffers.add(buffer);
        TensorT tensor = new TensorT();
        tensor.setName(name + " " + tensors.size());
        tensor.setType(type);
        tensor.setShape(shape);
        tensor.setShapeSignature(null);
        tensor.setBuffer(buffers.size() - 1);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private int integers(int... values) {
        ByteBuffer data = bytes(values.length * Integer.BYTES);
        for (int value : values) {
            data.putInt(value);
        }
        return constant("sizes", TensorType.INT32, data, values.length);
    }

    private int floats(float[] values, int... shape) {
        ByteBuffer data = bytes(values.length * Float.BYTES);
        for (float value : values) {
            data.putFloat(value);
        }
        return constant("floats", TensorType.FLOAT32, data, shape);
    }

    /** Numbers whose sum over so many inputs has some times the variance of one of these. */
    private float[] random(int count, int inputs) {
        double deviation = GAIN / Math.sqrt(inputs);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** Takes from the weights of each sum their mean: what all inputs share then says nothing. */
    private static void balance(float[] values, int inputs) {
        for (int start = 0; start < values.length; start += inputs) {
            double mean = 0;
            for (int i = 0; i < inputs; i++) {
                mean += values[start + i] / inputs;
            }
            for (int i = 0; i < inputs; i++) {
                values[start + i] -= (float) mean;
            }
        }
    }

    /** Weights and biases; the channels lie along one dimension of the weights. */
    private int[] weights(int from, int dimension, int inputs, int... shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        int channels = shape[dimension];
        float[] values = random(count, inputs);
        float[] biases = random(channels, 64);
        if (dimension == 0) {
            balance(values, inputs);
        }
        if (precision.weights == TensorType.FLOAT32) {
            return new int[] {floats(values, shape), floats(biases, channels)};
        }
        if (precision == Precision.FLOAT16_WEIGHTS) {
            return new int[] {half(values, shape), half(biases, channels)};
        }
        int inner = dimension == 0 ? count / channels : 1;
        float[] scales = new float[precision == Precision.UINT8 ? 1 : channels];
        for (int i = 0; i < count; i++) {
            int at = scales.length == 1 ? 0 : i / inner % channels;
            scales[at] = Math.max(scales[at], Math.abs(values[i]) / 127);
        }
        int zero = precision == Precision.UINT8 ? 128 : 0;
        ByteBuffer data = bytes(count);
        for (int i = 0; i < count; i++) {
            int at = scales.length == 1 ? 0 : i / inner % channels;
            data.put((byte) (Math.round(values[i] / scales[at]) + zero));
        }
        int filter = constant("weights", precision.weights, data, shape);
        quantization(filter, scales, zero, dimension);
        if (precision == Precision.HYBRID) {
            return new int[] {filter, floats(biases, channels)};
        }
        return new int[] {filter, quantizedBiases(from, scales, biases)};
    }

    private int quantizedBiases(int from, float[] scales, float[] biases) {
        boolean wide = precision == Precision.INT16;
        float[] products = new float[scales.length];
        ByteBuffer data = bytes(biases.length * (wide ? Long.BYTES : Integer.BYTES));
        for (int i = 0; i < biases.length; i++) {
            int at = scales.length == 1 ? 0 : i;
            products[at] = scales[at] * scale(from);
            if (wide) {
                data.putLong(Math.round((double) biases[i] / products[at]));
            } else {
                data.putInt(Math.round(biases[i] / products[at]));
            }
        }
        byte type = wide ? TensorType.INT64 : TensorType.INT32;
        int bias = constant("biases", type, data, biases.length);
        quantization(bias, products, 0, 0);
        return bias;
    }

    private void quantization(int tensor, float[] scales, int zero, int dimension) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        long[] zeros = new long[scales.length];
        Arrays.fill(zeros, zero);
        quantization.setScale(scales);
        quantization.setZeroPoint(zeros);
        quantization.setQuantizedDimension(dimension);
        tensors.get(tensor).setQuantization(quantization);
    }

    private int half(float[] values, int... shape) {
        ByteBuffer data = bytes(values.length * Short.BYTES);
        for (float value : values) {
            data.putShort(Float.floatToFloat16(value));
        }
        int stored = constant("halves", TensorType.FLOAT16, data, shape);
        int dequantized = tensor("floats " + tensors.size(), TensorType.FLOAT32, shape);
        tensors.get(dequantized).setShapeSignature(null);
        return add(BuiltinOperator.DEQUANTIZE, 3, null, dequantized, stored);
    }

    private static int reduced(int length, int stride) {
        return (length + stride - 1) / stride;
    }

    private void activate(int tensor, boolean clipped) {
        if (clipped) {
            quantizePositive(tensor, SIX);
        } else {
            quantizeSymmetric(tensor, SCORES);
        }
    }

    private static byte activation(boolean clipped) {
        return clipped ? ActivationFunctionType.RELU6 : ActivationFunctionType.NONE;
    }

    /**
     * A convolution.
     *
     * @param clipped whether a RELU6 follows
     */
    public int convolution(
            int from, int channels, int kernel, int stride, int dilation, boolean clipped) {
        int[] shape = shape(from);
        int[] weights =
                weights(from, 0, kernel * kernel * shape[3], channels, kernel, kernel, shape[3]);
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideW(stride);
        options.setStrideH(stride);
        options.setDilationWFactor(dilation);
        options.setDilationHFactor(dilation);
        options.setFusedActivationFunction(activation(clipped));
        int result =
                value(
                        "convolution",
                        shape[0],
                        reduced(shape[1], stride),
                        reduced(shape[2], stride),
                        channels);
        activate(result, clipped);
        int version =
                switch (precision) {
                    case INT8 -> 3;
                    case INT16 -> 4;
                    case HYBRID -> 5;
                    default -> 2;
                };
        return add(
                BuiltinOperator.CONV_2D,
                version,
                options(BuiltinOptions.Conv2DOptions, options),
                result,
                from,
                weights[0],
                weights[1]);
    }

    /** A convolution of each channel by itself, and a RELU6. */
    public int depthwise(int from, int stride, int dilation) {
        int[] shape = shape(from);
        int[] weights = weights(from, 3, 9, 1, 3, 3, shape[3]);
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideW(stride);
        options.setStrideH(stride);
        options.setDepthMultiplier(1);
        options.setDilationWFactor(dilation);
        options.setDilationHFactor(dilation);
        options.setFusedActivationFunction(ActivationFunctionType.RELU6);
        int result =
                value(
                        "depthwise",
                        shape[0],
                        reduced(shape[1], stride),
                        reduced(shape[2], stride),
                        shape[3]);
        activate(result, true);
        int version =
                switch (precision) {
                    case INT8 -> 3;
                    case INT16 -> 5;
                    case HYBRID -> 6;
                    default -> 2;
                };
        return add(
                BuiltinOperator.DEPTHWISE_CONV_2D,
                version,
                options(BuiltinOptions.DepthwiseConv2DOptions, options),
                result,
                from,
                weights[0],
                weights[1]);
    }

    /** The mean over all places. */
    public int pool(int from) {
        int[] shape = shape(from);
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(Padding.VALID);
        options.setFilterHeight(shape[1]);
        options.setFilterWidth(shape[2]);
        options.setStrideH(1);
        options.setStrideW(1);
        int result = value("pool", shape[0], 1, 1, shape[3]);
        sameScale(from, result);
        return add(
                BuiltinOperator.AVERAGE_POOL_2D,
                version(1, 2, 3),
                options(BuiltinOptions.Pool2DOptions, options),
                result,
                from);
    }

    /** A bilinear resize. */
    public int resize(int from, int height, int width, boolean alignCorners, boolean halfPixel) {
        return resize(from, integers(height, width), height, width, alignCorners, halfPixel);
    }

    /** A bilinear resize to the size of the image, whatever that is. */
    public int resizeToInput(int from, boolean alignCorners) {
        int rank = shape(input).length;
        int all = tensor("shape", TensorType.INT32, rank);
        ShapeOptionsT shapeOptions = new ShapeOptionsT();
        shapeOptions.setOutType(TensorType.INT32);
        add(
                BuiltinOperator.SHAPE,
                1,
                options(BuiltinOptions.ShapeOptions, shapeOptions),
                all,
                input);
        int size = tensor("size", TensorType.INT32, 2);
        add(
                BuiltinOperator.STRIDED_SLICE,
                1,
                options(BuiltinOptions.StridedSliceOptions, new StridedSliceOptionsT()),
                size,
                all,
                integers(1),
                integers(3),
                integers(1));
        return resize(from, size, shape(input)[1], shape(input)[2], alignCorners, false);
    }

    private int resize(
            int from, int size, int height, int width, boolean alignCorners, boolean halfPixel) {
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setAlignCorners(alignCorners);
        options.setHalfPixelCenters(halfPixel);
        int[] shape = shape(from);
        int result = value("resize", shape[0], height, width, shape[3]);
        sameScale(from, result);
        return add(
                BuiltinOperator.RESIZE_BILINEAR,
                precision == Precision.INT16 ? 4 : 3,
                options(BuiltinOptions.ResizeBilinearOptions, options),
                result,
                from,
                size);
    }

    /** Channels side by side. */
    public int concatenation(int... from) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(3);
        int[] shape = shape(from[0]);
        for (int i = 1; i < from.length; i++) {
            shape[3] += shape(from[i])[3];
        }
        int result = value("concatenation", shape);
        sameScale(from[0], result);
        return add(
                BuiltinOperator.CONCATENATION,
                version(1, 2, 3),
                options(BuiltinOptions.ConcatenationOptions, options),
                result,
                from);
    }

    public int sum(int first, int second) {
        AddOptionsT options = new AddOptionsT();
        options.setPotScaleInt16(false);
        int result = value("sum", shape(first));
        activate(result, false);
        return add(
                BuiltinOperator.ADD,
                version(1, 2, 3),
                options(BuiltinOptions.AddOptions, options),
                result,
                first,
                second);
    }

    /** Confidences over the channels. */
    public int softmax(int from) {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(1);
        int result = value("softmax", shape(from));
        scaleOfConfidences(result);
        return add(
                BuiltinOperator.SOFTMAX,
                version(1, 2, 3),
                options(BuiltinOptions.SoftmaxOptions, options),
                result,
                from);
    }

    /** A confidence for each number. */
    public int logistic(int from) {
        int result = value("logistic", shape(from));
        scaleOfConfidences(result);
        return add(BuiltinOperator.LOGISTIC, version(1, 2, 3), null, result, from);
    }

    private void scaleOfConfidences(int tensor) {
        switch (precision) {
            case INT8 -> scaled(tensor, 1f / 256, -128);
            case UINT8 -> scaled(tensor, 1f / 256, 0);
            case INT16 -> scaled(tensor, 1f / 32_768, 0);
            default -> {
                // Floats stand for themselves.
            }
        }
    }

    private int version(int floats, int int8, int int16) {
        return switch (precision) {
            case INT8 -> int8;
            case INT16 -> int16;
            default -> floats;
        };
    }

    /** The index of the highest number of each place. */
    public int argMax(int from, byte type) {
        ArgMaxOptionsT options = new ArgMaxOptionsT();
        options.setOutputType(type);
        int[] shape = shape(from);
        int result = tensor("indices", type, shape[0], shape[1], shape[2]);
        return add(
                BuiltinOperator.ARG_MAX,
                2,
                options(BuiltinOptions.ArgMaxOptions, options),
                result,
                from,
                integers(3));
    }

    /** The same numbers as another type. */
    public int cast(int from, byte type) {
        CastOptionsT options = new CastOptionsT();
        options.setInDataType(tensors.get(from).getType());
        options.setOutDataType(type);
        int result = tensor("cast " + tensors.size(), type, shape(from));
        return add(
                BuiltinOperator.CAST,
                1,
                options(BuiltinOptions.CastOptions, options),
                result,
                from);
    }

    /** The same numbers in another shape. */
    public int reshape(int from, int... shape) {
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(shape);
        int result = tensor("reshape " + tensors.size(), tensors.get(from).getType(), shape);
        sameScale(from, result);
        return add(
                BuiltinOperator.RESHAPE,
                1,
                options(BuiltinOptions.ReshapeOptions, options),
                result,
                from,
                integers(shape));
    }

    /** Quantised numbers of the graph's precision from 32-bit floats of -1 to 1. */
    public int quantize(int from) {
        int result = value("quantize", shape(from));
        quantizeSymmetric(result, 1);
        return add(BuiltinOperator.QUANTIZE, 1, null, result, from);
    }

    /** 32-bit floats from quantised numbers, or those of half precision. */
    public int dequantize(int from) {
        int result = tensor("dequantize " + tensors.size(), TensorType.FLOAT32, shape(from));
        boolean half = tensors.get(from).getType() == TensorType.FLOAT16;
        return add(BuiltinOperator.DEQUANTIZE, half ? 3 : 2, null, result, from);
    }

    private static BuiltinOptionsUnion options(byte type, Object value) {
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(type);
        union.setValue(value);
        return union;
    }

    private int add(
            int builtin, int version, BuiltinOptionsUnion options, int result, int... inputs) {
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(builtin);
        code.setDeprecatedBuiltinCode((byte) builtin);
        code.setVersion(version);
        codes.add(code);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(codes.size() - 1);
        operator.setBuiltinOptions(options);
        operator.setInputs(inputs);
        operator.setOutputs(new int[] {result});
        operator.setCustomOptions(null);
        operator.setMutatingVariableInputs(null);
        operator.setIntermediates(null);
        operators.add(operator);
        return result;
    }

    /** The model's file, without metadata. */
    public byte[] build(int... outputs) {
        return build(null, outputs);
    }

    /** The model's file, with TFLite Metadata where there are some. */
    byte[] build(byte[] metadata, int... outputs) {
        SubGraphT graph = new SubGraphT();
        graph.setName("main");
        graph.setInputs(new int[] {input});
        graph.setOutputs(outputs);
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setOperators(operators.toArray(OperatorT[]::new));
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setDescription("A sample of Vitral's tests");
        model.setOperatorCodes(codes.toArray(OperatorCodeT[]::new));
        model.setSubgraphs(new SubGraphT[] {graph});
        List<BufferT> all = new ArrayList<>(buffers);
        all.getFirst().setData(null);
        if (metadata != null) {
            MetadataT entry = new MetadataT();
            entry.setName("TFLITE_METADATA");
            entry.setBuffer(all.size());
            model.setMetadata(new MetadataT[] {entry});
            BufferT buffer = new BufferT();
            int[] unsigned = new int[metadata.length];
            Arrays.setAll(unsigned, i -> metadata[i] & 0xff);
            buffer.setData(unsigned);
            all.add(buffer);
        }
        model.setBuffers(all.toArray(BufferT[]::new));
        FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }
}
