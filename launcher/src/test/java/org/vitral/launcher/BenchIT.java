// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks on real engines, with as few rounds as say something. No time is asserted. */
class BenchIT {

    @TempDir private Path folder;

    @BeforeEach
    void haveModel() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
    }

    private VitralProcess bench(Object... arguments) throws Exception {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "bench";
        all[1] = "--model";
        all[2] = "deeplabv3";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return VitralProcess.run(folder, all);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static List<String> steps(JsonObject report) {
        return report.getJsonArray("series").getValuesAs(JsonObject.class).stream()
                .map(series -> series.getString("step"))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aRunMeasuresEveryStepAndItsFileDoesNotDifferFromItself() throws Exception {
        VitralProcess run =
                bench(
                        BuiltDistribution.cat(),
                        "--delegate",
                        "xnnpack",
                        "--threads",
                        "1",
                        "--concurrency",
                        "2",
                        "--rounds",
                        "5",
                        "--json",
                        "--save",
                        "a.json",
                        "--plot",
                        "a.png");

        assertEquals(List.of("vitral: wrote a.json", "vitral: wrote a.png"), run.err());
        assertEquals(0, run.exit());
        JsonObject report = json(run.out().getFirst());
        assertEquals(
                List.of(
                        "allocation",
                        "decode",
                        "end_to_end",
                        "engine_init",
                        "export",
                        "first",
                        "frame_rate",
                        "frame_to_mask",
                        "init",
                        "invoke",
                        "post",
                        "pre",
                        "raw_invoke",
                        "raw_rate",
                        "render",
                        "usual_way",
                        "warm_up"),
                steps(report));
        assertEquals(
                "9711334db2b01d5894feb8ed0f5cb3e97d125b8d229f8d8692f625801818f5ef".substring(0, 8),
                report.getJsonObject("model").getString("sha256").substring(0, 8));
        JsonObject engine = report.getJsonArray("benchmark_results").getJsonObject(0);
        assertEquals("xnnpack", engine.getString("delegate"));
        assertEquals(5, engine.getJsonObject("misc_metrics").getInt("num_runs"));
        assertTrue(engine.getJsonNumber("agreement").doubleValue() > 0.99, engine.toString());
        assertEquals(json(Files.readString(folder.resolve("a.json"))), report);
        BufferedImage chart = ImageIO.read(folder.resolve("a.png").toFile());
        assertEquals(960, chart.getWidth());

        VitralProcess compared = VitralProcess.run(folder, "bench", "compare", "a.json", "a.json");
        assertEquals(List.of(), compared.err());
        assertEquals(0, compared.exit());
        assertTrue(compared.text().contains("\n0 of "), compared.text());
    }

    @Test
    void allDelegatesAreInTheTablesAndOneThatIsNotHereSaysWhy() throws Exception {
        VitralProcess run =
                bench(
                        "--delegate",
                        "all",
                        "--threads",
                        "2",
                        "--frame",
                        "64x48",
                        "--concurrency",
                        "none",
                        "--rounds",
                        "1",
                        "--per-op");

        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertTrue(run.out().getFirst().startsWith("Model"), run.text());
        assertTrue(run.text().contains("(2 threads, xnnpack)"), run.text());
        assertTrue(run.text().contains("(2 threads, cpu)"), run.text());
        assertTrue(run.text().contains("DEPTHWISE_CONV_2D"), run.text());
        assertTrue(run.text().contains("(kernels of delegates)"), run.text());
        assertTrue(run.text().contains("synthetic scene"), run.text());
    }

    @Test
    void aBrokenModelIsOneLine() throws Exception {
        Path broken = folder.resolve("broken.tflite");
        Files.writeString(broken, "this is no model");
        VitralProcess run = VitralProcess.run(folder, "bench", "--model", broken);

        assertEquals(1, run.exit());
        assertEquals(1, run.err().size(), String.join("\n", run.err()));
        assertTrue(run.err().getFirst().contains("broken.tflite"), run.err().getFirst());
        assertEquals(List.of(), run.out());
    }

    @Test
    void aFileThatIsNoReportIsOneLine() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{}");
        VitralProcess run = VitralProcess.run(folder, "bench", "compare", "a.json", "a.json");

        assertEquals(1, run.exit());
        assertEquals(
                List.of("vitral: a.json: This is no report that vitral bench --save has written"),
                run.err());
    }
}
