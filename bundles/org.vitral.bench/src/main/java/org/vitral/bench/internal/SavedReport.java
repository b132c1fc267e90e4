// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Samples;

/** What a comparison needs of a report that {@link JsonReport} wrote. */
final class SavedReport {

    /** A step of something. */
    record Key(BenchSubject subject, BenchStep step) {}

    private final Path file;
    private final Map<Key, Samples> series = new LinkedHashMap<>();
    private String kind = "";
    private int schema;
    private String model = "";
    private String sha256 = "";
    private String processor = "";
    private String library = "";
    private double drift = Double.NaN;
    private boolean noisy;

    private SavedReport(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws BenchException if it cannot be read, or is no report
     */
    static SavedReport read(Path file) throws BenchException {
        SavedReport report = new SavedReport(file);
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
            report.top(json);
        } catch (NoSuchFileException e) {
            throw new BenchException(file + ": There is no such file", e);
        } catch (MalformedJsonException
                | EOFException
                | IllegalStateException
                | IllegalArgumentException e) {
            throw report.foreign(e);
        } catch (IOException e) {
            throw new BenchException(file + ": It cannot be read: " + e.getMessage(), e);
        }
        if (!report.kind.equals(JsonReport.KIND)) {
            throw report.foreign(null);
        }
        if (report.schema != JsonReport.SCHEMA) {
            throw new BenchException(
                    "%s: It has the schema %d, and this program reads %d"
                            .formatted(file, report.schema, JsonReport.SCHEMA));
        }
        return report;
    }

    private BenchException foreign(Exception cause) {
        return new BenchException(
                file + ": This is no report that vitral bench --save has written", cause);
    }

    private void top(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "kind" -> kind = json.nextString();
                case "schema" -> schema = json.nextInt();
                case "model" -> model(json);
                case "device" -> device(json);
                case "noise" -> noise(json);
                case "series" -> series(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalArgumentException("There is something behind the report");
        }
    }

    private void model(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "name" -> model = json.nextString();
                case "sha256" -> sha256 = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private void device(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "processor" -> processor = json.nextString();
                case "library" -> library = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private void noise(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (name.equals("drift") && json.peek() == JsonToken.NUMBER) {
                drift = json.nextDouble();
            } else if (name.equals("noisy")) {
                noisy = json.nextBoolean();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void series(JsonReader json) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            one(json);
        }
        json.endArray();
    }

    private void one(JsonReader json) throws IOException {
        String delegate = "";
        int threads = 1;
        int concurrency = 1;
        String frame = "";
        String step = "";
        List<Double> values = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "delegate" -> delegate = json.nextString();
                case "num_threads" -> threads = json.nextInt();
                case "concurrency" -> concurrency = json.nextInt();
                case "frame" -> frame = json.nextString();
                case "step" -> step = json.nextString();
                case "values" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        values.add(json.nextDouble());
                    }
                    json.endArray();
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        // A later version may measure more.
        Optional<BenchStep> known = step(step);
        if (known.isPresent()) {
            BenchSubject subject = new BenchSubject(delegate, threads, concurrency, frame);
            series.put(new Key(subject, known.get()), new Samples(values));
        }
    }

    private static Optional<BenchStep> step(String label) {
        return Arrays.stream(BenchStep.values())
                .filter(one -> one.label().equals(label))
                .findFirst();
    }

    Path file() {
        return file;
    }

    Map<Key, Samples> series() {
        return series;
    }

    Samples samples(BenchSubject subject, BenchStep step) {
        return series.getOrDefault(new Key(subject, step), Samples.NONE);
    }

    String model() {
        return model;
    }

    String sha256() {
        return sha256;
    }

    String processor() {
        return processor;
    }

    String library() {
        return library;
    }

    /** See {@code BenchNoise}; 0 where it is not known. */
    double drift() {
        return Double.isNaN(drift) ? 0 : drift;
    }

    boolean noisy() {
        return noisy;
    }
}
