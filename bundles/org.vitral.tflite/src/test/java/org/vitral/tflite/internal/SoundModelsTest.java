// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What is not damaged is not refused. */
class SoundModelsTest {

    /** What the library lacks, wholly or without XNNPACK, is refused by itself. */
    private static final String LACKING = "Encountered unresolved custom op";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void smallOnesRun(boolean xnnpack) {
        Map<String, String> refused = new TreeMap<>();
        SmallModels.all()
                .forEach(
                        (name, model) -> {
                            try {
                                run(model, xnnpack);
                            } catch (IllegalArgumentException e) {
                                refused.put(name, e.getMessage());
                            }
                        });
        assertTrue(
                refused.values().stream().allMatch(reason -> reason.contains(LACKING)),
                refused::toString);
        assertTrue(refused.size() == (xnnpack ? 1 : 2), refused::toString);
    }

    @Test
    void realOnesAreVerified() throws IOException {
        var models = DamagedModelTest.realModels();
        assumeTrue(!models.isEmpty(), "there is no real model");
        for (Path file : models) {
            try (Arena arena = Arena.ofConfined()) {
                byte[] model = Files.readAllBytes(file);
                MemorySegment bytes =
                        arena.allocate(model.length).copyFrom(MemorySegment.ofArray(model));
                assertDoesNotThrow(() -> ModelVerifier.verify(bytes), file::toString);
            }
        }
    }

    private static void run(byte[] model, boolean xnnpack) {
        InterpreterApi.Options options =
                new InterpreterApi.Options().setNumThreads(1).setUseXNNPACK(xnnpack);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment bytes =
                    arena.allocate(model.length, ModelBytes.ALIGNMENT)
                            .copyFrom(MemorySegment.ofArray(model));
            try (NativeInterpreter interpreter =
                    TfLiteRuntimes.shared().createInterpreter(bytes, options)) {
                for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
                    interpreter.input(i).fill((byte) 0);
                }
                interpreter.invoke();
            }
        }
    }
}
