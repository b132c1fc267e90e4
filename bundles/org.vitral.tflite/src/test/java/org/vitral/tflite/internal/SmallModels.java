// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.vitral.tflite.internal.ModelBuilder.intBytes;
import static org.vitral.tflite.internal.ModelBuilder.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BatchMatMulOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthToSpaceOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.IfOptionsT;
import org.tensorflow.lite.schema.LSTMOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.OneHotOptionsT;
import org.tensorflow.lite.schema.PackOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.SVDFOptionsT;
import org.tensorflow.lite.schema.ShapeOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SplitOptionsT;
import org.tensorflow.lite.schema.SqueezeOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeConvOptionsT;
import org.tensorflow.lite.schema.UnpackOptionsT;
import org.tensorflow.lite.schema.VarHandleOptionsT;
import org.tensorflow.lite.schema.WhileOptionsT;

/** Sound models of a few operators each, to be damaged. */
final class SmallModels {

    private static final byte FLOAT = TensorType.FLOAT32;
    private static final byte INT = TensorType.INT32;

    private final Map<String, byte[]> models = new LinkedHashMap<>();

    private SmallModels() {}

    /** The files of all of them, by name. */
    static Map<String, byte[]> all() {
        SmallModels small = new SmallModels();
        small.addConvolutions();
        small.addQuantized();
        small.addMatrices();
        small.addShapes();
        small.addElements();
        small.addSlices();
        small.addReductions();
        small.addTypes();
        small.addStates();
        small.addGraphs();
        return small.models;
    }

    private void add(String name, Consumer<ModelBuilder> content) {
        ModelBuilder builder = new ModelBuilder();
        content.accept(builder);
        models.put(name, builder.build());
    }

    private void addConvolutions() {
        add(
                "convolution",
                m -> {
                    int x = m.floats(1, 6, 6, 3);
                    int y = m.floats(1, 6, 6, 4);
                    int[] inputs = {x, m.constantFloats(4, 3, 3, 3), m.constantFloats(4)};
                    m.operator(BuiltinOperator.CONV_2D, 1, convolution(1), inputs, y);
                    m.graph(new int[] {x}, y);
                });
        add(
                "convolution with weights of half precision",
                m -> {
                    int x = m.floats(1, 6, 6, 3);
                    int filter = m.floats(4, 3, 3, 3);
                    int bias = m.floats(4);
                    int y = m.floats(1, 3, 3, 4);
                    m.operator(
                                    BuiltinOperator.DEQUANTIZE,
                                    3,
                                    null,
                                    ints(m.constantBytes(TensorType.FLOAT16, 2, 4, 3, 3, 3)),
                                    filter)
                            .operator(
                                    BuiltinOperator.DEQUANTIZE,
                                    3,
                                    null,
                                    ints(m.constantBytes(TensorType.FLOAT16, 2, 4)),
                                    bias)
                            .operator(
                                    BuiltinOperator.CONV_2D,
                                    1,
                                    convolution(2),
                                    ints(x, filter, bias),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "depthwise convolution",
                m -> {
                    int x = m.floats(1, 6, 6, 3);
                    int y = m.floats(1, 6, 6, 6);
                    int[] inputs = {x, m.constantFloats(1, 3, 3, 6), m.constantFloats(6)};
                    m.operator(BuiltinOperator.DEPTHWISE_CONV_2D, 1, depthwise(2), inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "transposed convolution",
                m -> {
                    TransposeConvOptionsT options = new TransposeConvOptionsT();
                    options.setStrideH(2);
                    options.setStrideW(2);
                    int x = m.floats(1, 3, 3, 2);
                    int y = m.floats(1, 6, 6, 3);
                    int[] inputs = {m.constantInts(1, 6, 6, 3), m.constantFloats(3, 2, 2, 2), x};
                    m.operator(
                            BuiltinOperator.TRANSPOSE_CONV,
                            1,
                            options(BuiltinOptions.TransposeConvOptions, options),
                            inputs,
                            y);
                    m.graph(ints(x), y);
                });
        for (String kind : new String[] {"average pool", "maximum pool"}) {
            add(
                    kind,
                    m -> {
                        int x = m.floats(1, 6, 6, 3);
                        int y = m.floats(1, 3, 3, 3);
                        m.operator(
                                kind.startsWith("average")
                                        ? BuiltinOperator.AVERAGE_POOL_2D
                                        : BuiltinOperator.MAX_POOL_2D,
                                1,
                                pool(2),
                                ints(x),
                                y);
                        m.graph(ints(x), y);
                    });
        }
        add(
                "enlarged",
                m -> {
                    ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
                    options.setAlignCorners(true);
                    int x = m.floats(1, 3, 3, 2);
                    int y = m.floats(1, 9, 9, 2);
                    m.operator(
                            BuiltinOperator.RESIZE_BILINEAR,
                            1,
                            options(BuiltinOptions.ResizeBilinearOptions, options),
                            ints(x, m.constantInts(9, 9)),
                            y);
                    m.graph(ints(x), y).signature(x, y);
                });
    }

    private void addQuantized() {
        add(
                "convolution of int8, channel by channel",
                m -> {
                    byte type = TensorType.INT8;
                    int x = m.quantized(m.tensor(type, 1, 5, 5, 2), 0.5f, 3);
                    int filter = m.perChannel(m.constantBytes(type, 1, 4, 3, 3, 2), 0);
                    int bias = m.perChannel(m.constantBytes(INT, 4, 4), 0);
                    int y = m.quantized(m.tensor(type, 1, 5, 5, 4), 2, -3);
                    m.operator(
                            BuiltinOperator.CONV_2D, 3, convolution(1), ints(x, filter, bias), y);
                    m.graph(ints(x), y);
                });
        add(
                "depthwise convolution of int8, channel by channel",
                m -> {
                    byte type = TensorType.INT8;
                    int x = m.quantized(m.tensor(type, 1, 5, 5, 4), 0.5f, 3);
                    int filter = m.perChannel(m.constantBytes(type, 1, 1, 3, 3, 4), 3);
                    int bias = m.perChannel(m.constantBytes(INT, 4, 4), 0);
                    int y = m.quantized(m.tensor(type, 1, 5, 5, 4), 2, -3);
                    m.operator(
                            BuiltinOperator.DEPTHWISE_CONV_2D,
                            3,
                            depthwise(1),
                            ints(x, filter, bias),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "convolution of uint8",
                m -> {
                    byte type = TensorType.UINT8;
                    int x = m.quantized(m.tensor(type, 1, 5, 5, 2), 0.5f, 3);
                    int filter = m.quantized(m.constantBytes(type, 1, 4, 3, 3, 2), 0.5f, 128);
                    int bias = m.quantized(m.constantBytes(INT, 4, 4), 0.25f, 0);
                    int y = m.quantized(m.tensor(type, 1, 5, 5, 4), 2, 100);
                    m.operator(
                            BuiltinOperator.CONV_2D, 1, convolution(1), ints(x, filter, bias), y);
                    m.graph(ints(x), y);
                });
        add(
                "hybrid convolution",
                m -> {
                    int x = m.floats(1, 5, 5, 2);
                    int filter = m.perChannel(m.constantBytes(TensorType.INT8, 1, 4, 3, 3, 2), 0);
                    int y = m.floats(1, 5, 5, 4);
                    int[] inputs = {x, filter, m.constantFloats(4)};
                    m.operator(BuiltinOperator.CONV_2D, 2, convolution(1), inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "quantize, add, dequantize",
                m -> {
                    int x = m.floats(2, 4);
                    int q = m.quantized(m.tensor(TensorType.INT8, 2, 4), 0.5f, 1);
                    int other = m.quantized(m.constantBytes(TensorType.INT8, 1, 1, 4), 0.25f, 0);
                    int sum = m.quantized(m.tensor(TensorType.INT8, 2, 4), 0.75f, 0);
                    int y = m.floats(2, 4);
                    m.operator(BuiltinOperator.QUANTIZE, 1, null, ints(x), q)
                            .operator(
                                    BuiltinOperator.ADD,
                                    2,
                                    options(BuiltinOptions.AddOptions, new AddOptionsT()),
                                    ints(q, other),
                                    sum)
                            .operator(BuiltinOperator.DEQUANTIZE, 2, null, ints(sum), y)
                            .graph(ints(x), y);
                });
        add(
                "softmax of int8",
                m -> {
                    int x = m.quantized(m.tensor(TensorType.INT8, 2, 8), 0.5f, 1);
                    int y = m.quantized(m.tensor(TensorType.INT8, 2, 8), 1 / 256f, -128);
                    m.operator(BuiltinOperator.SOFTMAX, 2, softmax(), ints(x), y);
                    m.graph(ints(x), y);
                });
    }

    private void addMatrices() {
        add(
                "fully connected",
                m -> {
                    int x = m.floats(2, 8);
                    int y = m.floats(2, 3);
                    int[] inputs = {x, m.constantFloats(3, 8), m.constantFloats(3)};
                    m.operator(BuiltinOperator.FULLY_CONNECTED, 1, fullyConnected(), inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "hybrid fully connected",
                m -> {
                    int x = m.floats(2, 8);
                    int filter = m.quantized(m.constantBytes(TensorType.INT8, 1, 3, 8), 0.5f, 0);
                    int y = m.floats(2, 3);
                    int[] inputs = {x, filter, m.constantFloats(3)};
                    m.operator(BuiltinOperator.FULLY_CONNECTED, 3, fullyConnected(), inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "fully connected of int8",
                m -> {
                    int x = m.quantized(m.tensor(TensorType.INT8, 2, 8), 0.5f, 1);
                    int filter = m.quantized(m.constantBytes(TensorType.INT8, 1, 3, 8), 0.5f, 0);
                    int y = m.quantized(m.tensor(TensorType.INT8, 2, 3), 4, 0);
                    int[] inputs = {x, filter, -1};
                    m.operator(BuiltinOperator.FULLY_CONNECTED, 4, fullyConnected(), inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "matrices multiplied",
                m -> {
                    int x = m.floats(2, 3, 4);
                    int y = m.floats(2, 3, 5);
                    m.operator(
                            BuiltinOperator.BATCH_MATMUL,
                            1,
                            options(BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptionsT()),
                            ints(x, m.constantFloats(2, 4, 5)),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "transposed",
                m -> {
                    int x = m.floats(2, 3, 4);
                    int y = m.floats(4, 2, 3);
                    m.operator(
                            BuiltinOperator.TRANSPOSE,
                            1,
                            null,
                            ints(x, m.constantInts(2, 0, 1)),
                            y);
                    m.graph(ints(x), y);
                });
    }

    private void addShapes() {
        add(
                "reshaped by its options",
                m -> {
                    ReshapeOptionsT options = new ReshapeOptionsT();
                    options.setNewShape(ints(3, -1));
                    int x = m.floats(2, 6);
                    int y = m.floats(3, 4);
                    m.operator(
                            BuiltinOperator.RESHAPE,
                            1,
                            options(BuiltinOptions.ReshapeOptions, options),
                            ints(x),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "reshaped by an input, so of open shape",
                m -> {
                    int x = m.floats(0);
                    int shape = m.tensor(INT, 2);
                    int y = m.floats(0, 0);
                    m.operator(BuiltinOperator.RESHAPE, 1, null, ints(x, shape), y);
                    m.graph(ints(x, shape), y);
                });
        add(
                "concatenated, squeezed and expanded",
                m -> {
                    ConcatenationOptionsT concatenation = new ConcatenationOptionsT();
                    concatenation.setAxis(-1);
                    SqueezeOptionsT squeeze = new SqueezeOptionsT();
                    squeeze.setSqueezeDims(ints(0));
                    int x = m.floats(1, 3, 2);
                    int joined = m.floats(1, 3, 5);
                    int squeezed = m.floats(3, 5);
                    int y = m.floats(3, 1, 5);
                    m.operator(
                                    BuiltinOperator.CONCATENATION,
                                    1,
                                    options(BuiltinOptions.ConcatenationOptions, concatenation),
                                    ints(x, m.constantFloats(1, 3, 3)),
                                    joined)
                            .operator(
                                    BuiltinOperator.SQUEEZE,
                                    1,
                                    options(BuiltinOptions.SqueezeOptions, squeeze),
                                    ints(joined),
                                    squeezed)
                            .operator(
                                    BuiltinOperator.EXPAND_DIMS,
                                    1,
                                    null,
                                    ints(squeezed, m.constantInt(1)),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "padded",
                m -> {
                    int x = m.floats(1, 3, 3, 2);
                    int y = m.floats(1, 5, 6, 2);
                    int padding = m.constant(INT, intBytes(0, 0, 1, 1, 1, 2, 0, 0), 4, 2);
                    m.operator(BuiltinOperator.PAD, 1, null, ints(x, padding), y);
                    m.graph(ints(x), y);
                });
        add(
                "batch to space and back",
                m -> {
                    int x = m.floats(4, 2, 2, 1);
                    int space = m.floats(1, 4, 4, 1);
                    int y = m.floats(4, 2, 2, 1);
                    int block = m.constantInts(2, 2);
                    int crops = m.constant(INT, intBytes(0, 0, 0, 0), 2, 2);
                    m.operator(
                                    BuiltinOperator.BATCH_TO_SPACE_ND,
                                    1,
                                    null,
                                    ints(x, block, crops),
                                    space)
                            .operator(
                                    BuiltinOperator.SPACE_TO_BATCH_ND,
                                    1,
                                    null,
                                    ints(space, block, crops),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "depth to space",
                m -> {
                    DepthToSpaceOptionsT options = new DepthToSpaceOptionsT();
                    options.setBlockSize(2);
                    int x = m.floats(1, 2, 2, 8);
                    int y = m.floats(1, 4, 4, 2);
                    m.operator(
                            BuiltinOperator.DEPTH_TO_SPACE,
                            1,
                            options(BuiltinOptions.DepthToSpaceOptions, options),
                            ints(x),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "an input of open size",
                m -> {
                    int x = m.open(m.floats(1, 4, 4, 3), 1, -1, -1, 3);
                    int y = m.open(m.floats(1, 4, 4, 3), 1, -1, -1, 3);
                    m.operator(BuiltinOperator.LOGISTIC, 1, null, ints(x), y);
                    m.graph(ints(x), y).signature(x, y);
                });
        add(
                "broadcast, tiled and filled",
                m -> {
                    int x = m.floats(1, 3);
                    int wide = m.floats(2, 3);
                    int tiled = m.floats(4, 3);
                    int filled = m.floats(2, 2);
                    m.operator(
                                    BuiltinOperator.BROADCAST_TO,
                                    2,
                                    null,
                                    ints(x, m.constantInts(2, 3)),
                                    wide)
                            .operator(
                                    BuiltinOperator.TILE,
                                    1,
                                    null,
                                    ints(wide, m.constantInts(2, 1)),
                                    tiled)
                            .operator(
                                    BuiltinOperator.FILL,
                                    1,
                                    null,
                                    ints(m.constantInts(2, 2), m.constantFloats()),
                                    filled)
                            .graph(ints(x), tiled, filled);
                });
    }

    private void addElements() {
        add(
                "sum and product with activations",
                m -> {
                    AddOptionsT sum = new AddOptionsT();
                    sum.setFusedActivationFunction((byte) 3);
                    MulOptionsT product = new MulOptionsT();
                    product.setFusedActivationFunction((byte) 1);
                    int x = m.floats(1, 2, 3, 4);
                    int middle = m.floats(1, 2, 3, 4);
                    int y = m.floats(1, 2, 3, 4);
                    m.operator(
                                    BuiltinOperator.ADD,
                                    1,
                                    options(BuiltinOptions.AddOptions, sum),
                                    ints(x, m.constantFloats(4)),
                                    middle)
                            .operator(
                                    BuiltinOperator.MUL,
                                    1,
                                    options(BuiltinOptions.MulOptions, product),
                                    ints(middle, x),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "functions of one value",
                m -> {
                    int x = m.floats(2, 5);
                    int[] functions = {
                        BuiltinOperator.RELU6,
                        BuiltinOperator.TANH,
                        BuiltinOperator.EXP,
                        BuiltinOperator.HARD_SWISH,
                        BuiltinOperator.SQRT,
                        BuiltinOperator.FLOOR
                    };
                    int last = x;
                    for (int function : functions) {
                        int next = m.floats(2, 5);
                        m.operator(function, 1, null, ints(last), next);
                        last = next;
                    }
                    m.graph(ints(x), last);
                });
        add(
                "parametric rectifier",
                m -> {
                    int x = m.floats(1, 2, 2, 3);
                    int y = m.floats(1, 2, 2, 3);
                    m.operator(
                            BuiltinOperator.PRELU, 1, null, ints(x, m.constantFloats(1, 1, 3)), y);
                    m.graph(ints(x), y);
                });
        add(
                "selected by a comparison",
                m -> {
                    int x = m.floats(2, 3);
                    int less = m.tensor(TensorType.BOOL, 2, 3);
                    int not = m.tensor(TensorType.BOOL, 2, 3);
                    int y = m.floats(2, 3);
                    int limit = m.constantFloats(1, 3);
                    m.operator(BuiltinOperator.LESS, 1, null, ints(x, limit), less)
                            .operator(BuiltinOperator.LOGICAL_NOT, 1, null, ints(less), not)
                            .operator(BuiltinOperator.SELECT_V2, 1, null, ints(not, x, limit), y)
                            .graph(ints(x), y);
                });
    }

    private void addSlices() {
        add(
                "gathered",
                m -> {
                    GatherOptionsT options = new GatherOptionsT();
                    options.setAxis(1);
                    int x = m.floats(2, 5);
                    int y = m.floats(2, 3);
                    m.operator(
                            BuiltinOperator.GATHER,
                            1,
                            options(BuiltinOptions.GatherOptions, options),
                            ints(x, m.constantInts(4, 0, 2)),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "gathered and scattered by coordinates",
                m -> {
                    int x = m.floats(3, 4);
                    int gathered = m.floats(2);
                    int y = m.floats(3, 4);
                    int coordinates = m.constant(INT, intBytes(0, 1, 2, 3), 2, 2);
                    m.operator(BuiltinOperator.GATHER_ND, 1, null, ints(x, coordinates), gathered)
                            .operator(
                                    BuiltinOperator.SCATTER_ND,
                                    1,
                                    null,
                                    ints(coordinates, gathered, m.constantInts(3, 4)),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "sliced",
                m -> {
                    int x = m.floats(3, 4, 5);
                    int y = m.floats(2, 4, 2);
                    int[] inputs = {x, m.constantInts(1, 0, 2), m.constantInts(2, -1, 2)};
                    m.operator(BuiltinOperator.SLICE, 1, null, inputs, y);
                    m.graph(ints(x), y);
                });
        add(
                "sliced in strides",
                m -> {
                    StridedSliceOptionsT options = new StridedSliceOptionsT();
                    options.setBeginMask(1);
                    int x = m.floats(4, 6);
                    int y = m.floats(2, 2);
                    int[] inputs = {
                        x, m.constantInts(0, 1), m.constantInts(4, 5), m.constantInts(2, 2)
                    };
                    m.operator(
                            BuiltinOperator.STRIDED_SLICE,
                            1,
                            options(BuiltinOptions.StridedSliceOptions, options),
                            inputs,
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "split, then packed",
                m -> {
                    SplitOptionsT split = new SplitOptionsT();
                    split.setNumSplits(2);
                    PackOptionsT pack = new PackOptionsT();
                    pack.setValuesCount(2);
                    int x = m.floats(2, 6);
                    int left = m.floats(2, 3);
                    int right = m.floats(2, 3);
                    int y = m.floats(2, 2, 3);
                    m.operator(
                                    BuiltinOperator.SPLIT,
                                    1,
                                    options(BuiltinOptions.SplitOptions, split),
                                    ints(m.constantInt(1), x),
                                    left,
                                    right)
                            .operator(
                                    BuiltinOperator.PACK,
                                    1,
                                    options(BuiltinOptions.PackOptions, pack),
                                    ints(left, right),
                                    y)
                            .graph(ints(x), y);
                });
        add(
                "unpacked",
                m -> {
                    UnpackOptionsT options = new UnpackOptionsT();
                    options.setNum(2);
                    int x = m.floats(2, 3);
                    int first = m.floats(3);
                    int second = m.floats(3);
                    m.operator(
                            BuiltinOperator.UNPACK,
                            1,
                            options(BuiltinOptions.UnpackOptions, options),
                            ints(x),
                            first,
                            second);
                    m.graph(ints(x), first, second);
                });
        add(
                "the largest and where they are",
                m -> {
                    int x = m.floats(2, 6);
                    int values = m.floats(2, 3);
                    int indices = m.tensor(INT, 2, 3);
                    m.operator(
                            BuiltinOperator.TOPK_V2,
                            1,
                            null,
                            ints(x, m.constantInt(3)),
                            values,
                            indices);
                    m.graph(ints(x), values, indices);
                });
        add(
                "reversed, then cumulated",
                m -> {
                    int x = m.floats(2, 6);
                    int reversed = m.floats(2, 6);
                    int y = m.floats(2, 6);
                    m.operator(
                                    BuiltinOperator.REVERSE_V2,
                                    1,
                                    null,
                                    ints(x, m.constantInts(1)),
                                    reversed)
                            .operator(
                                    BuiltinOperator.CUMSUM,
                                    1,
                                    null,
                                    ints(reversed, m.constantInt(0)),
                                    y)
                            .graph(ints(x), y);
                });
    }

    private void addReductions() {
        add(
                "softmax",
                m -> {
                    int x = m.floats(2, 8);
                    int y = m.floats(2, 8);
                    m.operator(BuiltinOperator.SOFTMAX, 1, softmax(), ints(x), y);
                    m.graph(ints(x), y);
                });
        add(
                "mean",
                m -> {
                    int x = m.floats(1, 3, 4, 2);
                    int y = m.floats(1, 1, 1, 2);
                    m.operator(
                            BuiltinOperator.MEAN, 1, reducer(), ints(x, m.constantInts(1, 2)), y);
                    m.graph(ints(x), y);
                });
        add(
                "maximum and where it is",
                m -> {
                    int x = m.floats(2, 3, 4);
                    int max = m.floats(2, 3, 1);
                    int where = m.tensor(TensorType.INT64, 2, 3);
                    m.operator(
                                    BuiltinOperator.REDUCE_MAX,
                                    1,
                                    reducer(),
                                    ints(x, m.constantInts(-1)),
                                    max)
                            .operator(
                                    BuiltinOperator.ARG_MAX,
                                    1,
                                    options(BuiltinOptions.ArgMaxOptions, argMax(TensorType.INT64)),
                                    ints(x, m.constantInt(2)),
                                    where)
                            .graph(ints(x), max, where);
                });
    }

    private void addTypes() {
        add(
                "int64 cast, and truth",
                m -> {
                    CastOptionsT options = new CastOptionsT();
                    options.setInDataType(TensorType.INT64);
                    options.setOutDataType(FLOAT);
                    int x = m.tensor(TensorType.INT64, 2, 3);
                    int y = m.floats(2, 3);
                    int truth = m.tensor(TensorType.BOOL, 2, 3);
                    int other = m.constantBytes(TensorType.INT64, 8, 1, 3);
                    m.operator(
                                    BuiltinOperator.CAST,
                                    1,
                                    options(BuiltinOptions.CastOptions, options),
                                    ints(x),
                                    y)
                            .operator(BuiltinOperator.EQUAL, 2, null, ints(x, other), truth)
                            .graph(ints(x), y, truth);
                });
        add(
                "texts gathered",
                m -> {
                    int x = m.tensor(INT, 2);
                    int y = m.tensor(TensorType.STRING, 2);
                    m.operator(
                            BuiltinOperator.GATHER,
                            1,
                            options(BuiltinOptions.GatherOptions, new GatherOptionsT()),
                            ints(m.constantTexts("one", "two", "three"), x),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "shape, range and one-hot",
                m -> {
                    ShapeOptionsT shapes = new ShapeOptionsT();
                    shapes.setOutType(INT);
                    OneHotOptionsT options = new OneHotOptionsT();
                    options.setAxis(-1);
                    int x = m.floats(2, 3);
                    int shape = m.tensor(INT, 2);
                    int range = m.tensor(INT, 4);
                    int hot = m.floats(4, 5);
                    m.operator(
                                    BuiltinOperator.SHAPE,
                                    1,
                                    options(BuiltinOptions.ShapeOptions, shapes),
                                    ints(x),
                                    shape)
                            .operator(
                                    BuiltinOperator.RANGE,
                                    1,
                                    null,
                                    ints(m.constantInt(0), m.constantInt(4), m.constantInt(1)),
                                    range)
                            .operator(
                                    BuiltinOperator.ONE_HOT,
                                    1,
                                    options(BuiltinOptions.OneHotOptions, options),
                                    ints(
                                            range,
                                            m.constantInt(5),
                                            m.constantFloats(),
                                            m.constantFloats()),
                                    hot)
                            .graph(ints(x), shape, hot);
                });
    }

    private void addStates() {
        add(
                "variables by name",
                m -> {
                    VarHandleOptionsT options = new VarHandleOptionsT();
                    options.setContainer("c");
                    options.setSharedName("v");
                    int x = m.floats(2);
                    int handle = m.tensor(TensorType.RESOURCE, 1);
                    int y = m.floats(2);
                    m.operator(
                                    BuiltinOperator.VAR_HANDLE,
                                    1,
                                    options(BuiltinOptions.VarHandleOptions, options),
                                    ints(),
                                    handle)
                            .operator(BuiltinOperator.ASSIGN_VARIABLE, 1, null, ints(handle, x))
                            .operator(BuiltinOperator.READ_VARIABLE, 1, null, ints(handle), y)
                            .graph(ints(x), y);
                });
        add(
                "a filter with a state",
                m -> {
                    SVDFOptionsT options = new SVDFOptionsT();
                    options.setRank(1);
                    int x = m.floats(1, 3);
                    int y = m.floats(1, 4);
                    int state = m.variable(m.floats(1, 4 * 5));
                    m.operator(
                            BuiltinOperator.SVDF,
                            1,
                            options(BuiltinOptions.SVDFOptions, options),
                            ints(x, m.constantFloats(4, 3), m.constantFloats(4, 5), -1, state),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "a cell with a memory",
                m -> {
                    LSTMOptionsT options = new LSTMOptionsT();
                    options.setKernelType((byte) 1);
                    options.setFusedActivationFunction((byte) 4);
                    int x = m.floats(1, 2);
                    int activation = m.floats(1, 3);
                    int state = m.floats(1, 3);
                    int y = m.floats(1, 3);
                    int newState = m.floats(1, 3);
                    int[] inputs = {
                        x, activation, m.constantFloats(12, 5), m.constantFloats(12), state
                    };
                    m.operator(
                            BuiltinOperator.LSTM,
                            2,
                            options(BuiltinOptions.LSTMOptions, options),
                            inputs,
                            y,
                            newState,
                            m.floats(1, 5),
                            m.floats(1, 12));
                    m.graph(ints(x, activation, state), y, newState);
                });
    }

    private void addGraphs() {
        add(
                "while",
                m -> {
                    WhileOptionsT options = new WhileOptionsT();
                    options.setCondSubgraphIndex(1);
                    options.setBodySubgraphIndex(2);
                    int x = m.tensor(INT, 1);
                    int limit = m.tensor(INT, 1);
                    int y = m.tensor(INT, 1);
                    int unused = m.tensor(INT, 1);
                    m.operator(
                            BuiltinOperator.WHILE,
                            1,
                            options(BuiltinOptions.WhileOptions, options),
                            ints(x, limit),
                            y,
                            unused);
                    m.graph(ints(x, limit), y);
                    int less = m.tensor(TensorType.BOOL, 1);
                    int[] pair = {m.tensor(INT, 1), m.tensor(INT, 1)};
                    m.operator(BuiltinOperator.LESS, 1, null, pair, less).graph(pair, less);
                    int[] again = {m.tensor(INT, 1), m.tensor(INT, 1)};
                    int next = m.tensor(INT, 1);
                    m.operator(
                                    BuiltinOperator.ADD,
                                    1,
                                    options(BuiltinOptions.AddOptions, new AddOptionsT()),
                                    ints(again[0], m.constantInts(1)),
                                    next)
                            .graph(again, next, again[1]);
                });
        add(
                "if",
                m -> {
                    IfOptionsT options = new IfOptionsT();
                    options.setThenSubgraphIndex(1);
                    options.setElseSubgraphIndex(2);
                    int condition = m.tensor(TensorType.BOOL, 1);
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.operator(
                            BuiltinOperator.IF,
                            1,
                            options(BuiltinOptions.IfOptions, options),
                            ints(condition, x),
                            y);
                    m.graph(ints(condition, x), y);
                    int a = m.floats(2);
                    int negated = m.floats(2);
                    m.operator(BuiltinOperator.NEG, 1, null, ints(a), negated)
                            .graph(ints(a), negated);
                    int b = m.floats(2);
                    int squared = m.floats(2);
                    m.operator(BuiltinOperator.SQUARE, 1, null, ints(b), squared)
                            .graph(ints(b), squared);
                });
        add(
                "MediaPipe's operator, which only XNNPACK has",
                m -> {
                    // struct TfLiteTransposeConvParams: padding, two strides, an activation.
                    byte[] options = intBytes(1, 2, 2, 0, 0);
                    int x = m.floats(1, 3, 3, 2);
                    int y = m.floats(1, 6, 6, 3);
                    m.custom(
                            "Convolution2DTransposeBias",
                            options,
                            ints(x, m.constantFloats(3, 2, 2, 2), m.constantFloats(3)),
                            y);
                    m.graph(ints(x), y);
                });
        add(
                "an operator that nobody has",
                m -> {
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.custom("Absent", new byte[0], ints(x), y).graph(ints(x), y);
                });
    }

    private static BuiltinOptionsUnion convolution(int stride) {
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setStrideH(stride);
        options.setStrideW(stride);
        options.setDilationHFactor(1);
        options.setDilationWFactor(1);
        options.setFusedActivationFunction((byte) 1);
        return options(BuiltinOptions.Conv2DOptions, options);
    }

    private static BuiltinOptionsUnion depthwise(int multiplier) {
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setStrideH(1);
        options.setStrideW(1);
        options.setDilationHFactor(1);
        options.setDilationWFactor(1);
        options.setDepthMultiplier(multiplier);
        options.setFusedActivationFunction((byte) 3);
        return options(BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    private static BuiltinOptionsUnion pool(int size) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setStrideH(size);
        options.setStrideW(size);
        options.setFilterHeight(size);
        options.setFilterWidth(size);
        options.setPadding((byte) 1);
        return options(BuiltinOptions.Pool2DOptions, options);
    }

    private static BuiltinOptionsUnion fullyConnected() {
        return options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT());
    }

    private static BuiltinOptionsUnion softmax() {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(1);
        return options(BuiltinOptions.SoftmaxOptions, options);
    }

    private static BuiltinOptionsUnion reducer() {
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(true);
        return options(BuiltinOptions.ReducerOptions, options);
    }

    private static ArgMaxOptionsT argMax(byte type) {
        ArgMaxOptionsT options = new ArgMaxOptionsT();
        options.setOutputType(type);
        return options;
    }

    private static int[] ints(int... values) {
        return values;
    }
}
