// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.export.ExportSeries;
import org.vitral.option.Options;

class CsvExporterTest {

    @TempDir Path folder;

    @Test
    void aLineForEachClassInEachPhotographTheLargestFirst() throws IOException {
        TestFolder target =
                TestFolder.write(
                        folder,
                        new CsvExporter(),
                        Map.of(),
                        Scene.of("001", "100"),
                        Scene.of(".").named("c.jpg"));
        assertEquals(
                "image,width,height,index,class,color,pixels,share,regions\r\n"
                        + "b.jpg,3,2,0,background,#000000,4,0.666667,1\r\n"
                        + "b.jpg,3,2,1,horse,#010203,2,0.333333,2\r\n"
                        + "c.jpg,1,1,255,unlabelled,#808080,1,1,1\r\n",
                target.text("statistics.csv"));
    }

    @Test
    void whatSeparatesStandsInQuotes() {
        assertEquals("plain", CsvSeries.cell("plain"));
        assertEquals("\"a,b\"", CsvSeries.cell("a,b"));
        assertEquals("\"a\"\"b\"", CsvSeries.cell("a\"b"));
        assertEquals("\"a\nb\"", CsvSeries.cell("a\nb"));
        assertEquals("\" a\"", CsvSeries.cell(" a"));
        assertEquals("\"\"", CsvSeries.cell(""));
    }

    @Test
    void aSeriesWithoutPhotographsIsAHeader() throws IOException {
        TestFolder target = TestFolder.write(folder, new CsvExporter(), Map.of());
        assertEquals(
                "image,width,height,index,class,color,pixels,share,regions\r\n",
                target.text("statistics.csv"));
    }

    @Test
    void aFileThatDidNotFitOnTheDiskIsAbsentEvenIfThereIsRoomLater() throws IOException {
        TestFolder target = new TestFolder(folder).room(10);
        try (ExportSeries series = new CsvExporter().begin(target, Options.NONE)) {
            assertThrows(IOException.class, () -> series.add(Scene.of("1").subject()));
            target.room(Long.MAX_VALUE);
            IOException damaged =
                    assertThrows(IOException.class, () -> series.add(Scene.of("1").subject()));
            assertEquals(
                    "out/statistics.csv is not written, since a part of it could not be",
                    damaged.getMessage());
            assertThrows(IOException.class, series::complete);
        }
        assertEquals(Set.of(), target.files());
        assertEquals(Set.of(), target.open());
    }
}
