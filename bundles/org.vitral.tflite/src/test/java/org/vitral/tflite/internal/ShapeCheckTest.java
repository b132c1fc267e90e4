// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.Interpreter;

/**
 * A shape that a model cannot take is an exception with a delegate as well: XNNPACK by itself reads
 * past the end of such an input.
 */
class ShapeCheckTest {

    static int[][] impossible() {
        return new int[][] {
            {257, 257, 3}, {1, 257, 257, 4}, {1, 257, 257, 1}, {1, 2, 2, 3}, {1, 300, 257, 3}
        };
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aShapeThatTheModelCannotTakeIsRefusedBeforeXnnpackHasIt(int[] shape) {
        try (Interpreter interpreter = new Interpreter(SharedData.starterModel())) {
            interpreter.resizeInput(0, shape);
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, interpreter::allocateTensors);
            assertTrue(refused.getMessage().contains(Shapes.text(shape)), refused::getMessage);
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            interpreter.run(
                                    FloatBuffer.allocate(Math.toIntExact(Shapes.elements(shape))),
                                    FloatBuffer.allocate(257 * 257 * 21)));
        }
    }

    @Test
    void theModelGoesOnInTheShapeThatItHad() {
        ByteBuffer scores = ByteBuffer.allocateDirect(257 * 257 * 21 * Float.BYTES);
        scores.order(ByteOrder.nativeOrder());
        try (Interpreter interpreter = new Interpreter(SharedData.starterModel())) {
            assertThrows(
                    IllegalStateException.class,
                    () -> interpreter.run(new float[257][257][3], scores));
            interpreter.resizeInput(0, new int[] {1, 257, 257, 3});
            interpreter.run(GoldenMask.input(), scores);
            assertEquals(0, GoldenMask.differences(scores.flip().asFloatBuffer()));
        }
    }

    @Test
    void anotherBatchSizeIsTaken() {
        try (Interpreter interpreter = new Interpreter(SharedData.starterModel())) {
            interpreter.resizeInput(0, new int[] {2, 257, 257, 3});
            interpreter.allocateTensors();
            assertArrayEquals(new int[] {2, 257, 257, 21}, interpreter.getOutputTensor(0).shape());
        }
    }

    @Test
    void anInputOfASignatureIsCheckedInItsOwnGraph() {
        try (Interpreter interpreter = new Interpreter(SignatureModel.negateAndLarger(3))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            interpreter.runSignature(
                                    Map.of("left", new float[4]),
                                    Map.of("most", new float[4]),
                                    "larger"));
        }
    }

    @Test
    void noShapeEndsTheProcess() throws IOException, InterruptedException {
        ChildJvm.Result result =
                ChildJvm.start(List.of("--enable-native-access=ALL-UNNAMED"), ResizedModels.class)
                        .await();
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.lastLine().matches("refused \\d+, ran \\d+"), result.lastLine());
    }

    @Test
    void anotherShapeIsRefusedWhereAnOperatorWouldNotFollow() {
        byte[] model = SmallModels.all().get("sliced");
        ByteBuffer bytes = ByteBuffer.allocateDirect(model.length).put(model).flip();
        try (Interpreter interpreter = new Interpreter(bytes)) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> interpreter.resizeInput(0, new int[] {1, 3, 4, 5}));
            assertTrue(refused.getMessage().contains("SLICE"), refused::getMessage);
        }
    }
}
