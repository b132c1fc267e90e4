// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.vitral.evaluation.BoundaryScore;
import org.vitral.evaluation.ConfusionMatrix;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.model.Label;

/** The result of an evaluation, for a person and for a program. */
final class EvalText {

    private EvalText() {}

    /** A table of the classes that occur, and the totals. */
    static List<String> lines(
            EngineInUse engine,
            EvaluationResult result,
            int failed,
            Optional<String> picture,
            Console console) {
        ConfusionMatrix confusion = result.confusion();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s, %s evaluated%s"
                        .formatted(
                                engine.text(),
                                photographs(result.images()),
                                failed > 0 ? ", " + failed + " failed" : ""));
        lines.add("");
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT);
        table.row("class", "IoU", "accuracy", "boundary F", "pixels", "seen");
        List<Label> shown = new ArrayList<>();
        for (Label label : result.labels()) {
            int index = label.index();
            if (!confusion.occurs(index)) {
                continue;
            }
            shown.add(label);
            table.row(
                    label.name(),
                    share(confusion.iou(index)),
                    share(confusion.accuracy(index)),
                    share(boundary(result, index, Part.F)),
                    Text.count(confusion.truthPixels(index)),
                    Text.count(confusion.predictedPixels(index)));
        }
        lines.addAll(ResultText.swatched(table.lines(), shown, console));
        lines.add("");
        totals(result, shown.size()).lines().forEach(line -> lines.add("  " + line));
        if (picture.isPresent()) {
            lines.add("");
            lines.add("  " + Text.oneLine(picture.get()));
        }
        return lines;
    }

    private static TextTable totals(EvaluationResult result, int shown) {
        ConfusionMatrix confusion = result.confusion();
        TextTable totals =
                new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.LEFT);
        totals.row(
                "mean IoU", share(confusion.meanIou()), "of the %d classes above".formatted(shown));
        totals.row(
                "pixel accuracy",
                share(confusion.pixelAccuracy()),
                "of %s pixels; %s ignored"
                        .formatted(
                                Text.count(confusion.pixels()),
                                Text.count(result.ignoredPixels())));
        totals.row("mean accuracy", share(confusion.meanAccuracy()), "");
        totals.row(
                "weighted IoU", share(confusion.frequencyWeightedIou()), "by the classes' pixels");
        totals.row(
                "boundary F",
                share(result.boundaryF()),
                "precision %s, recall %s, within 0.75 %% of the diagonal"
                        .formatted(
                                share(result.boundaryPrecision()), share(result.boundaryRecall())));
        return totals;
    }

    /** One JSON object with everything. */
    static String json(
            EngineInUse engine,
            EvaluationResult result,
            OptionalInt ignored,
            int failed,
            Optional<String> picture) {
        ConfusionMatrix confusion = result.confusion();
        return JsonDocument.object(
                json -> {
                    engine.writeTo(json);
                    json.name("images").value(result.images());
                    json.name("failed").value(failed);
                    json.name("ignore_index");
                    if (ignored.isPresent()) {
                        json.value(ignored.getAsInt());
                    } else {
                        json.nullValue();
                    }
                    json.name("pixels").value(confusion.pixels());
                    json.name("ignored_pixels").value(result.ignoredPixels());
                    JsonDocument.number(json, "mean_iou", confusion.meanIou());
                    JsonDocument.number(json, "pixel_accuracy", confusion.pixelAccuracy());
                    JsonDocument.number(json, "mean_accuracy", confusion.meanAccuracy());
                    JsonDocument.number(
                            json, "frequency_weighted_iou", confusion.frequencyWeightedIou());
                    JsonDocument.number(json, "boundary_f", result.boundaryF());
                    JsonDocument.number(json, "boundary_precision", result.boundaryPrecision());
                    JsonDocument.number(json, "boundary_recall", result.boundaryRecall());
                    json.name("classes").beginArray();
                    for (Label label : result.labels()) {
                        int index = label.index();
                        json.beginObject();
                        json.name("index").value(index);
                        json.name("name").value(label.name());
                        json.name("truth_pixels").value(confusion.truthPixels(index));
                        json.name("predicted_pixels").value(confusion.predictedPixels(index));
                        JsonDocument.number(json, "iou", confusion.iou(index));
                        JsonDocument.number(json, "accuracy", confusion.accuracy(index));
                        JsonDocument.number(json, "boundary_f", boundary(result, index, Part.F));
                        JsonDocument.number(
                                json,
                                "boundary_precision",
                                boundary(result, index, Part.PRECISION));
                        JsonDocument.number(
                                json, "boundary_recall", boundary(result, index, Part.RECALL));
                        json.endObject();
                    }
                    json.endArray();
                    json.name("confusion").beginArray();
                    for (int truth = 0; truth < confusion.size(); truth++) {
                        json.beginArray();
                        for (int predicted = 0; predicted < confusion.size(); predicted++) {
                            json.value(confusion.count(truth, predicted));
                        }
                        json.endArray();
                    }
                    json.endArray();
                    json.name("confusion_picture").value(picture.orElse(null));
                });
    }

    private enum Part {
        F,
        PRECISION,
        RECALL
    }

    private static OptionalDouble boundary(EvaluationResult result, int index, Part part) {
        BoundaryScore score = result.boundaries().get(index);
        if (score.images() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (part) {
                    case F -> score.f();
                    case PRECISION -> score.precision();
                    case RECALL -> score.recall();
                });
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Text.share(share.getAsDouble()) : "-";
    }

    private static String photographs(long count) {
        return count == 1 ? "1 photograph" : Text.count(count) + " photographs";
    }
}
