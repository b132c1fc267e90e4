// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vitral.bench.BenchDevice;
import org.vitral.bench.BenchEngine;
import org.vitral.bench.BenchNoise;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchSeries;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.BenchTable;
import org.vitral.bench.Interval;
import org.vitral.bench.OperatorTime;
import org.vitral.bench.Samples;

/** What a report says, for a person. */
final class ReportTables {

    private static final String NONE = "n/a";
    private static final String GPU = "gpu";
    private static final int SHOWN_OPERATORS = 12;

    private final BenchReport report;

    ReportTables(BenchReport report) {
        this.report = report;
    }

    /** All that have rows. */
    List<BenchTable> all() {
        List<BenchTable> tables = new ArrayList<>();
        tables.add(summary());
        tables.add(frames());
        tables.add(throughput());
        tables.add(times());
        tables.add(memory());
        tables.addAll(operators());
        tables.add(machine());
        tables.removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    /** The table that TensorFlow Lite's own list of models has. */
    private BenchTable summary() {
        BenchDevice device = report.device();
        String machine =
                "%s, %d processor%s"
                        .formatted(
                                device.processor(),
                                device.processors(),
                                device.processors() == 1 ? "" : "s");
        return new BenchTable(
                "",
                List.of("Model", ">Model size", "Device", "GPU", "CPU"),
                List.of(
                        List.of(
                                report.model().name() + " " + report.model().version(),
                                megabytes(report.model().bytes()),
                                machine,
                                report.gpu().isEmpty()
                                        ? invokes(true)
                                        : NONE + ": " + firstClause(report.gpu()),
                                invokes(false))));
    }

    /** What fits into a cell; the notes of the report have all of it. */
    static String firstClause(String reason) {
        return reason.split("[:;.] ", 2)[0];
    }

    private String invokes(boolean gpu) {
        String times =
                report.engines().stream()
                        .filter(engine -> engine.delegate().equals(GPU) == gpu)
                        .filter(BenchEngine::measured)
                        .map(
                                engine ->
                                        "%s ms (%s, %s)"
                                                .formatted(
                                                        number(
                                                                report.samples(
                                                                                subject(engine),
                                                                                BenchStep
                                                                                        .RAW_INVOKE)
                                                                        .median()),
                                                        threads(engine.threads()),
                                                        engine.delegate()))
                        .collect(Collectors.joining(", "));
        return times.isEmpty() ? NONE : times;
    }

    private static String threads(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }

    private static BenchSubject subject(BenchEngine engine) {
        return new BenchSubject(engine.delegate(), engine.threads());
    }

    private BenchTable frames() {
        List<List<String>> rows = new ArrayList<>();
        for (BenchEngine engine : report.engines()) {
            BenchSubject subject = subject(engine);
            if (!engine.measured()) {
                rows.add(
                        List.of(
                                engine.delegate(),
                                "" + engine.threads(),
                                NONE + ": " + engine.reason(),
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                ""));
                continue;
            }
            for (String frame : framesOf(subject)) {
                BenchSubject of = subject.of(frame);
                rows.add(
                        List.of(
                                engine.delegate(),
                                "" + engine.threads(),
                                frame,
                                median(subject, BenchStep.RAW_INVOKE),
                                median(of, BenchStep.FRAME_TO_MASK),
                                interval(of, BenchStep.FRAME_TO_MASK, BenchStep.RAW_INVOKE),
                                median(of, BenchStep.USUAL_WAY),
                                interval(of, BenchStep.FRAME_TO_MASK, BenchStep.USUAL_WAY),
                                median(of, BenchStep.END_TO_END),
                                engine.agreement().isEmpty()
                                        ? NONE
                                        : String.format(
                                                Locale.ROOT,
                                                "%.3f %%",
                                                // Never all where it is not.
                                                Math.floor(1e5 * engine.agreement().getAsDouble())
                                                        / 1e3)));
            }
        }
        return new BenchTable(
                "From a decoded frame to its mask (medians in ms, 95 % intervals of the ratios)",
                List.of(
                        "delegate",
                        ">threads",
                        "frame",
                        ">raw invoke",
                        ">frame to mask",
                        "/ raw invoke",
                        ">usual way",
                        "/ usual way",
                        ">end to end",
                        ">agreement"),
                rows);
    }

    private List<String> framesOf(BenchSubject subject) {
        return report.series().stream()
                .filter(one -> one.step() == BenchStep.FRAME_TO_MASK)
                .map(BenchSeries::subject)
                .filter(one -> one.of("").equals(subject))
                .map(BenchSubject::frame)
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
    }

    /** All engines show their frames in one order, whatever was measured first. */
    private int rank(String frame) {
        List<String> names =
                report.ratios().stream().map(one -> one.subject().frame()).distinct().toList();
        return names.indexOf(frame);
    }

    private BenchTable throughput() {
        List<List<String>> rows = new ArrayList<>();
        report.ratios().stream()
                .filter(ratio -> ratio.step() == BenchStep.FRAME_RATE)
                .forEach(
                        ratio ->
                                rows.add(
                                        List.of(
                                                ratio.subject().delegate(),
                                                "" + ratio.subject().concurrency(),
                                                ratio.subject().frame(),
                                                median(ratio.subject(), BenchStep.RAW_RATE),
                                                median(ratio.subject(), BenchStep.FRAME_RATE),
                                                interval(ratio.value()))));
        return new BenchTable(
                "Throughput, one thread each (per second; raw: as many interpreters of the unmodified"
                        + " model)",
                List.of(
                        "delegate",
                        ">at a time",
                        "frame",
                        ">raw invokes",
                        ">frames to masks",
                        "/ raw"),
                rows);
    }

    private BenchTable times() {
        List<List<String>> rows = new ArrayList<>();
        for (BenchEngine engine : report.engines()) {
            BenchSubject subject = subject(engine);
            rows(subject, rows);
            framesOf(subject).forEach(frame -> rows(subject.of(frame), rows));
        }
        return new BenchTable(
                "Times in ms",
                List.of(
                        "delegate",
                        ">threads",
                        "frame",
                        "step",
                        ">n",
                        ">min",
                        ">p5",
                        ">median",
                        ">mean",
                        ">p95",
                        ">p99",
                        ">max",
                        ">std"),
                rows);
    }

    private void rows(BenchSubject subject, List<List<String>> rows) {
        for (BenchStep step : BenchStep.values()) {
            Samples samples = report.samples(subject, step);
            if (step.unit().equals("ms") && !samples.isEmpty()) {
                rows.add(
                        List.of(
                                subject.delegate(),
                                "" + subject.threads(),
                                subject.frame().isEmpty() ? "-" : subject.frame(),
                                step.label().replace('_', ' '),
                                "" + samples.count(),
                                number(samples.min()),
                                number(samples.percentile(5)),
                                number(samples.median()),
                                number(samples.mean()),
                                number(samples.percentile(95)),
                                number(samples.percentile(99)),
                                number(samples.max()),
                                number(samples.std())));
            }
        }
    }

    private BenchTable memory() {
        List<List<String>> rows = new ArrayList<>();
        for (BenchEngine engine : report.engines()) {
            BenchSubject subject = subject(engine);
            for (String frame : framesOf(subject)) {
                Samples bytes = report.samples(subject.of(frame), BenchStep.ALLOCATION);
                rows.add(
                        List.of(
                                engine.delegate(),
                                "" + engine.threads(),
                                engine.memory().map(m -> megabytes(m.raw())).orElse(NONE),
                                engine.memory().map(m -> megabytes(m.engine())).orElse(NONE),
                                frame,
                                bytes.isEmpty()
                                        ? NONE
                                        : String.format(Locale.ROOT, "%,.0f B", bytes.median())));
            }
        }
        return new BenchTable(
                "Memory (growth of the resident set; heap of the caller's thread)",
                List.of(
                        "delegate",
                        ">threads",
                        ">raw interpreter",
                        ">segmenter",
                        "frame",
                        ">allocation a frame"),
                rows);
    }

    private List<BenchTable> operators() {
        List<BenchTable> tables = new ArrayList<>();
        for (BenchEngine engine : report.engines()) {
            if (engine.profile().isEmpty()) {
                continue;
            }
            String title =
                    "Operators of the unmodified model, %s, %s"
                            .formatted(engine.delegate(), threads(engine.threads()));
            if (engine.operators().isEmpty()) {
                tables.add(
                        new BenchTable(
                                title,
                                List.of("operator"),
                                List.of(List.of(NONE + ": " + engine.profile().get().note()))));
                continue;
            }
            tables.add(operators(title, engine.operators()));
        }
        return tables;
    }

    private static BenchTable operators(String title, List<OperatorTime> operators) {
        Map<String, List<OperatorTime>> kinds =
                operators.stream()
                        .collect(
                                Collectors.groupingBy(
                                        OperatorTime::name,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<List<String>> rows =
                kinds.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        kind ->
                                                -kind.getValue().stream()
                                                        .mapToDouble(OperatorTime::milliseconds)
                                                        .sum()))
                        .limit(SHOWN_OPERATORS)
                        .map(
                                kind ->
                                        List.of(
                                                kind.getKey(),
                                                "" + kind.getValue().size(),
                                                number(
                                                        kind.getValue().stream()
                                                                .mapToDouble(
                                                                        OperatorTime::milliseconds)
                                                                .sum()),
                                                percent(
                                                        kind.getValue().stream()
                                                                .mapToDouble(OperatorTime::share)
                                                                .sum())))
                        .toList();
        return new BenchTable(title, List.of("operator", ">nodes", ">ms", ">share"), rows);
    }

    private BenchTable machine() {
        BenchDevice device = report.device();
        BenchNoise noise = report.noise();
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "processor",
                        "%s (%s), %d used, %s"
                                .formatted(
                                        device.processor(),
                                        device.architecture(),
                                        device.processors(),
                                        device.features().isEmpty()
                                                ? "features unknown"
                                                : String.join(" ", device.features()))));
        rows.add(
                List.of(
                        "system",
                        device.system()
                                + (device.memory() > 0 ? ", " + gigabytes(device.memory()) : "")));
        rows.add(
                List.of(
                        "JVM",
                        device.jvm()
                                + (device.jvmOptions().isEmpty()
                                        ? ""
                                        : " " + String.join(" ", device.jvmOptions()))));
        rows.add(List.of("library", device.library()));
        rows.add(
                List.of(
                        "run",
                        "%s, %d rounds; %s s with warm-up, throughput and all else, seed %d"
                                .formatted(
                                        report.started(),
                                        report.rounds(),
                                        number(report.took().toMillis() / 1e3),
                                        report.seed())));
        rows.add(List.of("memory peak", noise.peak() > 0 ? megabytes(noise.peak()) : NONE));
        rows.add(
                List.of(
                        noise.noisy() ? "noisy" : "quiet",
                        "load %s before and %s after; other processes %s, stolen %s; raw invoke drifted by %s"
                                .formatted(
                                        noise.loadBefore() < 0 ? NONE : number(noise.loadBefore()),
                                        noise.loadAfter() < 0 ? NONE : number(noise.loadAfter()),
                                        percent(noise.others()),
                                        percent(noise.stolen()),
                                        percent(noise.drift()))));
        return new BenchTable("Machine", List.of("", ""), rows);
    }

    private String median(BenchSubject subject, BenchStep step) {
        Samples samples = report.samples(subject, step);
        return samples.isEmpty() ? NONE : number(samples.median());
    }

    private String interval(BenchSubject subject, BenchStep step, BenchStep base) {
        Optional<Interval> ratio = report.ratio(subject, step, base);
        return ratio.map(ReportTables::interval).orElse(NONE);
    }

    /** A ratio with its interval, or the reason why there is none. */
    static String interval(Interval ratio) {
        return Double.isInfinite(ratio.high())
                ? String.format(Locale.ROOT, "%.3f (few rounds)", ratio.estimate())
                : String.format(
                        Locale.ROOT,
                        "%.3f (%.3f to %.3f)",
                        ratio.estimate(),
                        ratio.low(),
                        ratio.high());
    }

    /** Three digits that mean something. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
