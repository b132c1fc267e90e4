// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchTable;

/** The tables as Markdown. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String of(List<BenchTable> tables, BenchReport report) {
        StringBuilder text = new StringBuilder();
        for (BenchTable table : tables) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            if (!table.title().isEmpty()) {
                text.append("### ").append(escaped(table.title())).append("\n\n");
            }
            int columns = table.columns().size();
            text.append(
                    row(
                            IntStream.range(0, columns)
                                    .mapToObj(table::head)
                                    .map(MarkdownReport::escaped)
                                    .toList()));
            text.append(
                    row(
                            IntStream.range(0, columns)
                                    .mapToObj(column -> table.isRight(column) ? "---:" : "---")
                                    .toList()));
            for (List<String> cells : table.rows()) {
                text.append(row(cells.stream().map(MarkdownReport::escaped).toList()));
            }
        }
        if (!report.notes().isEmpty()) {
            text.append('\n');
            report.notes().forEach(note -> text.append("- ").append(escaped(note)).append('\n'));
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** A cell is one line, and a name in it is no markup. */
    static String escaped(String text) {
        return text.replaceAll("[\r\n]+", " ").replaceAll("([|\\\\`*_<\\[\\]])", "\\\\$1");
    }
}
