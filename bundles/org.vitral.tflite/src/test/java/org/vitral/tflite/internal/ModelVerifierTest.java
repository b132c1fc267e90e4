// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vitral.tflite.internal.ModelBuilder.options;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CallOnceOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.TensorType;

/** Each kind of nonsense is refused in a sentence that names the operator or the tensor. */
class ModelVerifierTest {

    @Test
    void operatorsReadTensorsThatAreThere() {
        assertRefused(
                "operator 0 (NEG) has 2 inputs instead of 1",
                m -> unary(m, BuiltinOperator.NEG, new int[] {0, 0}, 1));
        assertRefused(
                "operator 0 (ADD) reads tensor -1, but there are 2 tensors",
                m -> unary(m, BuiltinOperator.ADD, new int[] {0, -1}, 1));
    }

    @Test
    void anOperatorOfSomebodyElseHasAllItsInputs() {
        assertRefused(
                "operator 0 (CUSTOM) reads tensor -1, but there are 4 tensors",
                m -> {
                    int x = m.floats(1, 3, 3, 2);
                    int y = m.floats(1, 6, 6, 3);
                    int[] inputs = {-1, m.constantFloats(3, 2, 2, 2), m.constantFloats(3)};
                    m.custom("Convolution2DTransposeBias", new byte[20], inputs, y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void graphsTakeAndGiveTensorsThatAreThere() {
        assertRefused(
                "an input is tensor -1, but there are 2 tensors",
                m -> {
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.operator(BuiltinOperator.NEG, 1, null, new int[] {x}, y);
                    m.graph(new int[] {x, -1}, y);
                });
        assertRefused(
                "tensor 2 (t2) [2] is an output that nothing writes",
                m -> {
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.operator(BuiltinOperator.NEG, 1, null, new int[] {x}, y);
                    m.graph(new int[] {x}, y, m.floats(2));
                });
    }

    @Test
    void windowsMove() {
        assertRefused(
                "operator 0 (MAX_POOL_2D) has a stride or a filter of 0",
                m -> {
                    int x = m.floats(1, 4, 4, 1);
                    int y = m.floats(1, 2, 2, 1);
                    Pool2DOptionsT options = new Pool2DOptionsT();
                    m.operator(
                            BuiltinOperator.MAX_POOL_2D,
                            1,
                            options(BuiltinOptions.Pool2DOptions, options),
                            new int[] {x},
                            y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void optionsAreThoseOfTheOperator() {
        assertRefused(
                "operator 0 (SOFTMAX) has options of type 11 instead of 9",
                m -> {
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.operator(
                            BuiltinOperator.SOFTMAX,
                            1,
                            options(BuiltinOptions.AddOptions, new AddOptionsT()),
                            new int[] {x},
                            y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void aFilterHasAsManyBiasesAsChannels() {
        assertRefused(
                "operator 0 (CONV_2D) has tensor 3 (t3) [3] as its bias, but 4 channels",
                m -> {
                    int x = m.floats(1, 4, 4, 2);
                    int y = m.floats(1, 4, 4, 4);
                    Conv2DOptionsT options = new Conv2DOptionsT();
                    options.setStrideH(1);
                    options.setStrideW(1);
                    options.setDilationHFactor(1);
                    options.setDilationWFactor(1);
                    int[] inputs = {x, m.constantFloats(4, 1, 1, 2), m.constantFloats(3)};
                    m.operator(
                            BuiltinOperator.CONV_2D,
                            1,
                            options(BuiltinOptions.Conv2DOptions, options),
                            inputs,
                            y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void aMatrixIsMultipliedByRowsOfItsOwnLength() {
        assertRefused(
                "multiplies tensor 0 (t0) [] by tensor 2 (t2) [3, 8], whose rows are of another length",
                m -> {
                    int x = m.floats();
                    int y = m.floats(2, 3);
                    m.operator(
                            BuiltinOperator.FULLY_CONNECTED,
                            1,
                            null,
                            new int[] {x, m.constantFloats(3, 8), -1},
                            y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void aConstantKeepsItsShapeWhenItIsDequantised() {
        assertRefused(
                "operator 0 (DEQUANTIZE) makes tensor 2 (t2) [400] of tensor 1 (t1) [4]",
                m -> {
                    int x = m.floats(400);
                    int half = m.constantBytes(TensorType.FLOAT16, 2, 4);
                    int full = m.floats(400);
                    int y = m.floats(400);
                    m.operator(BuiltinOperator.DEQUANTIZE, 3, null, new int[] {half}, full);
                    m.operator(
                            BuiltinOperator.ADD,
                            1,
                            options(BuiltinOptions.AddOptions, new AddOptionsT()),
                            new int[] {x, full},
                            y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void graphsEnd() {
        assertRefused(
                "graph 0 runs itself",
                m -> {
                    int x = m.floats(2);
                    int y = m.floats(2);
                    m.operator(
                            BuiltinOperator.CALL_ONCE,
                            1,
                            options(BuiltinOptions.CallOnceOptions, new CallOnceOptionsT()),
                            new int[0]);
                    m.operator(BuiltinOperator.NEG, 1, null, new int[] {x}, y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void scalesAreNumbersAboveZero() {
        assertRefused(
                "tensor 0 (t0) [2] is quantised with the scale NaN",
                m -> {
                    int x = m.quantized(m.tensor(TensorType.INT8, 2), Float.NaN, 0);
                    int y = m.floats(2);
                    m.operator(BuiltinOperator.DEQUANTIZE, 2, null, new int[] {x}, y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void slicesAreWithinTheirTensor() {
        assertRefused(
                "operator 0 (SLICE) takes 2 from 1048576 of axis 0 of tensor 0 (t0) [4]",
                m -> {
                    int x = m.floats(4);
                    int y = m.floats(2);
                    int[] inputs = {x, m.constantInts(1 << 20), m.constantInts(2)};
                    m.operator(BuiltinOperator.SLICE, 1, null, inputs, y);
                    m.graph(new int[] {x}, y);
                });
    }

    @Test
    void whatIsLargerThanMemoryIsNotAskedFor() {
        assertRefused(
                "needs 1,152,921,504,606,846,976 bytes of memory, but only",
                m -> unary(m, 1 << 29, 1 << 29));
        assertRefused("has too many elements", m -> unary(m, 1 << 30, 1 << 30, 1 << 30));
        assertRefused(
                "The result of operator 0 (FILL) needs 4,611,686,016,279,904,256 bytes",
                m -> {
                    int size = m.constantInts(Integer.MAX_VALUE, 1 << 29);
                    int y = m.floats(1, 1);
                    m.operator(
                            BuiltinOperator.FILL, 1, null, new int[] {size, m.constantFloats()}, y);
                    m.graph(new int[0], y);
                });
    }

    @Test
    void anOperatorThatTheRuntimeLacksIsNamed() {
        assertRefused(
                "Absent",
                m -> m.custom("Absent", new byte[0], one(m), m.floats(1)).graph(new int[] {0}, 1));
        assertRefused(
                "CONCAT_EMBEDDINGS",
                m -> unary(m, BuiltinOperator.CONCAT_EMBEDDINGS, new int[] {0}, 1));
        assertRefused(
                "it uses the built-in operator 4711, which TensorFlow Lite does not have",
                m -> unary(m, 4711, new int[] {0}, 1));
    }

    @Test
    void aSoundModelIsNotRefused() {
        assertDoesNotThrow(() -> create(m -> unary(m, 2, 3)));
        assertDoesNotThrow(
                () ->
                        create(
                                m -> {
                                    SoftmaxOptionsT options = new SoftmaxOptionsT();
                                    options.setBeta(1);
                                    int x = m.floats(2);
                                    int y = m.floats(2);
                                    m.operator(
                                            BuiltinOperator.SOFTMAX,
                                            1,
                                            options(BuiltinOptions.SoftmaxOptions, options),
                                            new int[] {x},
                                            y);
                                    m.graph(new int[] {x}, y);
                                }));
    }

    private static int[] one(ModelBuilder m) {
        return new int[] {m.floats(1)};
    }

    private static void unary(ModelBuilder m, int code, int[] inputs, int output) {
        m.floats(2);
        m.floats(2);
        m.operator(code, 1, null, inputs, output).graph(new int[] {0}, output);
    }

    private static void unary(ModelBuilder m, int... shape) {
        int x = m.floats(shape);
        int y = m.floats(shape);
        m.operator(BuiltinOperator.NEG, 1, null, new int[] {x}, y).graph(new int[] {x}, y);
    }

    private static void assertRefused(String why, Consumer<ModelBuilder> content) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> create(content));
        assertTrue(e.getMessage().contains(why), e::getMessage);
    }

    private static void create(Consumer<ModelBuilder> content) {
        ModelBuilder builder = new ModelBuilder();
        content.accept(builder);
        byte[] model = builder.build();
        ByteBuffer bytes = ByteBuffer.allocateDirect(model.length).put(model).flip();
        InterpreterApi.create(bytes, new InterpreterApi.Options().setNumThreads(1)).close();
    }
}
