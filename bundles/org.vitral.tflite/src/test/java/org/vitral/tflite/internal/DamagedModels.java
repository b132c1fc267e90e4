// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * A program that loads damaged copies of a model and runs those that are accepted. It is a program
 * of its own so that a crash of native code is its exit code and not the end of the tests.
 *
 * <p>Arguments: the model, the seed, how many truncations, how many bit flips, and the length of
 * the part at the beginning in which bits are flipped. The last line that it prints is {@code
 * rejected R, ran N}.
 */
final class DamagedModels {

    private final byte[] model;
    private final Random random;
    private int rejected;
    private int ran;

    private DamagedModels(byte[] model, long seed) {
        this.model = model;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(args[0]));
        DamagedModels models = new DamagedModels(model, Long.parseLong(args[1]));
        models.truncate(Integer.parseInt(args[2]));
        models.flip(
                Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
        System.out.println("rejected " + models.rejected + ", ran " + models.ran);
    }

    private void truncate(int count) {
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(model.length);
            load(MemorySegment.ofArray(model).asSlice(0, length), "length " + length);
        }
    }

    private void flip(int count, int from, int to) {
        for (int i = 0; i < count; i++) {
            int bit = random.nextInt(from * Byte.SIZE, to * Byte.SIZE);
            byte[] copy = model.clone();
            copy[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            load(MemorySegment.ofArray(copy), "bit " + bit);
        }
    }

    private void load(MemorySegment bytes, String what) {
        // Said before: it is the last word where native code ends the process.
        PrintStream out = System.out;
        out.println(what);
        InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(2);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment model =
                    arena.allocate(Math.max(1, bytes.byteSize()), ModelBytes.ALIGNMENT)
                            .asSlice(0, bytes.byteSize())
                            .copyFrom(bytes);
            try (NativeInterpreter interpreter =
                    TfLiteRuntimes.shared().createInterpreter(model, options)) {
                interpreter.input(0).fill((byte) 0);
                interpreter.invoke();
                interpreter.output(0).get(ValueLayout.JAVA_BYTE, 0);
                ran++;
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            rejected++;
        }
    }
}
