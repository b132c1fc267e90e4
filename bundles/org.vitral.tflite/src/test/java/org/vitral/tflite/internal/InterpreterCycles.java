// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.tensorflow.lite.InterpreterApi;

/**
 * A program that creates, runs and closes interpreters, and fails to create some. It is a program
 * of its own with a small heap of constant size, so that what its resident memory grows by is
 * native.
 *
 * <p>Argument: how many cycles, after a tenth as many that warm up. Its last line is {@code grew by
 * N kB}.
 */
final class InterpreterCycles {

    private static final int LOOKS = 10;

    private InterpreterCycles() {}

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        ByteBuffer model = TinyModel.negate(1, 100_000);
        cycles(model, Math.max(500, count / 10));
        long first = most(model, count / 2);
        long second = most(model, count / 2);
        System.out.println("grew by " + (second - first) + " kB");
    }

    /** The highest of ten looks: the C library gives memory back when it likes to. */
    private static long most(ByteBuffer model, int count) throws IOException {
        long most = 0;
        for (int i = 0; i < LOOKS; i++) {
            cycles(model, count / LOOKS);
            most = Math.max(most, ResidentMemory.kilobytes());
        }
        return most;
    }

    private static void cycles(ByteBuffer model, int count) {
        ByteBuffer input = ByteBuffer.allocateDirect(100_000 * Float.BYTES);
        ByteBuffer output = ByteBuffer.allocateDirect(100_000 * Float.BYTES);
        ByteBuffer impossible = TinyModel.custom("Absent");
        for (int i = 0; i < count; i++) {
            InterpreterApi.Options options =
                    new InterpreterApi.Options().setUseXNNPACK(i % 2 == 0).setNumThreads(1);
            try (InterpreterApi interpreter = InterpreterApi.create(model, options)) {
                interpreter.run(input, output.clear());
            }
            try (InterpreterApi none = InterpreterApi.create(impossible, options)) {
                throw new AssertionError("There is an operator Absent");
            } catch (IllegalArgumentException expected) {
                // Its memory must go as well.
            }
        }
    }
}
