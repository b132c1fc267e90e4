// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a run measured.
 *
 * @param started when it began
 * @param took how long it took
 * @param seed what decided the order
 * @param rounds the number of rounds
 * @param model the model
 * @param device the machine
 * @param gpu why there is no time of a GPU; empty where there is one
 * @param engines the delegates with their numbers of threads, in the order of the request
 * @param series the measurements
 * @param ratios what is a part of what
 * @param noise how quiet the machine was
 * @param notes what a reader should know, a sentence each
 */
public record BenchReport(
        Instant started,
        Duration took,
        long seed,
        int rounds,
        BenchModel model,
        BenchDevice device,
        String gpu,
        List<BenchEngine> engines,
        List<BenchSeries> series,
        List<BenchRatio> ratios,
        BenchNoise noise,
        List<String> notes) {
    public BenchReport {
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(gpu, "gpu");
        engines = List.copyOf(engines);
        series = List.copyOf(series);
        ratios = List.copyOf(ratios);
        Objects.requireNonNull(noise, "noise");
        notes = List.copyOf(notes);
    }

    /** The measurements of a step; none where there are none. */
    public Samples samples(BenchSubject subject, BenchStep step) {
        return series.stream()
                .filter(one -> one.subject().equals(subject) && one.step() == step)
                .map(BenchSeries::samples)
                .findFirst()
                .orElse(Samples.NONE);
    }

    /** One step in parts of another; nothing where that was not measured. */
    public Optional<Interval> ratio(BenchSubject subject, BenchStep step, BenchStep base) {
        return ratios.stream()
                .filter(one -> one.subject().equals(subject))
                .filter(one -> one.step() == step && one.base() == base)
                .map(BenchRatio::value)
                .findFirst();
    }
}
