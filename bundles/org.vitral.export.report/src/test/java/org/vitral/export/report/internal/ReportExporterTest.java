// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.export.ExportSeries;
import org.vitral.option.Options;

class ReportExporterTest {

    @TempDir Path folder;

    @Test
    void itSaysHowManyPhotographsThereAreAndWhatTheyWereSegmentedWith() throws IOException {
        TestFolder target =
                TestFolder.write(folder, new ReportExporter(), Map.of(), Scene.of("01"));
        assertTrue(
                target.text("report.html")
                        .contains("1 photograph, 0.0 megapixels, segmented with shapes 1.0.0"));
    }

    @Test
    void sharesAreThoseOfAllPixels() throws IOException {
        TestFolder target =
                TestFolder.write(
                        folder,
                        new ReportExporter(),
                        Map.of(),
                        Scene.of("000000000"),
                        Scene.of("1"));
        assertTrue(
                target.text("report.html")
                        .contains("</i>horse</td><td>10.0 %</td><td>1</td><td>1</td></tr>"));
    }

    @Test
    void aThousandPhotographsTakeAFewMegabytes() throws IOException {
        Scene[] scenes =
                IntStream.range(0, 1000)
                        .mapToObj(i -> Scene.random(i).named("p" + i + ".jpg"))
                        .toArray(Scene[]::new);
        TestFolder.write(folder, new ReportExporter(), Map.of(), scenes);
        assertTrue(Files.size(folder.resolve("report.html")) < 5_000_000);
    }

    @Test
    void whatDoesNotFitOnTheDiskIsAbsent() throws IOException {
        TestFolder target = new TestFolder(folder).room(9000);
        try (ExportSeries series = new ReportExporter().begin(target, Options.NONE)) {
            series.add(Scene.random(3).subject());
            assertThrows(
                    IOException.class,
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            series.add(Scene.random(3).subject());
                        }
                        series.complete();
                    });
        }
        assertEquals(Set.of(), target.files());
        assertEquals(Set.of(), target.open());
    }

    @Test
    void aReportThatWasNotCompletedLeavesNothingBehind() throws IOException {
        TestFolder target = new TestFolder(folder);
        try (ExportSeries series = new ReportExporter().begin(target, Options.NONE)) {
            series.add(Scene.of("1").subject());
        }
        assertEquals(Set.of(), target.files());
        assertEquals(Set.of(), target.open());
    }
}
