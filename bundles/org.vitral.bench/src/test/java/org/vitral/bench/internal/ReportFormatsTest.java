// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchTable;
import org.vitral.bench.Samples;
import org.w3c.dom.Document;

final class ReportFormatsTest {

    private final BenchReport report = Reports.of(5, 10, 0.9, 0.02);

    @Test
    void jsonHasTheFieldsOfBenchmarkModel() {
        JsonObject json = JsonParser.parseString(JsonReport.of(report)).getAsJsonObject();

        JsonObject engine = json.getAsJsonArray("benchmark_results").get(0).getAsJsonObject();
        assertEquals("xnnpack", engine.get("delegate").getAsString());
        assertEquals(2, engine.get("num_threads").getAsInt());
        JsonObject latency = engine.getAsJsonObject("latency_metrics");
        assertEquals(
                Set.of(
                        "init_ms",
                        "first_inference_ms",
                        "average_warm_up_ms",
                        "avg_ms",
                        "min_ms",
                        "max_ms",
                        "stddev_ms",
                        "median_ms",
                        "p5_ms",
                        "p95_ms",
                        "p99_ms"),
                latency.keySet());
        Samples raw = report.samples(Reports.ENGINE, BenchStep.RAW_INVOKE);
        assertEquals(raw.median(), latency.get("median_ms").getAsDouble(), 1e-5);
        assertEquals(raw.percentile(99), latency.get("p99_ms").getAsDouble(), 1e-5);
        assertEquals(21, latency.get("init_ms").getAsDouble());
        assertEquals(30, latency.get("first_inference_ms").getAsDouble());
        assertEquals(11.5, latency.get("average_warm_up_ms").getAsDouble());
        JsonObject memory = engine.getAsJsonObject("memory_metrics");
        assertEquals(1, memory.get("init_footprint_kb").getAsDouble());
        assertEquals(123, memory.get("peak_mem_mb").getAsDouble());
        JsonObject misc = engine.getAsJsonObject("misc_metrics");
        assertEquals(60, misc.get("num_runs").getAsInt());
        assertEquals(2, misc.get("num_warmup_runs").getAsInt());
        assertEquals(2.780176, misc.get("model_size_mb").getAsDouble());
        assertEquals(2, engine.getAsJsonArray("operators").size());
    }

    @Test
    void jsonSaysWhyAnEngineWasNotMeasured() {
        JsonObject json = JsonParser.parseString(JsonReport.of(report)).getAsJsonObject();
        JsonObject engine = json.getAsJsonArray("benchmark_results").get(1).getAsJsonObject();

        assertEquals("there is no library: look for one", engine.get("error").getAsString());
        assertFalse(engine.has("latency_metrics"));
    }

    @Test
    void jsonHoldsEveryMeasurementAndNoNumberThatIsNone() {
        JsonObject json = JsonParser.parseString(JsonReport.of(report)).getAsJsonObject();

        JsonArray series = json.getAsJsonArray("series");
        assertEquals(report.series().size(), series.size());
        for (int i = 0; i < series.size(); i++) {
            JsonArray values = series.get(i).getAsJsonObject().getAsJsonArray("values");
            List<Double> expected = report.series().get(i).samples().values();
            assertEquals(expected.size(), values.size());
            for (int j = 0; j < expected.size(); j++) {
                double value = values.get(j).getAsDouble();
                assertEquals(expected.get(j), value, 1e-6 * expected.get(j));
            }
        }
        JsonElement open = json.getAsJsonArray("ratios").get(1).getAsJsonObject().get("ci95_high");
        assertTrue(open.isJsonNull());
    }

    @Test
    void csvHasALineForEachSeriesAndQuotesWhatNeedsIt() {
        List<String> lines = CsvReport.of(report).lines().toList();

        assertEquals(
                "model,delegate,num_threads,concurrency,frame,step,unit,count,min,p5,median,mean,p95,p99,max,std",
                lines.getFirst());
        assertEquals(1 + report.series().size(), lines.size());
        assertEquals(
                "net,xnnpack,2,1,,init,ms,3,20.0000,20.1000,21.0000,21.0000,21.9000,21.9800,22.0000,0.8165",
                lines.get(1));
        assertTrue(
                lines.get(5)
                        .startsWith(
                                "net,xnnpack,2,1,\"cats, \"\"dogs\"\" <b>|.jpg\",frame_to_mask,ms,60,"),
                lines.get(5));
    }

    @Test
    void markdownHasTheTablesAndNamesAreNoMarkup() {
        List<BenchTable> tables = new ReportTables(report).all();
        List<String> lines = MarkdownReport.of(tables, report).lines().toList();

        assertEquals("| Model | Model size | Device | GPU | CPU |", lines.get(0));
        assertEquals("| --- | ---: | --- | --- | --- |", lines.get(1));
        assertTrue(
                lines.get(2)
                        .startsWith(
                                "| net 1.2.0 | 2.8 MB | A & B \\<9000>, 2 processors | n/a: there is no library | 10."),
                lines.get(2));
        assertTrue(lines.contains("- A note of \\| two lines"), lines.getLast());
        for (String line : lines) {
            if (line.startsWith("|")) {
                assertTrue(line.endsWith(" |"), line);
            }
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("cats, \"dogs\" \\<b>\\|.jpg")));
    }

    @Test
    void tablesSayWhatIsNotThereAndNeverThatAllPixelsAgreeWhereTheyDoNot() {
        List<BenchTable> tables = new ReportTables(report).all();

        BenchTable frames = tables.get(1);
        assertEquals("0.900 (0.890 to 0.910)", frames.rows().get(0).get(5));
        assertEquals("99.999 %", frames.rows().get(0).getLast());
        assertEquals("n/a: there is no library: look for one", frames.rows().get(1).get(2));
        BenchTable throughput = tables.get(2);
        assertEquals("1.111 (few rounds)", throughput.rows().getFirst().getLast());
        BenchTable operators = tables.get(5);
        assertEquals(List.of("CONV_2D", "2", "4.00", "100.0 %"), operators.rows().getFirst());
    }

    @Test
    void svgIsWellFormedAndShowsEachBar() throws Exception {
        Chart chart = Chart.of(report);
        String svg = SvgChart.of(chart);
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        assertEquals(chart.boxes().size() + 1, document.getElementsByTagName("rect").getLength());
        assertEquals(chart.texts().size(), document.getElementsByTagName("text").getLength());
        assertTrue(svg.contains("0.90 x raw"), svg);
        assertTrue(svg.contains("A &amp; B &lt;9000&gt;"), svg);
    }

    @Test
    void everythingOfAChartLiesOnIt() {
        Chart chart = Chart.of(report);
        for (Chart.Box box : chart.boxes()) {
            assertTrue(box.x() >= 0 && box.x() + box.width() <= chart.width(), box.toString());
            assertTrue(box.y() >= 0 && box.y() + box.height() <= chart.height(), box.toString());
        }
        for (Chart.Text text : chart.texts()) {
            assertTrue(text.y() - text.size() >= 0 && text.y() <= chart.height(), text.toString());
        }
    }
}
