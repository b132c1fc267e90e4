// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What a decoded frame to a category mask of its size costs, in parts of the raw {@code
 * TfLiteInterpreterInvoke} of the unmodified model on the same delegate and threads. All steps are
 * measured in one process, round by round and in random order in each; a ratio is the median over
 * the rounds, so that what slows the machine for a while slows both sides of it.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.segmentation -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class OverheadBenchmark {

    private static final int ROUNDS = 300;
    private static final int WARM_UP = 60;
    private static final int CLASSES = 21;
    private static final String[] FRAMES = {"640x480", "1920x1080", "4000x3000"};

    private OverheadBenchmark() {}

    private record Step(String name, Runnable work, long[] nanos) {
        Step(String name, Runnable work) {
            this(name, work, new long[ROUNDS]);
        }
    }

    /**
     * Prints a table of the whole, and one of its stages.
     *
     * @param arguments the sizes of the frames, such as {@code 4000x3000}; without any, three usual
     *     ones
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| frame | threads | step | median ms | / raw invoke |");
        System.out.println("|---|---|---|---|---|");
        for (String frame : arguments.length > 0 ? arguments : FRAMES) {
            String[] sides = frame.split("x");
            for (int threads = 1; threads <= 2; threads++) {
                measure(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), threads);
            }
        }
    }

    private static void measure(int width, int height, int threads) throws Exception {
        TfLiteRuntime runtime = TfLiteRuntimes.shared();
        DelegateProvider xnnpack = new XnnpackDelegateProvider();
        try (MemoryPool pool = new MemoryPool();
                Image frame = frame(width, height);
                ModelContent content = Starter.model().open();
                Delegate delegate = xnnpack.create(runtime, new DelegateOptions(threads));
                NativeInterpreter raw =
                        runtime.createInterpreter(
                                content.bytes(),
                                new InterpreterApi.Options()
                                        .setNumThreads(threads)
                                        .setUseXNNPACK(false)
                                        .addDelegate(delegate))) {
            Engine unmodified = engine(xnnpack, threads, RuleSelection.NONE);
            Engine rewritten = engine(xnnpack, threads, RuleSelection.ALL);
            UsualWay usual = new UsualWay(raw, width, height);
            Whole whole = new Whole(rewritten, frame, pool);
            Whole withoutRules = new Whole(unmodified, frame, pool);
            List<Step> steps =
                    List.of(
                            new Step("raw invoke, unmodified model", raw::invoke),
                            new Step("frame to mask", whole),
                            new Step("frame to mask, without rewriting", withoutRules),
                            new Step("the usual way", () -> usual.segment(frame)));
            run(steps);
            print(width + " x " + height, threads, steps, whole);
            unmodified.retire();
            rewritten.retire();
        }
    }

    private static Engine engine(DelegateProvider xnnpack, int threads, RuleSelection rules)
            throws SegmentationException {
        EngineFactory factory =
                new EngineFactory(
                        new ModelShelf(Starter.model()),
                        TfLiteRuntimes.shared(),
                        ChoiceMemory.ofUser(),
                        CheckedRewriting.standard());
        return factory.make(
                new EngineRequest("deeplabv3", "xnnpack", threads).with(rules),
                List.of(new DelegateCandidate("xnnpack", xnnpack, 0, 1, "")),
                1);
    }

    /** The way of this bundle, with the times of its stages. */
    private static final class Whole implements Runnable {
        private final Engine engine;
        private final Image frame;
        private final MemoryPool pool;
        final List<long[]> stages = new ArrayList<>();

        Whole(Engine engine, Image frame, MemoryPool pool) {
            this.engine = engine;
            this.frame = frame;
            this.pool = pool;
        }

        @Override
        public void run() {
            Region all = new Region(0, 0, frame.width(), frame.height());
            try (Segmentation seen = engine.segment(frame, all, pool)) {
                long copy = seen.timings().postprocess().toNanos();
                seen.categoryMask();
                stages.add(
                        new long[] {
                            seen.timings().preprocess().toNanos(),
                            seen.timings().invoke().toNanos(),
                            copy,
                            seen.timings().postprocess().toNanos() - copy
                        });
            } catch (SegmentationException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** The maximum at the size of the model, each of whose places is then drawn as a rectangle. */
    private static final class UsualWay {
        private final NativeInterpreter raw;
        private final ImagePreprocessor preprocessor =
                new ImagePreprocessor(
                        new ModelInput(Starter.SIZE, Starter.SIZE, Normalization.DEFAULT));
        private final float[] scores = new float[Starter.SIZE * Starter.SIZE * CLASSES];
        private final byte[] small = new byte[Starter.SIZE * Starter.SIZE];
        private final byte[] row;
        private final MemorySegment mask;
        private final int width;
        private final int height;

        UsualWay(NativeInterpreter raw, int width, int height) {
            this.raw = raw;
            this.width = width;
            this.height = height;
            this.row = new byte[width];
            this.mask = Arena.ofAuto().allocate((long) width * height);
        }

        void segment(Image frame) {
            preprocessor.fill(frame, new Region(0, 0, width, height), raw.input(0));
            raw.invoke();
            MemorySegment.copy(raw.output(0), ValueLayout.JAVA_FLOAT, 0, scores, 0, scores.length);
            for (int place = 0; place < small.length; place++) {
                int best = 0;
                for (int label = 1; label < CLASSES; label++) {
                    if (scores[place * CLASSES + label] > scores[place * CLASSES + best]) {
                        best = label;
                    }
                }
                small[place] = (byte) best;
            }
            for (int y = 0; y < height; y++) {
                int from = y * Starter.SIZE / height * Starter.SIZE;
                for (int x = 0; x < width; x++) {
                    row[x] = small[from + x * Starter.SIZE / width];
                }
                MemorySegment.copy(row, 0, mask, ValueLayout.JAVA_BYTE, (long) y * width, width);
            }
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

    private static void print(String frame, int threads, List<Step> steps, Whole whole) {
        long[] raw = steps.getFirst().nanos();
        for (Step step : steps) {
            row(frame, threads, step.name(), step.nanos(), raw);
        }
        String[] names = {"pre", "invoke", "copy", "mask"};
        List<long[]> measured = whole.stages.subList(WARM_UP, WARM_UP + ROUNDS);
        for (int stage = 0; stage < names.length; stage++) {
            int which = stage;
            long[] nanos = measured.stream().mapToLong(times -> times[which]).toArray();
            row(frame, threads, "- " + names[stage], nanos, raw);
        }
        long[] around = measured.stream().mapToLong(t -> t[0] + t[2] + t[3]).toArray();
        long[] invoke = measured.stream().mapToLong(t -> t[1]).toArray();
        System.out.printf(
                "| %s | %d | (pre + copy + mask) / invoke | %.2f | %.3f |%n",
                frame, threads, median(around) / 1e6, ratio(around, invoke));
        long[] usual = steps.getLast().nanos();
        System.out.printf(
                "| %s | %d | frame to mask / the usual way | | %.3f |%n",
                frame, threads, ratio(steps.get(1).nanos(), usual));
    }

    private static void row(String frame, int threads, String name, long[] nanos, long[] raw) {
        System.out.printf(
                "| %s | %d | %s | %.2f | %.3f |%n",
                frame, threads, name, median(nanos) / 1e6, ratio(nanos, raw));
    }

    private static double ratio(long[] nanos, long[] to) {
        double[] ratios = new double[nanos.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (double) nanos[i] / to[i];
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A photograph at the size that is wanted. */
    static Image frame(int width, int height) {
        try (Image photograph = Starter.photograph("cats_and_dogs.jpg")) {
            byte[] pixels = new byte[width * height * 3];
            for (int y = 0; y < height; y++) {
                long row = (long) (y * photograph.height() / height) * photograph.rowStride();
                for (int x = 0; x < width; x++) {
                    long from = row + x * photograph.width() / width * 3L;
                    MemorySegment.copy(
                            photograph.pixels(),
                            ValueLayout.JAVA_BYTE,
                            from,
                            pixels,
                            (y * width + x) * 3,
                            3);
                }
            }
            return Image.of(pixels, width, height, PixelFormat.BGR);
        }
    }
}
