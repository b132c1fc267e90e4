// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * A program that loads damaged models and runs those that are accepted. It is a program of its own
 * so that a crash of native code is its exit code and not the end of the tests.
 *
 * <p>Arguments: the seed, the first case, the case at which it stops, how many cases of real models
 * lie between two that are run, then the files of the real models. Each case depends on the seed
 * and its number only. What it prints of each begins with one of the marks below; it is printed
 * before it is done, for it is the last word where native code ends the process.
 */
final class DamagedModels {

    static final String CASE = "case ";
    static final String RESULT = "= ";
    static final String WRONG = "! ";
    static final String MEMORY = "memory ";

    /** Of so many cases, one is of a real model. */
    static final int REAL_SHARE = 8;

    /** So often the memory is told. */
    private static final int MEMORY_SHARE = 500;

    private record Source(String name, byte[] model, ModelDamage damage) {}

    private final List<Source> small = new ArrayList<>();
    private final List<Source> real = new ArrayList<>();
    private final long seed;
    private final int runShare;
    private final PrintStream out = System.out;

    private DamagedModels(long seed, int runShare) {
        this.seed = seed;
        this.runShare = runShare;
        SmallModels.all().forEach((name, model) -> small.add(source(name, model)));
    }

    private static Source source(String name, byte[] model) {
        return new Source(name, model, new ModelDamage(model));
    }

    public static void main(String[] args) throws IOException {
        DamagedModels models =
                new DamagedModels(Long.parseLong(args[0]), Integer.parseInt(args[3]));
        for (String file : List.of(args).subList(4, args.length)) {
            Path path = Path.of(file);
            models.real.add(source(path.getFileName().toString(), Files.readAllBytes(path)));
        }
        int end = Integer.parseInt(args[2]);
        for (int number = Integer.parseInt(args[1]); number < end; number++) {
            models.handle(number);
            if (number % MEMORY_SHARE == MEMORY_SHARE - 1) {
                models.out.println(MEMORY + ResidentMemory.kilobytes());
            }
        }
    }

    private void handle(int number) {
        Random random = new Random(seed * 1_000_003 + number * 31L);
        // The first numbers of neighbouring seeds are alike.
        random.nextLong();
        int round = number / REAL_SHARE;
        boolean isReal = number % REAL_SHARE == 0 && !real.isEmpty();
        Source source =
                isReal
                        ? real.get(round / 2 % real.size())
                        : small.get(random.nextInt(small.size()));
        boolean xnnpack = round % 2 == 1;
        boolean run = !isReal || round % runShare == 0;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment copy =
                    arena.allocate(source.model().length, ModelBytes.ALIGNMENT)
                            .copyFrom(MemorySegment.ofArray(source.model()));
            var bytes = copy.asByteBuffer();
            List<String> damage = source.damage().apply(bytes, random);
            out.println(
                    "%s%d: %s, %s, %s"
                            .formatted(
                                    CASE,
                                    number,
                                    source.name(),
                                    xnnpack ? "XNNPACK" : "plain kernels",
                                    String.join(", ", damage)));
            load(copy.asSlice(0, bytes.limit()), xnnpack, run);
        }
    }

    private void load(MemorySegment model, boolean xnnpack, boolean run) {
        InterpreterApi.Options options =
                new InterpreterApi.Options().setNumThreads(1).setUseXNNPACK(xnnpack);
        try (NativeInterpreter interpreter =
                TfLiteRuntimes.shared().createInterpreter(model, options)) {
            out.println(RESULT + (run ? run(interpreter) : "prepared"));
        } catch (IllegalArgumentException e) {
            out.println(RESULT + "rejected: " + e.getMessage());
        } catch (RuntimeException e) {
            out.println(WRONG + e);
            e.printStackTrace(out);
        }
    }

    private static String run(NativeInterpreter interpreter) {
        try {
            for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
                interpreter.input(i).fill((byte) 0);
            }
            interpreter.invoke();
            long bytes = 0;
            for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
                MemorySegment output = interpreter.output(i);
                for (long at = 0; at < output.byteSize(); at++) {
                    bytes += output.get(ValueLayout.JAVA_BYTE, at);
                }
            }
            return bytes == 0 ? "ran to nothing" : "ran";
        } catch (IllegalStateException e) {
            return "failed: " + e.getMessage();
        }
    }
}
