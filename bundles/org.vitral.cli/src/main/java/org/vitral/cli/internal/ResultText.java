// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vitral.export.ExportSubject;
import org.vitral.model.Label;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/** Results as a person reads them. */
final class ResultText {

    /** So many classes of a photograph are named in its one line. */
    private static final int BRIEF_LABELS = 4;

    private static final char BLOCK = '\u2588';

    private ResultText() {}

    /** All about one photograph: a table of its classes, the times, the files. */
    static List<String> full(
            String shown, ExportSubject subject, List<String> files, Console console) {
        Segmentation segmentation = subject.segmentation();
        List<String> lines = new ArrayList<>();
        String name = Text.oneLine(shown);
        lines.add(
                "%s  %s, %s on %s"
                        .formatted(
                                console.colored() ? "\033[1m" + name + "\033[0m" : name,
                                Text.size(segmentation.width(), segmentation.height()),
                                Text.oneLine(segmentation.model().name()),
                                DelegateText.of(segmentation.delegates())));
        lines.add("");
        TextTable table =
                new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.RIGHT);
        table.row("label", "share", "pixels");
        for (LabelShare found : segmentation.labels()) {
            table.row(
                    found.label().displayName(),
                    Text.share(found.share()),
                    Text.count(found.pixels()));
        }
        lines.addAll(
                swatched(
                        table.lines(),
                        segmentation.labels().stream().map(LabelShare::label).toList(),
                        console));
        lines.add("");
        Timings timings = segmentation.timings();
        lines.add(
                "  decode %s, pre-process %s, invoke %s, post-process %s"
                        .formatted(
                                Text.milliseconds(subject.decode()),
                                Text.milliseconds(timings.preprocess()),
                                Text.milliseconds(timings.invoke()),
                                Text.milliseconds(timings.postprocess())));
        if (!files.isEmpty()) {
            lines.add("");
            files.forEach(file -> lines.add("  " + Text.oneLine(file)));
        }
        return lines;
    }

    /** Puts a spot of its colour before each class where the terminal can show it. */
    static List<String> swatched(List<String> rows, List<Label> labels, Console console) {
        boolean swatches = console.colored() && console.canShow(BLOCK);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String margin = "  ";
            if (swatches) {
                margin += i == 0 ? "   " : swatch(labels.get(i - 1).rgb()) + " ";
            }
            lines.add(margin + rows.get(i));
        }
        return lines;
    }

    private static String swatch(int rgb) {
        return String.format(
                Locale.ROOT,
                "\033[38;2;%d;%d;%dm%c%c\033[0m",
                rgb >> 16,
                rgb >> 8 & 0xff,
                rgb & 0xff,
                BLOCK,
                BLOCK);
    }

    /**
     * One of several photographs, in one line.
     *
     * @param width what the name is filled up to, so that lines stand below each other
     */
    static List<String> brief(String shown, int width, ExportSubject subject) {
        Segmentation segmentation = subject.segmentation();
        List<LabelShare> labels = segmentation.labels();
        StringBuilder found = new StringBuilder();
        for (LabelShare label : labels.subList(0, Math.min(BRIEF_LABELS, labels.size()))) {
            found.append(found.isEmpty() ? "" : ", ");
            found.append(label.label().displayName()).append(' ').append(Text.share(label.share()));
        }
        if (labels.size() > BRIEF_LABELS) {
            found.append(", ").append(labels.size() - BRIEF_LABELS).append(" more");
        }
        Timings timings = segmentation.timings();
        Duration time =
                subject.decode()
                        .plus(timings.preprocess())
                        .plus(timings.invoke())
                        .plus(timings.postprocess());
        String line =
                String.format(
                        Locale.ROOT,
                        "%-" + width + "s  %11s  %9s  %s",
                        Text.oneLine(shown),
                        Text.size(segmentation.width(), segmentation.height()),
                        Text.milliseconds(time),
                        Text.oneLine(found.toString()));
        return List.of(line);
    }

    /** What came of several photographs. */
    static List<String> summary(int done, int failed, Duration elapsed, String output) {
        String photographs = done == 1 ? "1 photograph" : done + " photographs";
        String place = done == 0 ? "" : "; the results are in " + Text.oneLine(output);
        return List.of(
                "",
                "%s segmented%s in %s%s"
                        .formatted(
                                photographs,
                                failed == 0 ? "" : ", " + failed + " failed,",
                                Text.seconds(elapsed),
                                place));
    }
}
