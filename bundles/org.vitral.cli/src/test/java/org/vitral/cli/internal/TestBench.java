// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.vitral.bench.Bench;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchDevice;
import org.vitral.bench.BenchDifference;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchFormat;
import org.vitral.bench.BenchModel;
import org.vitral.bench.BenchNoise;
import org.vitral.bench.BenchProgress;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchRequest;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.BenchTable;
import org.vitral.bench.Interval;

/**
 * A bench that takes no time: it keeps what it was asked for, and its report is always the same.
 */
final class TestBench implements Bench {

    final List<BenchRequest> requests = new ArrayList<>();
    final List<Path> compared = new ArrayList<>();

    /** Why nothing can be measured; empty where it can. */
    String refusal = "";

    @Override
    public BenchReport run(BenchRequest request, BenchProgress progress) throws BenchException {
        requests.add(request);
        if (!refusal.isEmpty()) {
            throw new BenchException(refusal);
        }
        progress.step("measuring", 1, 2);
        return new BenchReport(
                Instant.EPOCH,
                Duration.ofSeconds(3),
                request.seed(),
                request.rounds(),
                new BenchModel("threshold", "1.0.0", "0".repeat(64), 12, 8, 6),
                new BenchDevice("Linux", "amd64", "unknown", 2, List.of(), 0, "JVM", List.of(), ""),
                "no GPU delegate is installed",
                List.of(),
                List.of(),
                List.of(),
                new BenchNoise(0, 0, 0, 0, 0, 0),
                List.of("The scene is synthetic"));
    }

    @Override
    public List<BenchTable> tables(BenchReport report) {
        return List.of(
                new BenchTable(
                        "",
                        List.of("Model", ">Size"),
                        List.of(List.of(report.model().name(), "12 B"))),
                new BenchTable("Rounds", List.of(">n"), List.of(List.of("" + report.rounds()))));
    }

    @Override
    public void write(BenchReport report, BenchFormat format, OutputStream out) throws IOException {
        out.write(
                (format + " of " + report.rounds() + " rounds\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public BenchComparison compare(Path before, Path after) throws BenchException {
        compared.add(before);
        compared.add(after);
        if (!refusal.isEmpty()) {
            throw new BenchException(before + ": " + refusal);
        }
        return new BenchComparison(
                List.of(
                        new BenchDifference(
                                new BenchSubject("cpu", 2, 1, "640x480"),
                                "frame_to_mask",
                                "ms",
                                20,
                                10,
                                new Interval(0.5, 0.4, 0.6),
                                BenchDifference.Verdict.FASTER),
                        new BenchDifference(
                                new BenchSubject("cpu", 2),
                                "raw_invoke",
                                "ms",
                                10,
                                10.5,
                                new Interval(1.05, 1.01, 1.1),
                                BenchDifference.Verdict.DRIFT)),
                "Dice.",
                List.of("The machine was noisy in A"));
    }
}
