// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What is no model is refused in one sentence that says why. */
class ModelInputTest {

    private static final InterpreterApi.Options DEFAULT = new InterpreterApi.Options();

    @TempDir private Path folder;

    @Test
    void aMissingFileIsNamed() {
        File missing = folder.resolve("missing.tflite").toFile();
        assertRefused("missing.tflite", () -> InterpreterApi.create(missing, DEFAULT));
    }

    @Test
    void aFolderIsNoModel() {
        assertRefused("cannot be read", () -> InterpreterApi.create(folder.toFile(), DEFAULT));
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws IOException {
        assertRefused("is empty", () -> InterpreterApi.create(file(new byte[0]), DEFAULT));
    }

    @Test
    void garbageIsNoModel() throws IOException {
        byte[] garbage = new byte[1000];
        new Random(1).nextBytes(garbage);
        assertRefused("TFL3", () -> InterpreterApi.create(file(garbage), DEFAULT));
        assertRefused(
                "it has 2 bytes", () -> InterpreterApi.create(file(new byte[] {1, 2}), DEFAULT));
    }

    @Test
    void garbageBehindTheIdentifierOfAModelIsNoModelEither() throws IOException {
        byte[] garbage = new byte[1000];
        new Random(1).nextBytes(garbage);
        System.arraycopy("TFL3".getBytes(StandardCharsets.US_ASCII), 0, garbage, 4, 4);
        assertRefused("damaged", () -> InterpreterApi.create(file(garbage), DEFAULT));
        assertRefused("damaged", () -> InterpreterApi.create(direct(garbage), DEFAULT));
    }

    @Test
    void aFileOfMoreThanTwoGigabytesIsRefusedBeforeItIsRead() throws IOException {
        Path sparse = folder.resolve("large.tflite");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        assertRefused("3,221,225,472 bytes", () -> InterpreterApi.create(sparse.toFile(), DEFAULT));
    }

    @Test
    void aBufferOnTheHeapIsRefused() {
        assertRefused("on the heap", () -> InterpreterApi.create(ByteBuffer.allocate(8), DEFAULT));
    }

    @Test
    void unalignedMemoryIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            assertRefused(
                    "multiple of 8",
                    () ->
                            TfLiteRuntimes.shared()
                                    .createInterpreter(arena.allocate(64, 16).asSlice(4), DEFAULT));
        }
    }

    private File file(byte[] content) throws IOException {
        return Files.write(folder.resolve("model.tflite"), content).toFile();
    }

    private static ByteBuffer direct(byte[] content) {
        return ByteBuffer.allocateDirect(content.length).put(content).flip();
    }

    private static void assertRefused(String why, Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(why), e::getMessage);
    }
}
