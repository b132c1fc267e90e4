// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;

/** Where goes what TensorFlow Lite says. */
class NativeReportsTest {

    private final List<String> log = new ArrayList<>();
    private final NativeLibrary library =
            NativeLibrary.load(
                    new NativeLog() {
                        @Override
                        public void warn(String message) {
                            log.add("warn " + message);
                        }

                        @Override
                        public void debug(String message) {
                            log.add("debug " + message);
                        }
                    });

    @AfterEach
    void unload() {
        library.release();
    }

    @Test
    void whatEndsACallIsInTheExceptionAndTheLog() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> build(TinyModel.custom("Absent"), new InterpreterApi.Options()));
        assertTrue(
                refused.getMessage().contains("Encountered unresolved custom op: Absent"),
                refused::getMessage);
        assertTrue(log.getFirst().startsWith("debug Encountered unresolved"), log::toString);
    }

    @Test
    void whatEndsNothingIsAWarningInTheLog() {
        try (ErrorLog errors = library.errors().open()) {
            errors.add("This is slow");
            errors.warn();
            assertEquals("nothing", errors.take("nothing"));
        }
        assertEquals(List.of("warn This is slow"), log);
    }

    @Test
    void nothingIsPrinted() throws IOException, InterruptedException {
        ChildJvm.Result result =
                ChildJvm.start(List.of("--enable-native-access=ALL-UNNAMED"), FailingCalls.class)
                        .await();
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("", result.output());
    }

    /** Calls that fail in native code, in a program of their own: its output must be empty. */
    static final class FailingCalls {
        public static void main(String[] args) {
            for (boolean xnnpack : new boolean[] {false, true}) {
                InterpreterApi.Options options = new InterpreterApi.Options();
                options.setUseXNNPACK(xnnpack);
                assertThrows(
                        IllegalArgumentException.class,
                        () -> InterpreterApi.create(TinyModel.custom("Absent"), options));
                try (InterpreterApi interpreter =
                        InterpreterApi.create(
                                TinyModel.dynamicReshape(new int[] {6}, 2), options)) {
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    interpreter.runForMultipleInputsOutputs(
                                            new Object[] {new float[6], new int[] {4, 2}},
                                            Map.of()));
                }
            }
        }
    }

    private void build(ByteBuffer model, InterpreterApi.Options options) {
        new GraphBuilder(library, ModelBytes.of(model), options).build().close();
    }
}
