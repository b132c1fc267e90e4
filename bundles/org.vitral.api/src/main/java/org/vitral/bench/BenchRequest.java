// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.vitral.image.ImageItem;

/**
 * What to measure.
 *
 * @param model the name of a model or the absolute path of its file; empty for the preferred one
 * @param delegates the names of the delegates, each measured by itself
 * @param threads the numbers of threads, each with each delegate
 * @param photographs the photographs; without any, a synthetic scene
 * @param frames the sizes to which each photograph is brought; without any, its own
 * @param concurrency how many frames are worked on at a time, each with one thread; empty for no
 *     measurement of throughput
 * @param rounds the number of rounds, at least 1
 * @param time how long the rounds may take in all; empty for as long as they need
 * @param seed what decides the order of all steps
 * @param operators whether each operator of the model is measured
 */
public record BenchRequest(
        String model,
        List<String> delegates,
        List<Integer> threads,
        List<ImageItem> photographs,
        List<FrameSize> frames,
        List<Integer> concurrency,
        int rounds,
        Optional<Duration> time,
        long seed,
        boolean operators) {

    public BenchRequest {
        Objects.requireNonNull(model, "model");
        delegates = List.copyOf(delegates);
        threads = List.copyOf(threads);
        photographs = List.copyOf(photographs);
        frames = List.copyOf(frames);
        concurrency = List.copyOf(concurrency);
        Objects.requireNonNull(time, "time");
        if (delegates.isEmpty() || threads.isEmpty()) {
            throw new IllegalArgumentException(
                    "A benchmark needs a delegate and a number of threads");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("A benchmark has 1 round or more, not " + rounds);
        }
    }
}
