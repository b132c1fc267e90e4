// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchDifference;
import org.vitral.bench.BenchTable;
import org.vitral.bench.Interval;

/** What is printed of benchmarks. */
final class BenchText {

    private BenchText() {}

    /** All tables, and then the notes. */
    static List<String> lines(List<BenchTable> tables, List<String> notes) {
        List<String> lines = new ArrayList<>();
        for (BenchTable table : tables) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (!table.title().isEmpty()) {
                lines.add(Text.oneLine(table.title()));
            }
            lines.addAll(lines(table));
        }
        addNotes(lines, notes);
        return lines;
    }

    private static void addNotes(List<String> lines, List<String> notes) {
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("Note: " + Text.oneLine(note)));
        }
    }

    private static List<String> lines(BenchTable table) {
        int columns = table.columns().size();
        TextTable.Align[] aligned = new TextTable.Align[columns];
        String[] heads = new String[columns];
        boolean headed = false;
        for (int i = 0; i < columns; i++) {
            aligned[i] = table.isRight(i) ? TextTable.Align.RIGHT : TextTable.Align.LEFT;
            heads[i] = table.head(i);
            headed |= !heads[i].isEmpty();
        }
        TextTable text = new TextTable(aligned);
        if (headed) {
            text.row(heads);
        }
        table.rows().forEach(row -> text.row(row.toArray(String[]::new)));
        return text.lines();
    }

    /** What differs, for a person. */
    static List<String> lines(BenchComparison comparison) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        table.row(
                "delegate", "threads", "at a time", "frame", "what", "A", "B", "B / A", "verdict");
        for (BenchDifference one : comparison.differences()) {
            table.row(
                    one.subject().delegate(),
                    "" + one.subject().threads(),
                    "" + one.subject().concurrency(),
                    one.subject().frame().isEmpty() ? "-" : one.subject().frame(),
                    one.what().replace('_', ' '),
                    value(one.before(), one.unit()),
                    value(one.after(), one.unit()),
                    interval(one.change()),
                    verdict(one.verdict()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        long real =
                comparison.differences().stream()
                        .filter(
                                one ->
                                        one.verdict() == BenchDifference.Verdict.FASTER
                                                || one.verdict() == BenchDifference.Verdict.SLOWER)
                        .count();
        lines.add("");
        lines.add(
                "%d of %d differences are real.".formatted(real, comparison.differences().size()));
        lines.add("Method: " + Text.oneLine(comparison.method()));
        addNotes(lines, comparison.notes());
        return lines;
    }

    private static String verdict(BenchDifference.Verdict verdict) {
        return switch (verdict) {
            case FASTER -> "better";
            case SLOWER -> "worse";
            case DRIFT -> "the machine";
            case SAME -> "no difference";
        };
    }

    private static String value(double value, String unit) {
        return switch (unit) {
            case "ms" -> String.format(Locale.ROOT, "%.2f ms", value);
            case "per_s" -> String.format(Locale.ROOT, "%.1f /s", value);
            case "bytes" -> String.format(Locale.ROOT, "%,.0f B", value);
            default -> String.format(Locale.ROOT, "%.3f", value);
        };
    }

    private static String interval(Interval change) {
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", change.estimate(), change.low(), change.high());
    }

    /** What differs, for a program. */
    static String json(BenchComparison comparison) {
        return JsonDocument.object(json -> write(comparison, json));
    }

    private static void write(BenchComparison comparison, JsonWriter json) throws IOException {
        json.name("differences").beginArray();
        for (BenchDifference one : comparison.differences()) {
            json.beginObject();
            json.name("delegate").value(one.subject().delegate());
            json.name("num_threads").value(one.subject().threads());
            json.name("concurrency").value(one.subject().concurrency());
            json.name("frame").value(one.subject().frame());
            json.name("what").value(one.what());
            json.name("unit").value(one.unit());
            JsonDocument.number(json, "a", OptionalDouble.of(one.before()));
            JsonDocument.number(json, "b", OptionalDouble.of(one.after()));
            JsonDocument.number(json, "ratio", OptionalDouble.of(one.change().estimate()));
            JsonDocument.number(json, "ratio_low", OptionalDouble.of(one.change().low()));
            JsonDocument.number(json, "ratio_high", OptionalDouble.of(one.change().high()));
            json.name("verdict").value(verdict(one.verdict()));
            json.endObject();
        }
        json.endArray();
        json.name("method").value(comparison.method());
        json.name("notes").beginArray();
        for (String note : comparison.notes()) {
            json.value(note);
        }
        json.endArray();
    }
}
