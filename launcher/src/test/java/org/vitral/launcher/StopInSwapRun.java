// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;

/**
 * The program of {@link StopInSwapIT}: starts a framework, has engines swapped and images
 * segmented, and stops the framework in the middle of it, at another moment each time.
 */
final class StopInSwapRun {

    private static final long PATIENCE_SECONDS = 60;

    /** As long as a swap takes, so that a stop falls into any part of it. */
    private static final long SWAP_NANOS = 300_000_000;

    private final HostFramework framework;
    private final HostedSegmenter segmenter;
    private final Path photograph;
    private final Random random;
    private volatile boolean stopping;

    private StopInSwapRun(HostFramework framework, Path photograph, Random random) {
        this.framework = framework;
        this.segmenter = new HostedSegmenter(framework.context());
        this.photograph = photograph;
        this.random = random;
    }

    /** Arguments: seed, number of stops, photograph, distribution, storage. */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        Random random = new Random(Long.parseLong(arguments[0]));
        int stops = Integer.parseInt(arguments[1]);
        List<Path> bundles = new Distribution(Path.of(arguments[3])).bundles();
        OldClassLoaders loaders = new OldClassLoaders();
        long slowest = 0;
        for (int stop = 1; stop <= stops; stop++) {
            slowest = Math.max(slowest, once(arguments, bundles, random, loaders));
            List<String> left = loaders.awaitGone(List.of(), Duration.ofSeconds(PATIENCE_SECONDS));
            if (!left.isEmpty()) {
                throw new AssertionError(
                        "Stop %d of seed %s: class loaders are left of %s"
                                .formatted(stop, arguments[0], left));
            }
        }
        System.out.printf(
                "%d stops in the middle of a swap, seed %s: the slowest took %d ms, %d class loaders"
                        + " came and went; %.0f s%n",
                stops,
                arguments[0],
                TimeUnit.NANOSECONDS.toMillis(slowest),
                loaders.gone(),
                (System.nanoTime() - begin) / 1e9);
    }

    /** One life of a framework; how long its stop took. */
    private static long once(
            String[] arguments, List<Path> bundles, Random random, OldClassLoaders loaders)
            throws Exception {
        List<FutureTask<Void>> work = new ArrayList<>();
        HostLog log;
        long stopped;
        try (HostFramework framework = new HostFramework(Path.of(arguments[4]))) {
            framework.start(bundles);
            log = new HostLog(framework.context());
            StopInSwapRun run = new StopInSwapRun(framework, Path.of(arguments[2]), random);
            run.segmenter.configure(Map.of("model", "deeplabv3", "auto.delay", 0L));
            run.segmenter.await();
            run.segmenter.segment(run.photograph);
            loaders.add(framework.ours());
            work.add(run.start(run::segmentOn));
            work.add(run.start(run.swaps()));
            LockSupport.parkNanos(random.nextLong(SWAP_NANOS));
            run.stopping = true;
            stopped = System.nanoTime();
        }
        long took = System.nanoTime() - stopped;
        for (FutureTask<Void> one : work) {
            end(one);
        }
        if (!log.errors().isEmpty()) {
            throw new AssertionError("Errors in the log: " + log.errors());
        }
        return took;
    }

    /** One of the ways to have engines swapped. */
    private Task swaps() {
        return switch (random.nextInt(3)) {
            case 0 -> swap -> segmenter.swap(swap % 2 == 0 ? "cpu" : "xnnpack", 1 + swap % 2);
            case 1 ->
                    swap ->
                            segmenter.configure(
                                    Map.of("delegate", swap % 2 == 0 ? "cpu" : "xnnpack"));
            default ->
                    swap -> {
                        Bundle bundle = provider();
                        if (swap % 2 == 0) {
                            bundle.stop();
                        } else {
                            bundle.start();
                        }
                    };
        };
    }

    private Bundle provider() {
        return framework.ours().stream()
                .filter(bundle -> bundle.getSymbolicName().equals("org.vitral.delegate.xnnpack"))
                .findFirst()
                .orElseThrow();
    }

    private void segmentOn(int call) throws Exception {
        segmenter.segment(photograph);
    }

    private FutureTask<Void> start(Task task) {
        FutureTask<Void> work =
                new FutureTask<>(
                        () -> {
                            for (int i = 0; !stopping; i++) {
                                task.run(i);
                            }
                            return null;
                        });
        Thread.ofPlatform().name("host").start(work);
        return work;
    }

    /** After the framework was told to stop, a call may be refused; it returns in any case. */
    private static void end(FutureTask<Void> work) throws Exception {
        try {
            work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof Error error) {
                throw error;
            }
        }
    }

    /** What is done again and again. */
    private interface Task {
        void run(int time) throws Exception;
    }
}
