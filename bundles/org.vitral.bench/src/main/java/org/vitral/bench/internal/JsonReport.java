// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.vitral.bench.BenchDevice;
import org.vitral.bench.BenchEngine;
import org.vitral.bench.BenchNoise;
import org.vitral.bench.BenchRatio;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchSeries;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.OperatorTime;
import org.vitral.bench.Samples;

/**
 * A report as JSON. The fields of {@code benchmark_results} are those of {@code BenchmarkResult},
 * which TFLite's {@code benchmark_model} writes, where it has such.
 */
final class JsonReport {

    /** What tells such a file from others. */
    static final String KIND = "vitral-bench";

    static final int SCHEMA = 1;

    private static final double MEGABYTE = 1e6;
    private static final double KIBIBYTE = 1024;

    /** A measurement has no more digits that mean something. */
    private static final MathContext DIGITS = new MathContext(7);

    private final BenchReport report;
    private final JsonWriter json;

    private JsonReport(BenchReport report, JsonWriter json) {
        this.report = report;
        this.json = json;
    }

    static String of(BenchReport report) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            new JsonReport(report, json).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write() throws IOException {
        json.beginObject();
        json.name("schema").value(SCHEMA).name("kind").value(KIND);
        json.name("started").value(report.started().toString());
        number("took_s", report.took().toMillis() / 1e3);
        json.name("seed").value(report.seed()).name("rounds").value(report.rounds());
        json.name("model").beginObject();
        json.name("name").value(report.model().name());
        json.name("version").value(report.model().version());
        json.name("sha256").value(report.model().sha256());
        json.name("size_bytes").value(report.model().bytes());
        json.name("input_width").value(report.model().inputWidth());
        json.name("input_height").value(report.model().inputHeight());
        json.endObject();
        device(report.device());
        json.name("gpu_note").value(report.gpu());
        json.name("benchmark_results").beginArray();
        for (BenchEngine engine : report.engines()) {
            engine(engine);
        }
        json.endArray();
        json.name("ratios").beginArray();
        for (BenchRatio ratio : report.ratios()) {
            json.beginObject();
            subject(ratio.subject());
            json.name("name").value(ratio.step().label() + "/" + ratio.base().label());
            number("median", ratio.value().estimate());
            number("ci95_low", ratio.value().low());
            number("ci95_high", ratio.value().high());
            json.endObject();
        }
        json.endArray();
        noise(report.noise());
        json.name("notes").beginArray();
        for (String note : report.notes()) {
            json.value(note);
        }
        json.endArray();
        json.name("series").beginArray();
        for (BenchSeries series : report.series()) {
            json.beginObject();
            subject(series.subject());
            json.name("step").value(series.step().label());
            json.name("unit").value(series.step().unit());
            json.name("values").beginArray();
            for (double value : series.samples().values()) {
                json.value(rounded(value));
            }
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    private void device(BenchDevice device) throws IOException {
        json.name("device").beginObject();
        json.name("system").value(device.system());
        json.name("architecture").value(device.architecture());
        json.name("processor").value(device.processor());
        json.name("processors").value(device.processors());
        strings("features", device.features());
        json.name("memory_bytes").value(device.memory());
        json.name("jvm").value(device.jvm());
        strings("jvm_options", device.jvmOptions());
        json.name("library").value(device.library());
        json.endObject();
    }

    private void engine(BenchEngine engine) throws IOException {
        BenchSubject subject = new BenchSubject(engine.delegate(), engine.threads());
        json.beginObject();
        json.name("delegate").value(engine.delegate());
        json.name("num_threads").value(engine.threads());
        if (!engine.measured()) {
            json.name("error").value(engine.reason()).endObject();
            return;
        }
        Samples runs = report.samples(subject, BenchStep.RAW_INVOKE);
        Samples init = report.samples(subject, BenchStep.INIT);
        Samples warmUp = report.samples(subject, BenchStep.WARM_UP);
        json.name("latency_metrics").beginObject();
        number("init_ms", init.median());
        number("first_inference_ms", report.samples(subject, BenchStep.FIRST).median());
        number("average_warm_up_ms", warmUp.mean());
        number("avg_ms", runs.mean());
        number("min_ms", runs.min());
        number("max_ms", runs.max());
        number("stddev_ms", runs.std());
        number("median_ms", runs.median());
        number("p5_ms", runs.percentile(5));
        number("p95_ms", runs.percentile(95));
        number("p99_ms", runs.percentile(99));
        json.endObject();
        json.name("memory_metrics").beginObject();
        number(
                "init_footprint_kb",
                engine.memory().map(m -> m.raw() / KIBIBYTE).orElse(Double.NaN));
        number(
                "engine_footprint_kb",
                engine.memory().map(m -> m.engine() / KIBIBYTE).orElse(Double.NaN));
        number(
                "peak_mem_mb",
                report.noise().peak() == 0 ? Double.NaN : report.noise().peak() / MEGABYTE);
        json.endObject();
        json.name("misc_metrics").beginObject();
        number("model_size_mb", report.model().bytes() / MEGABYTE);
        json.name("num_runs").value(runs.count());
        json.name("num_warmup_runs").value(warmUp.count());
        json.name("warm_up_stable").value(engine.stable());
        json.endObject();
        number("agreement", engine.agreement().orElse(Double.NaN));
        if (engine.profile().isPresent()) {
            json.name("operators").beginArray();
            for (OperatorTime one : engine.operators()) {
                json.beginObject().name("name").value(one.name()).name("index").value(one.index());
                number("median_ms", one.milliseconds());
                number("share", one.share());
                json.endObject();
            }
            json.endArray();
            json.name("operators_note").value(engine.profile().get().note());
        }
        json.endObject();
    }

    private void noise(BenchNoise noise) throws IOException {
        json.name("noise").beginObject();
        json.name("noisy").value(noise.noisy());
        number("load_before", noise.loadBefore() < 0 ? Double.NaN : noise.loadBefore());
        number("load_after", noise.loadAfter() < 0 ? Double.NaN : noise.loadAfter());
        number("others_share", noise.others());
        number("stolen_share", noise.stolen());
        number("drift", noise.drift());
        json.endObject();
    }

    private void subject(BenchSubject subject) throws IOException {
        json.name("delegate").value(subject.delegate());
        json.name("num_threads").value(subject.threads());
        json.name("concurrency").value(subject.concurrency());
        json.name("frame").value(subject.frame());
    }

    private void strings(String name, List<String> values) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }

    private void number(String name, double value) throws IOException {
        json.name(name);
        if (Double.isFinite(value)) {
            json.value(rounded(value));
        } else {
            json.nullValue();
        }
    }

    /** Without the digits that are chance, and without an exponent. */
    private static BigDecimal rounded(double value) {
        BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return digits.scale() < 0 ? digits.setScale(0) : digits;
    }
}
