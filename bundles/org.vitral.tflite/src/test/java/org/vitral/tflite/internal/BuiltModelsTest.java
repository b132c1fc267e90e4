// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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

/**
 * Every model that the build has fetched runs with plain kernels and with XNNPACK alike, or is
 * refused with the name of the operator that the library lacks.
 */
class BuiltModelsTest {

    /** Half-precision weights are added in another order. */
    private static final float TOLERANCE = 0.05f;

    /** MediaPipe's own operator, a part of its selfie models of one class. */
    private static final String MEDIAPIPE_OPERATOR = "Convolution2DTransposeBias";

    @Test
    void runAlikeOrAreRefusedWithTheOperatorThatIsMissing() throws IOException {
        Path folder = Path.of(System.getProperty("vitral.models.built", ""));
        assumeTrue(Files.isDirectory(folder), () -> "no model has been built yet: " + folder);
        for (Path model : models(folder)) {
            try {
                assertArrayEquals(run(model, false), run(model, true), TOLERANCE, model::toString);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains(MEDIAPIPE_OPERATOR), e::getMessage);
            }
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
