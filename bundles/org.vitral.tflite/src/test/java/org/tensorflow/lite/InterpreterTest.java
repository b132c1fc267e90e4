// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.vitral.tflite.internal.SharedData;
import org.vitral.tflite.internal.SignatureModel;

/** The class {@code Interpreter}: what it has beyond {@code InterpreterApi}. */
class InterpreterTest {

    private final ByteBuffer twoSignatures = SignatureModel.negateAndLarger(3);

    @Test
    void namesTheSignaturesAndTheirInputsAndOutputs() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            assertArrayEquals(new String[] {"negate", "larger"}, interpreter.getSignatureKeys());
            assertEquals(
                    List.of("left", "right"), sorted(interpreter.getSignatureInputs("larger")));
            assertArrayEquals(new String[] {"most"}, interpreter.getSignatureOutputs("larger"));
        }
    }

    private static List<String> sorted(String[] names) {
        return Arrays.stream(names).sorted().toList();
    }

    @Test
    void runsEachSignatureByTheNamesOfItsInputs() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            float[] most = new float[3];
            interpreter.runSignature(
                    Map.of("right", new float[] {3, 2, 1}, "left", new float[] {1, 2, 3}),
                    Map.of("most", most),
                    "larger");
            assertArrayEquals(new float[] {3, 2, 3}, most);

            float[] result = new float[3];
            interpreter.runSignature(
                    Map.of("value", new float[] {1, 2, 3}), Map.of("result", result), "negate");
            assertArrayEquals(new float[] {-1, -2, -3}, result);
            assertTrue(interpreter.getLastNativeInferenceDurationNanoseconds() > 0);
        }
    }

    @Test
    void runsTheOnlySignatureWithoutItsKey() {
        try (Interpreter interpreter = new Interpreter(SignatureModel.negate(2))) {
            float[] result = new float[2];
            interpreter.runSignature(Map.of("value", new float[] {1, 2}), Map.of("result", result));
            assertArrayEquals(new float[] {-1, -2}, result);
        }
    }

    @Test
    void anInputOfASignatureThatIsNotNamedKeepsWhatItHolds() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            float[] most = new float[3];
            interpreter.runSignature(
                    Map.of("right", new float[] {5, 5, 5}, "left", new float[] {1, 2, 3}),
                    Map.of("most", most),
                    "larger");
            interpreter.runSignature(
                    Map.of("left", new float[] {6, 0, 0}), Map.of("most", most), "larger");
            assertArrayEquals(new float[] {6, 5, 5}, most);
        }
    }

    @Test
    void anArrayOfAnotherShapeResizesTheInputOfASignature() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            float[] result = new float[5];
            interpreter.runSignature(
                    Map.of("value", new float[] {1, 2, 3, 4, 5}),
                    Map.of("result", result),
                    "negate");
            assertArrayEquals(new float[] {-1, -2, -3, -4, -5}, result);
            // The same tensors are those of the main graph.
            assertArrayEquals(new int[] {5}, interpreter.getInputTensor(0).shape());
            interpreter.run(new float[] {7, 8}, new float[2]);
            assertArrayEquals(
                    new int[] {2},
                    interpreter.getInputTensorFromSignature("value", "negate").shape());
            interpreter.runSignature(
                    Map.of("value", new float[] {1, 2}), Map.of("result", new float[2]), "negate");
        }
    }

    @Test
    void tellsOfTheTensorsOfASignature() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            Tensor value = interpreter.getInputTensorFromSignature("value", "negate");
            assertEquals("x", value.name());
            assertEquals(interpreter.getInputTensor(0).index(), value.index());
            assertEquals(DataType.FLOAT32, value.dataType());
            Tensor most = interpreter.getOutputTensorFromSignature("most", "larger");
            assertArrayEquals(new int[] {3}, most.shape());
            assertEquals("c", most.name());
            assertEquals(12, most.asReadOnlyBuffer().capacity());
        }
    }

    @Test
    void saysWhichSignaturesAndNamesThereAre() {
        try (Interpreter interpreter = new Interpreter(twoSignatures)) {
            Map<String, Object> value = Map.of("value", new float[3]);
            Map<String, Object> result = Map.of("result", new float[3]);
            assertRefused(
                    "There is no signature \"absent\": the model has [negate, larger]",
                    () -> interpreter.runSignature(value, result, "absent"));
            assertRefused(
                    "A signature must be named where a model has not just one: the model has [negate, larger]",
                    () -> interpreter.runSignature(value, result));
            assertRefused(
                    "There is no input with the name \"absent\": the signature \"negate\" has [value]",
                    () -> interpreter.getInputTensorFromSignature("absent", "negate"));
            assertRefused(
                    "There is no output with the name \"most\": the signature \"negate\" has [result]",
                    () -> interpreter.runSignature(value, Map.of("most", 0), "negate"));
            assertRefused(
                    "There is no input: at least one is needed",
                    () -> interpreter.runSignature(Map.of(), result, "negate"));
            assertRefused(
                    "The map of outputs is null",
                    () -> interpreter.runSignature(value, null, "negate"));
        }
    }

    @Test
    void aModelWithoutSignaturesHasNone() {
        try (Interpreter interpreter = new Interpreter(SignatureModel.sumOfTwoRuns())) {
            assertEquals(0, interpreter.getSignatureKeys().length);
        }
    }

    @Test
    void resetsTheVariablesOfAModel() {
        try (Interpreter interpreter =
                new Interpreter(
                        SignatureModel.sumOfTwoRuns(),
                        new Interpreter.Options().setUseXNNPACK(false))) {
            assertEquals(3, sum(interpreter, 3));
            assertEquals(7, sum(interpreter, 4));
            interpreter.resetVariableTensors();
            assertEquals(4, sum(interpreter, 4));
        }
    }

    private static float sum(Interpreter interpreter, float x) {
        float[][] y = new float[1][1];
        interpreter.run(new float[][] {{x}}, y);
        return y[0][0];
    }

    @Test
    void refusesEveryCallWhileItIsCancelled() {
        try (Interpreter interpreter =
                new Interpreter(twoSignatures, new Interpreter.Options().setCancellable(true))) {
            interpreter.setCancelled(true);
            assertRefused(
                    "The call was cancelled; setCancelled(false) allows further ones",
                    () -> interpreter.run(new float[3], new float[3]));
            assertNull(interpreter.getLastNativeInferenceDurationNanoseconds());
            interpreter.setCancelled(false);
            float[] result = new float[3];
            interpreter.run(new float[] {1, 2, 3}, result);
            assertArrayEquals(new float[] {-1, -2, -3}, result);
        }
    }

    @Test
    void aCallThatIsUnderWayEndsWhenItIsCancelled() throws InterruptedException {
        try (Interpreter interpreter =
                new Interpreter(
                        SharedData.starterModel(),
                        new Interpreter.Options().setUseXNNPACK(false).setCancellable(true))) {
            ByteBuffer input = ByteBuffer.allocateDirect(interpreter.getInputTensor(0).numBytes());
            CountDownLatch ranOnce = new CountDownLatch(1);
            AtomicReference<Exception> end = new AtomicReference<>();
            Thread worker =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            while (true) {
                                                interpreter.runForMultipleInputsOutputs(
                                                        new Object[] {input}, new HashMap<>());
                                                ranOnce.countDown();
                                            }
                                        } catch (IllegalArgumentException e) {
                                            end.set(e);
                                        }
                                    });
            ranOnce.await();
            interpreter.setCancelled(true);
            worker.join();
            assertTrue(end.get().getMessage().contains("cancelled"), end.get()::getMessage);
        }
    }

    @Test
    void cannotBeCancelledUnlessItsOptionsSaySo() {
        Interpreter interpreter = new Interpreter(twoSignatures);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> interpreter.setCancelled(true));
        assertTrue(refused.getMessage().contains("setCancellable(true)"), refused::getMessage);
        interpreter.close();
    }

    @Test
    void everyCallAfterCloseIsAnException() {
        Interpreter interpreter =
                new Interpreter(twoSignatures, new Interpreter.Options().setCancellable(true));
        Tensor most = interpreter.getOutputTensorFromSignature("most", "larger");
        interpreter.close();
        interpreter.close();
        List<Executable> calls =
                List.of(
                        () ->
                                interpreter.runSignature(
                                        Map.of("value", new float[3]), Map.of(), "negate"),
                        interpreter::getSignatureKeys,
                        () -> interpreter.getSignatureInputs("negate"),
                        () -> interpreter.getSignatureOutputs("negate"),
                        () -> interpreter.getInputTensorFromSignature("value", "negate"),
                        () -> interpreter.getOutputTensorFromSignature("result", "negate"),
                        interpreter::resetVariableTensors,
                        () -> interpreter.setCancelled(true),
                        most::shape,
                        most::asReadOnlyBuffer);
        for (Executable call : calls) {
            IllegalStateException e = assertThrows(IllegalStateException.class, call);
            assertEquals("The interpreter has been closed", e.getMessage());
        }
    }

    @Test
    @SuppressWarnings("deprecation") // That is what is tested.
    void optionsKeepTheirTypeAndAreCopied() {
        Interpreter.Options options =
                new Interpreter.Options()
                        .setNumThreads(2)
                        .setUseXNNPACK(true)
                        .setUseNNAPI(false)
                        .setAllowFp16PrecisionForFp32(true)
                        .setAllowBufferHandleOutput(true)
                        .setCancellable(true)
                        .setRuntime(InterpreterApi.Options.TfLiteRuntime.FROM_APPLICATION_ONLY);
        Interpreter.Options copy = new Interpreter.Options(options);
        assertEquals(2, copy.getNumThreads());
        assertTrue(copy.isCancellable());
        assertFalse(copy.getUseNNAPI());
        try (Interpreter interpreter = new Interpreter(twoSignatures, copy)) {
            float[] result = new float[3];
            interpreter.run(new float[] {1, 2, 3}, result);
            assertArrayEquals(new float[] {-1, -2, -3}, result);
        }
    }

    @Test
    void thereIsNoSystemRuntime() {
        Interpreter.Options system =
                new Interpreter.Options()
                        .setRuntime(InterpreterApi.Options.TfLiteRuntime.FROM_SYSTEM_ONLY);
        assertThrows(IllegalStateException.class, () -> new Interpreter(twoSignatures, system));
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
