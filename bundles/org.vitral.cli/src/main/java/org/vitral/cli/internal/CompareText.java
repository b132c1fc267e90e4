// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.vitral.evaluation.ComparisonResult;
import org.vitral.evaluation.ConfusionMatrix;

/**
 * The result of a comparison, for a person and for a program.
 *
 * @param options what was asked for
 * @param first what the engine A was
 * @param second what the engine B was
 * @param images each photograph
 * @param result the sums
 * @param failed the number of photographs that failed
 */
record CompareText(
        CompareOptions options,
        EngineInUse first,
        EngineInUse second,
        List<Compared> images,
        ComparisonResult result,
        int failed) {

    /**
     * A photograph that was compared.
     *
     * @param name its name
     * @param agreement which part of its pixels both engines gave the same class
     */
    record Compared(String name, double agreement) {}

    /** Tables of the photographs and of the classes, and the totals. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        TextTable engines =
                new TextTable(TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.LEFT);
        engines.row("A", options.first().text(), first.text());
        engines.row("B", options.second().text(), second.text());
        lines.addAll(engines.lines());
        lines.add("");
        indent(photographs(), lines);
        lines.add("");
        indent(classes(), lines);
        lines.add("");
        indent(totals(), lines);
        return lines;
    }

    private static void indent(TextTable table, List<String> lines) {
        table.lines().forEach(line -> lines.add("  " + line));
    }

    private TextTable photographs() {
        TextTable table = new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT);
        table.row("photograph", "agreement");
        for (Compared image : images) {
            table.row(image.name(), percent(image.agreement()));
        }
        return table;
    }

    private TextTable classes() {
        ConfusionMatrix confusion = result.confusion();
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT);
        table.row("class", "IoU", "pixels in A", "pixels in B");
        for (int i = 0; i < confusion.size(); i++) {
            if (confusion.occurs(i)) {
                table.row(
                        result.classes().get(i),
                        percent(confusion.iou(i).orElse(0)),
                        Text.count(confusion.truthPixels(i)),
                        Text.count(confusion.predictedPixels(i)));
            }
        }
        return table;
    }

    private TextTable totals() {
        ConfusionMatrix confusion = result.confusion();
        TextTable table = new TextTable(TextTable.Align.LEFT, TextTable.Align.LEFT);
        table.row(
                "agreement",
                "%s of %s pixels of %s%s"
                        .formatted(
                                percent(result.agreement().orElse(0)),
                                Text.count(confusion.pixels()),
                                images.size() == 1
                                        ? "1 photograph"
                                        : Text.count(images.size()) + " photographs",
                                failed > 0 ? "; " + failed + " failed" : ""));
        result.worst()
                .ifPresent(
                        worst ->
                                table.row(
                                        "worst",
                                        "%s  %s"
                                                .formatted(
                                                        percent(worst.agreement()), worst.name())));
        table.row("mean IoU", percent(confusion.meanIou().orElse(0)));
        table.row(
                "classes",
                "%d in all, %d in both, matched by name"
                        .formatted(result.classes().size(), result.common()));
        table.row(
                "scores",
                result.largestScoreDifference().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "differ by at most %.3g",
                                result.largestScoreDifference().getAsDouble())
                        : "cannot be compared");
        table.row(
                "invoke",
                "A %s, B %s (medians)"
                        .formatted(
                                Text.milliseconds(result.firstInvoke().orElse(Duration.ZERO)),
                                Text.milliseconds(result.secondInvoke().orElse(Duration.ZERO))));
        return table;
    }

    /** With three decimals; what is not all does not look so. */
    static String percent(double share) {
        if (share < 1 && share >= 0.999995) {
            return ">99.999 %";
        }
        return String.format(Locale.ROOT, "%.3f %%", 100 * share);
    }

    /** One JSON object with everything. */
    String json() {
        ConfusionMatrix confusion = result.confusion();
        return JsonDocument.object(
                json -> {
                    engine(json, "a", options.first(), first, result.firstInvoke());
                    engine(json, "b", options.second(), second, result.secondInvoke());
                    json.name("failed").value(failed);
                    json.name("pixels").value(confusion.pixels());
                    JsonDocument.number(json, "agreement", result.agreement());
                    JsonDocument.number(json, "mean_iou", confusion.meanIou());
                    if (result.worst().isPresent()) {
                        json.name("worst").beginObject();
                        json.name("image").value(result.worst().get().name());
                        json.name("agreement").value(result.worst().get().agreement());
                        json.endObject();
                    }
                    JsonDocument.number(
                            json, "largest_score_difference", result.largestScoreDifference());
                    json.name("common_classes").value(result.common());
                    json.name("classes").beginArray();
                    for (int i = 0; i < confusion.size(); i++) {
                        json.beginObject();
                        json.name("name").value(result.classes().get(i));
                        json.name("pixels_a").value(confusion.truthPixels(i));
                        json.name("pixels_b").value(confusion.predictedPixels(i));
                        JsonDocument.number(json, "iou", confusion.iou(i));
                        json.endObject();
                    }
                    json.endArray();
                    json.name("images").beginArray();
                    for (Compared image : images) {
                        json.beginObject();
                        json.name("image").value(image.name());
                        json.name("agreement").value(image.agreement());
                        json.endObject();
                    }
                    json.endArray();
                });
    }

    private static void engine(
            JsonWriter json,
            String name,
            EngineSpec spec,
            EngineInUse used,
            Optional<Duration> invoke)
            throws IOException {
        json.name(name).beginObject();
        json.name("engine").value(spec.text());
        used.writeTo(json);
        JsonDocument.number(
                json,
                "invoke_median_ms",
                invoke.isPresent()
                        ? OptionalDouble.of(invoke.get().toNanos() / 1e6)
                        : OptionalDouble.empty());
        json.endObject();
    }
}
