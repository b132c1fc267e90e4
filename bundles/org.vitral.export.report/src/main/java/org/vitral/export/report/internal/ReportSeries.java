// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.segmentation.CategoryMask;

/**
 * A report. What is said of all photographs stands before them in the file but is known after them,
 * so theirs lies in a temporary file until then: memory does not grow with their number.
 */
final class ReportSeries implements ExportSeries {

    private static final String PATH = "report.html";

    private final ExportFile file;
    private final String title;
    private final int thumbnail;
    private final Path cards;
    private final Summary summary = new Summary();

    ReportSeries(ExportTarget target, String title, int thumbnail) throws IOException {
        this.title = title;
        this.thumbnail = thumbnail;
        cards = Files.createTempFile("vitral-report-", ".html");
        try {
            file = target.create(PATH);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(cards);
            throw e;
        }
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        CategoryMask mask = ClassFigures.mask(subject);
        List<ClassFigures> figures = ClassFigures.of(mask, subject.segmentation());
        String card = Card.html(subject, Thumbnails.of(subject, mask, thumbnail), figures);
        long before = Files.size(cards);
        try {
            Files.writeString(cards, card, StandardOpenOption.APPEND);
        } catch (IOException e) {
            cut(before);
            throw e;
        }
        summary.add(subject, figures, (long) mask.width() * mask.height());
    }

    /** Takes away the half of a card, so that the others can still be read. */
    private void cut(long size) throws IOException {
        try (var channel = Files.newByteChannel(cards, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Override
    public void complete() throws IOException {
        OutputStream out = file.stream();
        out.write(Page.head(title, summary).getBytes(StandardCharsets.UTF_8));
        Files.copy(cards, out);
        out.write(Page.tail().getBytes(StandardCharsets.UTF_8));
        file.complete();
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            Files.deleteIfExists(cards);
        }
    }
}
