// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.Interpreter;

class ConstructorTest {

    @Test
    void makesAnInterpreterFromAFileAndFromABuffer(@TempDir Path folder) throws IOException {
        ByteBuffer buffer = TinyModel.negate(2);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(0, bytes);
        Path file = Files.write(folder.resolve("negate.tflite"), bytes);
        Interpreter.Options options = new Interpreter.Options().setNumThreads(1);
        negate(new Interpreter(file.toFile()));
        negate(new Interpreter(file.toFile(), options));
        negate(new Interpreter(buffer));
        negate(new Interpreter(buffer, options));
    }

    private static void negate(Interpreter interpreter) {
        try (interpreter) {
            float[] result = new float[2];
            interpreter.run(new float[] {1, -2}, result);
            assertArrayEquals(new float[] {-1, 2}, result);
        }
    }
}
