// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.List;
import org.vitral.bench.BenchRatio;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Samples;

/** Puts steps that were measured in the same rounds in relation. */
final class Ratios {

    private final Recorder from;
    private final Bootstrap bootstrap;
    private final List<BenchRatio> all = new ArrayList<>();

    Ratios(Recorder from, long seed) {
        this.from = from;
        bootstrap = new Bootstrap(Bootstrap.CONFIDENCE, seed);
    }

    /** Adds one, if both were measured. */
    void add(BenchSubject subject, BenchStep step, BenchSubject baseSubject, BenchStep base) {
        Samples values = from.samples(subject, step);
        Samples bases = from.samples(baseSubject, base);
        if (!values.isEmpty() && !bases.isEmpty()) {
            all.add(
                    new BenchRatio(
                            subject,
                            step,
                            base,
                            bootstrap.medianOfRatios(values.toArray(), bases.toArray())));
        }
    }

    List<BenchRatio> all() {
        return List.copyOf(all);
    }
}
