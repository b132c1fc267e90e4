// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.vitral.bench.BenchDevice;
import org.vitral.bench.BenchEngine;
import org.vitral.bench.BenchMemory;
import org.vitral.bench.BenchModel;
import org.vitral.bench.BenchNoise;
import org.vitral.bench.BenchRatio;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchSeries;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Interval;
import org.vitral.bench.OperatorProfile;
import org.vitral.bench.OperatorTime;
import org.vitral.bench.Samples;

/** Reports for tests, as if a machine of a certain speed had been measured. */
final class Reports {

    static final BenchSubject ENGINE = new BenchSubject("xnnpack", 2);
    static final String FRAME = "cats, \"dogs\" <b>|.jpg";
    static final BenchSubject FRAMED = ENGINE.of(FRAME);
    static final BenchSubject SIDE_BY_SIDE = new BenchSubject("xnnpack", 1, 2, FRAME);
    static final int ROUNDS = 60;

    private Reports() {}

    /**
     * A report.
     *
     * @param machine the raw invoke in milliseconds
     * @param whole a frame to its mask in parts of it
     */
    static BenchReport of(long seed, double machine, double whole, double drift) {
        return of(seed, machine, whole, drift, "a".repeat(64));
    }

    static BenchReport of(long seed, double machine, double whole, double drift, String sha256) {
        Random random = new Random(seed);
        double[] raw = new double[ROUNDS];
        double[] frame = new double[ROUNDS];
        double[] usual = new double[ROUNDS];
        double[] allocation = new double[ROUNDS];
        double[] rawRate = new double[10];
        double[] rate = new double[10];
        for (int i = 0; i < ROUNDS; i++) {
            double round = machine * (1 + 0.05 * random.nextDouble());
            raw[i] = round;
            frame[i] = whole * round * (1 + 0.02 * random.nextDouble());
            usual[i] = 1.2 * round * (1 + 0.02 * random.nextDouble());
            allocation[i] = 1344;
        }
        for (int i = 0; i < rate.length; i++) {
            rawRate[i] = 1500 / machine * (1 + 0.05 * random.nextDouble());
            rate[i] = rawRate[i] / whole * (1 + 0.02 * random.nextDouble());
        }
        List<BenchSeries> series = new ArrayList<>();
        series.add(new BenchSeries(ENGINE, BenchStep.INIT, Samples.of(20, 22, 21)));
        series.add(new BenchSeries(ENGINE, BenchStep.FIRST, Samples.of(30)));
        series.add(new BenchSeries(ENGINE, BenchStep.WARM_UP, Samples.of(12, 11)));
        series.add(new BenchSeries(ENGINE, BenchStep.RAW_INVOKE, Samples.of(raw)));
        series.add(new BenchSeries(FRAMED, BenchStep.FRAME_TO_MASK, Samples.of(frame)));
        series.add(new BenchSeries(FRAMED, BenchStep.USUAL_WAY, Samples.of(usual)));
        series.add(new BenchSeries(FRAMED, BenchStep.ALLOCATION, Samples.of(allocation)));
        series.add(new BenchSeries(SIDE_BY_SIDE, BenchStep.RAW_RATE, Samples.of(rawRate)));
        series.add(new BenchSeries(SIDE_BY_SIDE, BenchStep.FRAME_RATE, Samples.of(rate)));
        return new BenchReport(
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofSeconds(12),
                seed,
                ROUNDS,
                new BenchModel("net", "1.2.0", sha256, 2_780_176, 257, 257),
                new BenchDevice(
                        "Linux 6",
                        "amd64",
                        "A & B <9000>",
                        2,
                        List.of("avx2"),
                        8_000_000_000L,
                        "JVM 25",
                        List.of("-XX:+UseSerialGC"),
                        "TensorFlow Lite 2.21.0"),
                "there is no library: look for one",
                List.of(
                        new BenchEngine(
                                "xnnpack",
                                2,
                                "",
                                true,
                                OptionalDouble.of(0.9999999),
                                Optional.of(new BenchMemory(1024, 2048)),
                                Optional.of(
                                        new OperatorProfile(
                                                List.of(
                                                        new OperatorTime("CONV_2D", 0, 3, 0.75),
                                                        new OperatorTime("CONV_2D", 2, 1, 0.25)),
                                                ""))),
                        BenchEngine.unavailable("gpu", 2, "there is no library: look for one")),
                series,
                List.of(
                        new BenchRatio(
                                FRAMED,
                                BenchStep.FRAME_TO_MASK,
                                BenchStep.RAW_INVOKE,
                                new Interval(whole, whole - 0.01, whole + 0.01)),
                        new BenchRatio(
                                SIDE_BY_SIDE,
                                BenchStep.FRAME_RATE,
                                BenchStep.RAW_RATE,
                                new Interval(1 / whole, 0, Double.POSITIVE_INFINITY))),
                new BenchNoise(0.5, 1.5, 0.01, 0, drift, 123_000_000),
                List.of("A note of | two\nlines"));
    }
}
