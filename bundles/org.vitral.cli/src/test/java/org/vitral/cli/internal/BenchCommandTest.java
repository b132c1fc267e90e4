// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.bench.BenchRequest;
import org.vitral.bench.FrameSize;
import org.vitral.image.ImageItem;

final class BenchCommandTest {

    @TempDir private Path folder;
    private final TestPlatform platform = new TestPlatform();

    private Run bench(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "bench";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Run.of(platform, all);
    }

    private BenchRequest request() {
        return platform.bench.requests.getFirst();
    }

    @Test
    void withoutAnythingTheDefaultsAreMeasuredAndTablesArePrinted() {
        Run run = bench();

        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals(
                """
                Model      Size
                threshold  12 B

                Rounds
                 n
                60

                Note: The scene is synthetic
                """
                        .lines()
                        .toList(),
                run.outLines());
        assertEquals("", request().model());
        assertEquals(
                List.of(new FrameSize(640, 480), new FrameSize(1920, 1080)), request().frames());
        assertEquals(60, request().rounds());
        assertEquals(Optional.empty(), request().time());
        assertEquals(1, request().threads().getFirst());
        assertEquals(1, request().concurrency().getFirst());
        assertEquals(1, request().delegates().size());
    }

    @Test
    void whatIsAskedForIsMeasured() throws IOException {
        GraymapSource.write(folder.resolve("photos/a.jpg"), 8, 6);
        GraymapSource.write(folder.resolve("photos/b.jpg"), 8, 6);
        Run run =
                bench(
                        folder.resolve("photos").toString(),
                        "--model",
                        "threshold",
                        "--delegate",
                        "cpu",
                        "--threads",
                        "1, 4,1",
                        "--frame",
                        "64x48,32X24",
                        "--concurrency",
                        "none",
                        "--time",
                        "30s",
                        "--seed",
                        "-7",
                        "--per-op");

        assertEquals(0, run.code(), run.err());
        assertEquals("threshold", request().model());
        assertEquals(List.of("cpu"), request().delegates());
        assertEquals(List.of(1, 4), request().threads());
        assertEquals(
                List.of("a.jpg", "b.jpg"),
                request().photographs().stream().map(ImageItem::name).toList());
        assertEquals(List.of(new FrameSize(64, 48), new FrameSize(32, 24)), request().frames());
        assertEquals(List.of(), request().concurrency());
        assertEquals(Optional.of(Duration.ofSeconds(30)), request().time());
        assertEquals(BenchOptions.MOST_ROUNDS, request().rounds());
        assertEquals(-7, request().seed());
        assertTrue(request().operators());
    }

    @Test
    void allMeansEveryInstalledDelegateAlsoOneThatDoesNotWorkHere() {
        assertEquals(0, bench("--delegate", "all").code());

        assertEquals(
                platform.delegates().list().stream().map(one -> one.name()).toList(),
                request().delegates());
    }

    @Test
    void aPhotographIsMeasuredAtItsOwnSize() throws IOException {
        GraymapSource.write(folder.resolve("a.jpg"), 8, 6);

        assertEquals(0, bench(folder.resolve("a.jpg").toString()).code());
        assertEquals(List.of(), request().frames());
        assertEquals(1, request().photographs().size());
    }

    @Test
    void theReportAndTheChartAreWrittenToFiles() throws IOException {
        Path report = folder.resolve("new/report.json");
        Path chart = folder.resolve("chart.SVG");
        Run run = bench("--save", report.toString(), "--plot", chart.toString(), "--format", "csv");

        assertEquals(0, run.code(), run.err());
        assertEquals("CSV of 60 rounds", run.out().strip());
        assertEquals(List.of("vitral: wrote " + report, "vitral: wrote " + chart), run.errLines());
        assertEquals("JSON of 60 rounds\n", Files.readString(report));
        assertEquals("SVG of 60 rounds\n", Files.readString(chart));
    }

    @Test
    void jsonIsOneDocument() {
        assertEquals("JSON of 60 rounds\n", bench("--json").out());
        assertEquals("JSON of 60 rounds\n", bench("--format", "json").out());
    }

    @Test
    void whatCannotBeWrittenIsOneLineAndTheResultIsPrinted() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "mine");
        Run run = bench("--save", file.resolve("report.json").toString(), "--rounds", "3");

        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().startsWith("vitral: " + file + "/report.json: "), run.err());
        assertTrue(run.out().contains("Rounds"), run.out());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aFolderInPlaceOfAFileIsSaidBeforeAnythingIsMeasured() {
        Run run = bench("--save", folder.toString());

        assertEquals(1, run.code());
        assertEquals("vitral: --save %s: This is a folder%n".formatted(folder), run.err());
        assertEquals(List.of(), platform.bench.requests);
    }

    @Test
    void aMissingPhotographIsOneLine() {
        Run run = bench(folder.resolve("none.jpg").toString());

        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains("none.jpg"), run.err());
        assertEquals(List.of(), platform.bench.requests);
    }

    @Test
    void whyNothingCanBeMeasuredIsOneLine() {
        platform.bench.refusal = "broken.tflite: The model is truncated";
        Run run = bench();

        assertEquals(1, run.code());
        assertEquals(List.of("vitral: broken.tflite: The model is truncated"), run.errLines());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threads    | 0        | '--threads has whole numbers from 1 to 256, not ''0'''",
                "--threads    | 1,x      | '--threads has whole numbers from 1 to 256, not ''x'''",
                "--threads    | 1,,2     | '--threads has whole numbers from 1 to 256, not '''''",
                "--concurrency| 65       | '--concurrency has whole numbers from 1 to 64, not ''65'''",
                "--rounds     | 0        | '--rounds has whole numbers from 1 to 100000, not ''0'''",
                "--frame      | 640      | '--frame has sizes up to 20000x20000, such as 640x480,1920x1080, not ''640'''",
                "--frame      | 0x9      | '--frame has sizes up to 20000x20000, such as 640x480,1920x1080, not ''0x9'''",
                "--frame      | 30000x9  | '--frame has sizes up to 20000x20000, such as 640x480,1920x1080, not ''30000x9'''",
                "--time       | 0s       | '--time is a time above 0, such as 30s or 2min, not ''0s'''",
                "--seed       | 1.5      | '--seed is a whole number, not ''1.5'''",
                "--format     | jsn      | '--format is table, json, csv or markdown, not ''jsn''; did you mean json?'",
                "--plot       | a.jpg    | '--plot is the name of a .png or .svg file, not ''a.jpg'''",
                "--delegate   | cpu,cpu  | '--delegate: cpu is named twice in \"cpu,cpu\"'",
                "--delegate   | cpu,     | '--delegate: The list of delegates \"cpu,\" has an empty place'",
            })
    void aBadListIsWrongUsage(String option, String value, String sentence) {
        Run run = bench(option.strip(), value.strip());

        assertEquals(2, run.code(), run.err());
        assertEquals(List.of("vitral: " + sentence), run.errLines());
        assertEquals(List.of(), platform.bench.requests);
    }

    @Test
    void anUnknownDelegateIsWrongUsage() {
        Run run = bench("--delegate", "cpuu");

        assertEquals(2, run.code());
        assertTrue(
                run.err().startsWith("vitral: Unknown delegate 'cpuu'; did you mean cpu?"),
                run.err());
    }

    @Test
    void aComparisonIsATableWithAVerdictForEachDifference() {
        Run run = bench("compare", "a.json", "b.json");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(Path.of("a.json"), Path.of("b.json")), platform.bench.compared);
        assertEquals(
                """
                delegate  threads  at a time  frame    what                  A         B  B / A                   verdict
                cpu             2          1  640x480  frame to mask  20.00 ms  10.00 ms  0.500 (0.400 to 0.600)  better
                cpu             2          1  -        raw invoke     10.00 ms  10.50 ms  1.050 (1.010 to 1.100)  the machine

                1 of 2 differences are real.
                Method: Dice.

                Note: The machine was noisy in A
                """
                        .lines()
                        .toList(),
                run.outLines());
    }

    @Test
    void aComparisonAsJsonHasTheSameVerdicts() {
        Run run = bench("compare", "a.json", "b.json", "--json");

        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out()
                        .startsWith(
                                "{\"schema\":1,\"differences\":[{\"delegate\":\"cpu\",\"num_threads\":2,\"concurrency\":1,\"frame\":\"640x480\",\"what\":\"frame_to_mask\",\"unit\":\"ms\",\"a\":20.0,\"b\":10.0,\"ratio\":0.5,\"ratio_low\":0.4,\"ratio_high\":0.6,\"verdict\":\"better\"}"),
                run.out());
    }

    @Test
    void aFileThatIsNoReportIsOneLine() {
        platform.bench.refusal = "This is no report that vitral bench --save has written";
        Run run = bench("compare", "a.json", "b.json");

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: a.json: This is no report that vitral bench --save has written"),
                run.errLines());
    }

    @Test
    void aComparisonTakesTwoFiles() {
        Run run = bench("compare", "a.json");

        assertEquals(2, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertEquals(2, bench("compare", "a.json", "b.json", "c.json").code());
        assertEquals(List.of(), platform.bench.compared);
    }
}
