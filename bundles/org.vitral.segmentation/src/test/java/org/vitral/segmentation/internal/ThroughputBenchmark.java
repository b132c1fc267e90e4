// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.image.Image;
import org.vitral.model.ModelContent;
import org.vitral.segmentation.Segmentation;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * How many frames a second: a segmenter that prefers throughput, from a decoded frame to a mask of
 * its size, beside loops of the raw {@code TfLiteInterpreterInvoke} of the unmodified model, one
 * thread and one interpreter for each processor in both. Some frames of each, in random order,
 * round by round; the ratio is the median over the rounds.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.segmentation -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class ThroughputBenchmark {

    private static final int ROUNDS = 60;
    private static final int WARM_UP = 10;
    private static final int FRAMES = 20;
    private static final int LANES = Runtime.getRuntime().availableProcessors();

    private ThroughputBenchmark() {}

    /** What a lane does for one frame. */
    @FunctionalInterface
    private interface Frame {
        void run(int lane) throws Exception;
    }

    /** Prints a table. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| frame | lanes | raw frames/s | segmenter frames/s | ratio |");
        System.out.println("|---|---|---|---|---|");
        for (String frame : arguments.length > 0 ? arguments : new String[] {"640x480"}) {
            String[] sides = frame.split("x");
            measure(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
    }

    private static void measure(int width, int height) throws Exception {
        Map<String, Object> configuration =
                Map.of("delegate", "xnnpack", "prefer", "throughput", "gate", "off");
        DelegateCandidate xnnpack =
                new DelegateCandidate("xnnpack", new XnnpackDelegateProvider(), 0, 1, "");
        List<AutoCloseable> opened = new ArrayList<>();
        try (SegmenterRig rig =
                        new SegmenterRig(
                                new ModelShelf(Starter.model()), configuration, List.of(xnnpack));
                Image image = OverheadBenchmark.frame(width, height);
                ModelContent content = Starter.model().open();
                ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
            List<NativeInterpreter> raw = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                raw.add(raw(content, opened));
            }
            long[][] nanos = new long[2][ROUNDS];
            List<Integer> order = new ArrayList<>(List.of(0, 1));
            Random random = new Random(5);
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Collections.shuffle(order, random);
                for (int which : order) {
                    Frame frame =
                            which == 0
                                    ? lane -> raw.get(lane).invoke()
                                    : lane -> segment(rig, image);
                    long took = together(threads, frame);
                    if (round >= 0) {
                        nanos[which][round] = took;
                    }
                }
            }
            print(width + " x " + height, nanos);
        } finally {
            for (AutoCloseable one : opened.reversed()) {
                one.close();
            }
        }
    }

    private static NativeInterpreter raw(ModelContent content, List<AutoCloseable> opened) {
        TfLiteRuntime runtime = TfLiteRuntimes.shared();
        Delegate delegate = new XnnpackDelegateProvider().create(runtime, new DelegateOptions(1));
        opened.add(delegate::close);
        NativeInterpreter interpreter =
                runtime.createInterpreter(
                        content.bytes(),
                        new InterpreterApi.Options()
                                .setNumThreads(1)
                                .setUseXNNPACK(false)
                                .addDelegate(delegate));
        opened.add(interpreter);
        return interpreter;
    }

    private static void segment(SegmenterRig rig, Image image) throws Exception {
        try (Segmentation seen = rig.segmenter.segment(image)) {
            seen.categoryMask();
        }
    }

    /** How long it takes until each lane has done its frames. */
    private static long together(ExecutorService threads, Frame frame) throws Exception {
        long start = System.nanoTime();
        List<Future<?>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            int lane = i;
            lanes.add(
                    threads.submit(
                            () -> {
                                for (int done = 0; done < FRAMES; done++) {
                                    frame.run(lane);
                                }
                                return null;
                            }));
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
        return System.nanoTime() - start;
    }

    private static void print(String frame, long[][] nanos) {
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = (double) nanos[0][round] / nanos[1][round];
        }
        Arrays.sort(ratios);
        System.out.printf(
                "| %s | %d | %.0f | %.0f | %.3f |%n",
                frame, LANES, perSecond(nanos[0]), perSecond(nanos[1]), ratios[ROUNDS / 2]);
    }

    private static double perSecond(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return 1e9 * FRAMES * LANES / sorted[ROUNDS / 2];
    }
}
