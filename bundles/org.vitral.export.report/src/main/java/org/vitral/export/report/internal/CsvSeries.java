// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.segmentation.CategoryMask;

/** A table that grows with each photograph. */
final class CsvSeries implements ExportSeries {

    private static final String PATH = "statistics.csv";
    private static final String HEADER =
            "image,width,height,index,class,color,pixels,share,regions\r\n";

    private final ExportFile file;
    private final String shown;
    private boolean begun;
    private boolean damaged;

    CsvSeries(ExportTarget target) throws IOException {
        file = target.create(PATH);
        shown = target.shown(PATH);
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        CategoryMask mask = ClassFigures.mask(subject);
        StringBuilder rows = new StringBuilder();
        for (ClassFigures figures : ClassFigures.of(mask, subject.segmentation())) {
            rows.append(
                    String.join(
                            ",",
                            List.of(
                                    cell(subject.name()),
                                    "" + subject.image().uprightWidth(),
                                    "" + subject.image().uprightHeight(),
                                    "" + figures.label().index(),
                                    cell(figures.label().name()),
                                    figures.label().color(),
                                    "" + figures.pixels(),
                                    figures.plainShare(),
                                    "" + figures.regions())));
            rows.append("\r\n");
        }
        append(rows.toString());
    }

    /** RFC 4180, 2.5 to 2.7: in quotes, where a quote is two, if it holds what separates. */
    static String cell(String text) {
        boolean plain =
                !text.isEmpty()
                        && text.equals(text.strip())
                        && text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void append(String rows) throws IOException {
        if (damaged) {
            throw new IOException(
                    "%s is not written, since a part of it could not be".formatted(shown));
        }
        damaged = true;
        file.stream().write((begun ? rows : HEADER + rows).getBytes(StandardCharsets.UTF_8));
        begun = true;
        damaged = false;
    }

    @Override
    public void complete() throws IOException {
        append("");
        file.complete();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
