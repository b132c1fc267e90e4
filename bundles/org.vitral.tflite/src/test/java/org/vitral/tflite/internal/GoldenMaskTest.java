// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** The starter model gives the published mask, pixel by pixel. */
class GoldenMaskTest {

    private static final int SCORES =
            GoldenMask.SIZE * GoldenMask.SIZE * GoldenMask.CLASSES * Float.BYTES;

    @ParameterizedTest(name = "XNNPACK {0}, threads {1}")
    @CsvSource({"false,1", "false,2", "true,1", "true,2", "true,4"})
    void isEqualFromAFile(boolean xnnpack, int threads) {
        try (InterpreterApi interpreter =
                InterpreterApi.create(SharedData.starterModel(), options(xnnpack, threads))) {
            assertEquals(0, GoldenMask.differences(run(interpreter)));
        }
    }

    @ParameterizedTest(name = "XNNPACK {0}, threads {1}")
    @CsvSource({"false,1", "true,2"})
    void isEqualFromAMappedBuffer(boolean xnnpack, int threads) throws IOException {
        ByteBuffer model;
        try (FileChannel channel = FileChannel.open(SharedData.starterModel().toPath())) {
            model = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        try (InterpreterApi interpreter = InterpreterApi.create(model, options(xnnpack, threads))) {
            assertEquals(0, GoldenMask.differences(run(interpreter)));
        }
    }

    @ParameterizedTest(name = "XNNPACK {0}, threads {1}")
    @CsvSource({"false,2", "true,1", "true,2"})
    void isEqualWithoutACopy(boolean xnnpack, int threads) throws IOException {
        try (Arena arena = Arena.ofShared();
                FileChannel channel = FileChannel.open(SharedData.starterModel().toPath())) {
            MemorySegment model =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            try (NativeInterpreter interpreter =
                    TfLiteRuntimes.shared().createInterpreter(model, options(xnnpack, threads))) {
                interpreter.input(0).copyFrom(MemorySegment.ofBuffer(GoldenMask.input()));
                interpreter.invoke();
                FloatBuffer scores =
                        interpreter
                                .output(0)
                                .asByteBuffer()
                                .order(ByteOrder.nativeOrder())
                                .asFloatBuffer();
                assertEquals(0, GoldenMask.differences(scores));
            }
        }
    }

    private static InterpreterApi.Options options(boolean xnnpack, int threads) {
        return new InterpreterApi.Options().setUseXNNPACK(xnnpack).setNumThreads(threads);
    }

    private static FloatBuffer run(InterpreterApi interpreter) {
        ByteBuffer output = ByteBuffer.allocateDirect(SCORES).order(ByteOrder.nativeOrder());
        interpreter.run(GoldenMask.input(), output);
        return output.rewind().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
