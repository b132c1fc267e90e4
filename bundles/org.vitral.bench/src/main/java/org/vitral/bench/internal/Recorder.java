// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitral.bench.BenchSeries;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Samples;

/** Collects measurements, in the order in which they are made. For one thread. */
final class Recorder {

    private record Key(BenchSubject subject, BenchStep step) {}

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();

    void add(BenchSubject subject, BenchStep step, double value) {
        values.computeIfAbsent(new Key(subject, step), key -> new ArrayList<>()).add(value);
    }

    void addNanos(BenchSubject subject, BenchStep step, long nanos) {
        add(subject, step, nanos / 1e6);
    }

    Samples samples(BenchSubject subject, BenchStep step) {
        return new Samples(values.getOrDefault(new Key(subject, step), List.of()));
    }

    List<BenchSeries> series() {
        return values.entrySet().stream()
                .map(
                        entry ->
                                new BenchSeries(
                                        entry.getKey().subject(),
                                        entry.getKey().step(),
                                        new Samples(entry.getValue())))
                .toList();
    }
}
