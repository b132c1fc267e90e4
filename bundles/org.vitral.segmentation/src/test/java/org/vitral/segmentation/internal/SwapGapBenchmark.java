// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.vitral.image.Image;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SwapOutcome;

/**
 * How evenly results come while engines are swapped: the time from one result of a steady stream to
 * the next, with a swap after the other and without any, in turns in one process. With one thread
 * an engine leaves a core of two to the swap, with two it leaves none.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.segmentation -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class SwapGapBenchmark {

    private static final int TURNS = 8;
    private static final int RESULTS = 600;

    /** The compilers of the JVM want a core, too, as long as the code of a swap is new to them. */
    private static final int WARM_SWAPS = 600;

    private SwapGapBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println();
        System.out.println("| threads | gap | without swaps ms | with swaps ms | ratio | swaps |");
        System.out.println("|---|---|---|---|---|---|");
        for (int threads = 1; threads <= 2; threads++) {
            measure(threads);
        }
    }

    private static void measure(int threads) throws Exception {
        try (SegmenterRig rig =
                        new SegmenterRig(
                                new ModelShelf(Starter.model()),
                                Map.of("delegate", "xnnpack", "threads", threads),
                                List.of(TestDelegates.xnnpack("xnnpack", 1)));
                Image image = Starter.photograph("pascal.jpg")) {
            gaps(rig, image, RESULTS);
            for (int swap = 0; swap < WARM_SWAPS; swap++) {
                rig.segmenter.swap(EngineChange.NONE);
            }
            long[][] gaps = new long[2][TURNS * RESULTS];
            AtomicInteger swaps = new AtomicInteger();
            for (int turn = 0; turn < TURNS; turn++) {
                System.arraycopy(gaps(rig, image, RESULTS), 0, gaps[0], turn * RESULTS, RESULTS);
                AtomicBoolean done = new AtomicBoolean();
                Thread swapping = Thread.ofPlatform().start(() -> swap(rig, swaps, done));
                System.arraycopy(gaps(rig, image, RESULTS), 0, gaps[1], turn * RESULTS, RESULTS);
                done.set(true);
                swapping.join();
            }
            print(threads, gaps, swaps.get());
        }
    }

    private static void swap(SegmenterRig rig, AtomicInteger swaps, AtomicBoolean done) {
        while (!done.get()) {
            SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE);
            if (!outcome.succeeded()) {
                throw new AssertionError(outcome.reason());
            }
            swaps.incrementAndGet();
        }
    }

    private static long[] gaps(SegmenterRig rig, Image image, int count)
            throws SegmentationException {
        long[] gaps = new long[count];
        long last = System.nanoTime();
        for (int i = 0; i < count; i++) {
            try (Segmentation seen = rig.segmenter.segment(image)) {
                seen.categoryMask();
            }
            long now = System.nanoTime();
            gaps[i] = now - last;
            last = now;
        }
        return gaps;
    }

    private static void print(int threads, long[][] gaps, int swaps) {
        Arrays.sort(gaps[0]);
        Arrays.sort(gaps[1]);
        double[] shares = {0.5, 0.99, 0.999, 1};
        String[] names = {"median", "p99", "p99.9", "longest"};
        for (int i = 0; i < shares.length; i++) {
            int at = (int) Math.ceil(shares[i] * gaps[0].length) - 1;
            double without = gaps[0][at] / 1e6;
            double with = gaps[1][at] / 1e6;
            System.out.printf(
                    "| %d | %s | %.2f | %.2f | %.2f | %d |%n",
                    threads, names[i], without, with, with / without, swaps);
        }
    }
}
