// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;

/** Every model that the build has fetched runs, with plain kernels and with XNNPACK alike. */
class BuiltModelsTest {

    /** What 99 of 100 values agree in: half-precision weights are added in another order. */
    private static final float TOLERANCE = 0.05f;

    @Test
    void runWithPlainKernelsAndWithXnnpackAlike() throws IOException {
        Path folder = Path.of(System.getProperty("vitral.models.built", ""));
        assumeTrue(Files.isDirectory(folder), () -> "no model has been built yet: " + folder);
        for (Path model : models(folder)) {
            float[] plain = run(model, false);
            float[] xnnpack = run(model, true);
            int far = 0;
            for (int i = 0; i < plain.length; i++) {
                if (!(Math.abs(plain[i] - xnnpack[i]) <= TOLERANCE)) {
                    far++;
                }
            }
            assertEquals(0, far * 100 / plain.length, model::toString);
        }
    }

    private static List<Path> models(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tflite")).sorted().toList();
        }
    }

    private static float[] run(Path model, boolean xnnpack) {
        InterpreterApi.Options options =
                new InterpreterApi.Options().setUseXNNPACK(xnnpack).setNumThreads(2);
        try (InterpreterApi interpreter = InterpreterApi.create(model.toFile(), options)) {
            FloatBuffer input = FloatBuffer.allocate(interpreter.getInputTensor(0).numElements());
            Random random = new Random(1);
            while (input.hasRemaining()) {
                input.put(random.nextFloat());
            }
            FloatBuffer output = FloatBuffer.allocate(interpreter.getOutputTensor(0).numElements());
            interpreter.run(input, output);
            return output.array();
        }
    }
}
