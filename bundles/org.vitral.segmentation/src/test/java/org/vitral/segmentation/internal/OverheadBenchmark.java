// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelContent;
import org.vitral.segmentation.Segmentation;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What a segmentation costs beyond the raw {@code TfLiteInterpreterInvoke} of the same model with
 * the same options: the steps are measured in one process, interleaved and in random order, and
 * their medians compared.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.segmentation -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class OverheadBenchmark {

    private static final int ROUNDS = 150;
    private static final int WARM_UP = 30;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private OverheadBenchmark() {}

    private record Step(String name, Runnable work, long[] nanos) {
        Step(String name, Runnable work) {
            this(name, work, new long[ROUNDS]);
        }

        double median() {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2] / 1e6;
        }
    }

    /** Prints a table for the plain kernels and for XNNPACK, with one thread and with two. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| delegate | threads | step | median ms | whole / raw invoke |");
        System.out.println("|---|---|---|---|---|");
        for (int threads = 1; threads <= 2; threads++) {
            measure(threads);
        }
    }

    private static void measure(int threads) throws Exception {
        TfLiteRuntime runtime = TfLiteRuntimes.shared();
        DelegateProvider xnnpack = new XnnpackDelegateProvider();
        try (MemoryPool pool = new MemoryPool();
                Image frame = frame();
                ModelContent content = Starter.model().open();
                Delegate delegate = xnnpack.create(runtime, new DelegateOptions(threads));
                NativeInterpreter raw =
                        runtime.createInterpreter(
                                content.bytes(),
                                new InterpreterApi.Options()
                                        .setNumThreads(threads)
                                        .setUseXNNPACK(false)
                                        .addDelegate(delegate))) {
            Engine engine =
                    new EngineFactory(
                                    new ModelShelf(Starter.model()),
                                    runtime,
                                    new ChoiceMemory(CacheFolder.ofChoices()),
                                    CheckedRewriting.standard())
                            .make(
                                    new EngineRequest("deeplabv3", "xnnpack", threads),
                                    List.of(new DelegateCandidate("xnnpack", xnnpack, 0, 1, "")),
                                    1);
            List<Step> steps =
                    List.of(
                            new Step("raw invoke", raw::invoke),
                            new Step(
                                    "frame to mask 257x257",
                                    () -> segment(engine, frame, pool, Starter.SIZE, Starter.SIZE)),
                            new Step(
                                    "frame to mask 640x480",
                                    () -> segment(engine, frame, pool, WIDTH, HEIGHT)));
            run(steps);
            print(threads, steps);
            engine.retire();
        }
    }

    private static void segment(
            Engine engine, Image frame, MemoryPool pool, int width, int height) {
        try (Segmentation seen = engine.segment(frame, new Region(0, 0, WIDTH, HEIGHT), pool)) {
            seen.categoryMask(width, height);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(List<Step> steps) {
        Random random = new Random(5);
        List<Step> order = new ArrayList<>(steps);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (Step step : order) {
                long start = System.nanoTime();
                step.work().run();
                if (round >= 0) {
                    step.nanos()[round] = System.nanoTime() - start;
                }
            }
        }
    }

    private static void print(int threads, List<Step> steps) {
        double raw = steps.getFirst().median();
        for (Step step : steps) {
            System.out.printf(
                    "| xnnpack | %d | %s | %.2f | %.3f |%n",
                    threads, step.name(), step.median(), step.median() / raw);
        }
    }

    /** Soft shapes with a little noise: no step's cost depends on what is to be seen. */
    private static Image frame() {
        byte[] pixels = new byte[WIDTH * HEIGHT * 3];
        Random noise = new Random(3);
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % WIDTH;
            int y = i / 3 / WIDTH;
            double shape = 100 * Math.sin(x / 40.0 + i % 3) * Math.cos(y / 30.0);
            pixels[i] = (byte) (128 + shape + noise.nextInt(20));
        }
        return Image.of(pixels, WIDTH, HEIGHT, PixelFormat.BGR);
    }
}
