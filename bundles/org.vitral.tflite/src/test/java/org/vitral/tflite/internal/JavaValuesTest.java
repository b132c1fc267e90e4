// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.TensorType;

/** Every kind of Java value goes through a model that only changes its shape. */
class JavaValuesTest {

    private static final int[] FROM = {2, 1, 3};
    private static final int[] TO = {3, 2};

    static Stream<Arguments> arrays() {
        return Stream.of(
                Arguments.of(
                        TensorType.FLOAT32,
                        new float[][][] {{{1, 2, 3}}, {{4, 5, 6}}},
                        new float[3][2],
                        "[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]"),
                Arguments.of(
                        TensorType.INT32,
                        new int[][][] {{{1, 2, 3}}, {{4, 5, 6}}},
                        new int[3][2],
                        "[[1, 2], [3, 4], [5, 6]]"),
                Arguments.of(
                        TensorType.INT64,
                        new long[][][] {{{1, 2, 3}}, {{4, 5, 1L << 40}}},
                        new long[3][2],
                        "[[1, 2], [3, 4], [5, 1099511627776]]"),
                Arguments.of(
                        TensorType.INT16,
                        new short[][][] {{{1, 2, 3}}, {{4, 5, -6}}},
                        new short[3][2],
                        "[[1, 2], [3, 4], [5, -6]]"),
                Arguments.of(
                        TensorType.UINT8,
                        new byte[][][] {{{1, 2, 3}}, {{4, 5, -1}}},
                        new byte[3][2],
                        "[[1, 2], [3, 4], [5, -1]]"),
                Arguments.of(
                        TensorType.INT8,
                        new byte[][][] {{{1, 2, 3}}, {{4, 5, -1}}},
                        new byte[3][2],
                        "[[1, 2], [3, 4], [5, -1]]"),
                Arguments.of(
                        TensorType.BOOL,
                        new boolean[][][] {{{true, false, true}}, {{false, false, true}}},
                        new boolean[3][2],
                        "[[true, false], [true, false], [false, true]]"),
                Arguments.of(
                        TensorType.STRING,
                        new String[][][] {{{"a", "", "é"}}, {{"dd", "e", "€"}}},
                        new String[3][2],
                        "[[a, ], [é, dd], [e, €]]"));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysOfEveryTypeAreCopiedInRowMajorOrder(
            byte type, Object input, Object[] output, String expected) {
        try (InterpreterApi interpreter = reshape(type)) {
            interpreter.run(input, output);
            assertEquals(expected, Arrays.deepToString(output));
        }
    }

    @Test
    void typedBuffersAreCopied() {
        try (InterpreterApi floats = reshape(TensorType.FLOAT32);
                InterpreterApi ints = reshape(TensorType.INT32);
                InterpreterApi longs = reshape(TensorType.INT64);
                InterpreterApi shorts = reshape(TensorType.INT16)) {
            FloatBuffer floatResult = FloatBuffer.allocate(6);
            floats.run(FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6}), floatResult);
            assertEquals(6, floatResult.get(5));
            IntBuffer intResult = IntBuffer.allocate(6);
            ints.run(IntBuffer.wrap(new int[] {1, 2, 3, 4, 5, 6}), intResult);
            assertEquals(6, intResult.get(5));
            LongBuffer longResult = LongBuffer.allocate(6);
            longs.run(LongBuffer.wrap(new long[] {1, 2, 3, 4, 5, 6}), longResult);
            assertEquals(6, longResult.get(5));
            ShortBuffer shortResult = ShortBuffer.allocate(6);
            shorts.run(ShortBuffer.wrap(new short[] {1, 2, 3, 4, 5, 6}), shortResult);
            assertEquals(6, shortResult.get(5));
        }
    }

    @Test
    void theByteOrderOfATypedBufferDoesNotMatter() {
        ByteBuffer bytes = ByteBuffer.allocate(6 * Float.BYTES).order(ByteOrder.BIG_ENDIAN);
        FloatBuffer input = bytes.asFloatBuffer().put(5, 7);
        float[][] output = new float[3][2];
        try (InterpreterApi interpreter = reshape(TensorType.FLOAT32)) {
            interpreter.run(input, output);
        }
        assertEquals(7, output[2][1]);
    }

    @Test
    void anInputBufferIsReadWholeAndAnOutputBufferMovesOn() {
        ByteBuffer input = ByteBuffer.allocateDirect(6).put(5, (byte) 9).position(6);
        ByteBuffer output = ByteBuffer.allocate(10).position(2);
        try (InterpreterApi interpreter = reshape(TensorType.UINT8)) {
            interpreter.run(input, output);
        }
        assertEquals(6, input.position());
        assertEquals(8, output.position());
        assertEquals(9, output.get(7));
    }

    @Test
    void halfPrecisionNumbersAreShortsOrBytes() {
        short half = Float.floatToFloat16(1.5f);
        short[][][] input = {{{0, half, 0}}, {{0, 0, half}}};
        short[][] output = new short[3][2];
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        ShortBuffer shorts = ShortBuffer.allocate(6);
        try (InterpreterApi interpreter = reshape(TensorType.FLOAT16)) {
            interpreter.run(input, output);
            assertEquals(1.5f, Float.float16ToFloat(output[2][1]));
            interpreter.run(input, bytes);
            assertEquals(half, bytes.getShort(2));
            interpreter.run(bytes, shorts);
            assertEquals(half, shorts.get(5));
            assertRefused("FLOAT16", interpreter, new float[2][1][3], new float[3][2]);
        }
    }

    @Test
    void bytesHoldTypesThatJavaHasNoNameFor() {
        ByteBuffer input = ByteBuffer.allocate(48).put(47, (byte) 1);
        ByteBuffer output = ByteBuffer.allocate(48);
        try (InterpreterApi interpreter = reshape(TensorType.FLOAT64)) {
            interpreter.run(input, output);
            assertArrayEquals(input.array(), output.array());
            assertRefused("FLOAT64", interpreter, new double[2][1][3], output);
        }
    }

    @Test
    void anInputStringMayBeTheArrayOfItsBytes() {
        byte[][] input = {{'a'}, {}, {'b', 'c'}, {'d'}, {'e'}, {'f'}};
        String[][] output = new String[3][2];
        ByteBuffer model = TinyModel.reshape(TensorType.STRING, new int[] {6}, TO);
        try (InterpreterApi interpreter = InterpreterApi.create(model, null)) {
            interpreter.run(input, output);
            assertEquals("[[a, ], [bc, d], [e, f]]", Arrays.deepToString(output));
            assertRefused("byte[][][]", interpreter, input, new byte[3][2][1]);
        }
    }

    @Test
    void aScalarStringIsAString() {
        ByteBuffer model = TinyModel.reshape(TensorType.STRING, new int[] {}, new int[] {1});
        String[] output = new String[1];
        try (InterpreterApi interpreter = InterpreterApi.create(model, null)) {
            interpreter.run("é", output);
        }
        assertEquals("é", output[0]);
    }

    @Test
    void aScalarIsABoxedValue() {
        ByteBuffer model = TinyModel.reshape(TensorType.INT32, new int[] {}, new int[] {1});
        int[] output = new int[1];
        try (InterpreterApi interpreter = InterpreterApi.create(model, null)) {
            interpreter.run(42, output);
        }
        assertEquals(42, output[0]);
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsValues() {
        try (InterpreterApi interpreter = reshape(TensorType.FLOAT32)) {
            float[][][] input = new float[2][1][3];
            assertRefused("FLOAT32", interpreter, new int[2][1][3], new float[3][2]);
            assertRefused("int[][]", interpreter, input, new int[3][2]);
            assertRefused("[2, 3]", interpreter, input, new float[2][3]);
            assertRefused("java.lang.Float", interpreter, input, 1f);
            assertRefused("24 bytes", interpreter, FloatBuffer.allocate(5), new float[3][2]);
            assertRefused("room for 20", interpreter, input, FloatBuffer.allocate(5));
            assertRefused(
                    "read-only", interpreter, input, FloatBuffer.allocate(6).asReadOnlyBuffer());
            assertRefused("null", interpreter, null, new float[3][2]);
            assertRefused("different lengths", interpreter, ragged(), new float[3][2]);
            assertRefused("no elements", interpreter, new float[2][0][3], new float[3][2]);
        }
    }

    private static float[][][] ragged() {
        return new float[][][] {{{1, 2, 3}}, {{4, 5}}};
    }

    private static InterpreterApi reshape(byte type) {
        return InterpreterApi.create(TinyModel.reshape(type, FROM, TO), null);
    }

    private static void assertRefused(
            String why, InterpreterApi interpreter, Object input, Object output) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> interpreter.run(input, output));
        assertTrue(e.getMessage().contains(why), e::getMessage);
    }
}
