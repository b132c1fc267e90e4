// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalCommandTest {

    @TempDir private Path folder;
    private final TestPlatform platform = new TestPlatform();

    private Run eval(String... more) {
        return Run.of(
                platform,
                Stream.concat(
                                Stream.of(
                                        "eval",
                                        "--images",
                                        folder.resolve("photos").toString(),
                                        "--truth",
                                        folder.resolve("truth").toString(),
                                        "--output",
                                        folder.resolve("output").toString()),
                                Arrays.stream(more))
                        .toArray(String[]::new));
    }

    /** A photograph of 8 x 6 that is dark on its left half, and its truth. */
    private void pair(String name, int left, int right) throws IOException {
        GraymapSource.write(folder.resolve("photos/" + name + ".jpg"), 8, 6);
        truth(name, 48, left, right);
    }

    private void truth(String name, int pixels, int left, int right) throws IOException {
        byte[] truth = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            truth[i] = (byte) (i % 8 < 4 ? left : right);
        }
        Path file = folder.resolve("truth/" + name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, truth);
    }

    private String in(String path) {
        return folder.resolve(path).toString();
    }

    @Test
    void pairsAreMadeByPathAndATableIsPrinted() throws IOException {
        pair("b", 0, 1);
        pair("below/b", 0, 0);

        Run run = eval();

        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals("threshold on cpu 2.21.0, 2 photographs evaluated", run.outLines().get(0));
        assertEquals("  class      IoU  accuracy  boundary F  pixels  seen", run.outLines().get(2));
        assertTrue(
                run.out().contains("dark    66.7 %    66.7 %      66.7 %      72    48"),
                run.out());
        assertTrue(
                run.out().contains("bright  50.0 %   100.0 %      66.7 %      24    48"),
                run.out());
        assertTrue(run.out().contains("mean IoU        58.3 %  of the 2 classes above"), run.out());
        assertTrue(
                run.out().contains("pixel accuracy  75.0 %  of 96 pixels; 0 ignored"), run.out());
        assertEquals("  " + in("output/confusion.png"), run.outLines().getLast());
        assertArrayEquals(
                new byte[] {2}, Files.readAllBytes(folder.resolve("output/confusion.png")));
    }

    @Test
    void theJsonHasEveryMeasure() throws IOException {
        pair("b", 0, 255);

        Run run = eval("--json");

        assertEquals(0, run.code(), run.err());
        assertEquals(1, run.outLines().size());
        assertEquals(
                "{\"schema\":1,\"model\":{\"name\":\"threshold\",\"version\":\"1.2.0\",\"sha256\":\""
                        + "ab".repeat(32)
                        + "\"},\"delegate\":\"cpu\",\"images\":1,\"failed\":0,\"ignore_index\":255,"
                        + "\"pixels\":24,\"ignored_pixels\":24,\"mean_iou\":1.0,"
                        + "\"pixel_accuracy\":1.0,\"mean_accuracy\":1.0,"
                        + "\"frequency_weighted_iou\":1.0,\"boundary_f\":0.6666666666666666,"
                        + "\"boundary_precision\":1.0,\"boundary_recall\":0.5,\"classes\":["
                        + "{\"index\":0,\"name\":\"dark\",\"truth_pixels\":24,\"predicted_pixels\":24,"
                        + "\"iou\":1.0,\"accuracy\":1.0,\"boundary_f\":0.6666666666666666,"
                        + "\"boundary_precision\":1.0,\"boundary_recall\":0.5},"
                        + "{\"index\":1,\"name\":\"bright\",\"truth_pixels\":0,"
                        + "\"predicted_pixels\":0,\"iou\":null,\"accuracy\":null,"
                        + "\"boundary_f\":0.6666666666666666,\"boundary_precision\":1.0,"
                        + "\"boundary_recall\":0.5}],\"confusion\":[[24,0],[0,0]],"
                        + "\"confusion_picture\":\""
                        + in("output/confusion.png").replace("\\", "\\\\")
                        + "\"}",
                run.outLines().getFirst());
    }

    @Test
    void aPhotographWithoutTruthAndATruthWithoutPhotographAreALineEach() throws IOException {
        pair("b", 0, 1);
        GraymapSource.write(folder.resolve("photos/alone.jpg"), 8, 6);
        truth("below/lost", 48, 0, 1);

        Run run = eval();

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: There is no truth %s for it"
                                .formatted(in("photos/alone.jpg"), in("truth/alone.png")),
                        "vitral: %s: There is no photograph for it"
                                .formatted(in("truth/below/lost.png"))),
                run.errLines());
        assertEquals(
                "threshold on cpu 2.21.0, 1 photograph evaluated, 2 failed",
                run.outLines().getFirst());
    }

    @Test
    void aTruthOfAnotherSizeNamesBothAndTheRestIsDone() throws IOException {
        pair("b", 0, 1);
        pair("c", 0, 1);
        truth("b", 40, 0, 1);

        Run run = eval("--json");

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: %s: The truth has 40 pixels, but the photograph has 48"
                                .formatted(in("photos/b.jpg"), in("truth/b.png"))),
                run.errLines());
        assertTrue(run.out().contains("\"images\":1,\"failed\":1,"), run.out());
    }

    @Test
    void aPhotographThatCannotBeReadOrSegmentedIsALine() throws IOException {
        pair("b", 0, 1);
        pair("broken", 0, 1);
        Files.writeString(folder.resolve("photos/broken.jpg"), "text");
        GraymapSource.write(folder.resolve("photos/odd.jpg"), 13, 6);
        truth("odd", 78, 0, 1);

        Run run = eval();

        assertEquals(1, run.code());
        assertEquals(2, run.errLines().size(), run.err());
        assertTrue(run.err().contains("broken.jpg: This is no graymap: "), run.err());
        assertTrue(run.err().contains("odd.jpg: The model failed on this image"), run.err());
    }

    @Test
    void twoPhotographsDoNotShareATruth() throws IOException {
        pair("b", 0, 1);
        GraymapSource.write(folder.resolve("photos/b.pgm"), 8, 6);

        Run run = eval();

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: Its truth would be that of %s"
                                .formatted(in("photos/b.pgm"), in("photos/b.jpg"))),
                run.errLines());
    }

    @Test
    void truthsBelowThePhotographsAndTheOwnPictureAreNoPhotographs() throws IOException {
        GraymapSource.write(folder.resolve("b.jpg"), 8, 6);
        truth("b", 48, 0, 1);
        for (int round = 0; round < 2; round++) {
            Run run =
                    Run.of(
                            platform,
                            "eval",
                            "--images",
                            folder.toString(),
                            "--truth",
                            in("truth"),
                            "--output",
                            folder.toString());
            assertEquals(0, run.code(), run.err());
        }
        assertTrue(Files.exists(folder.resolve("confusion.png")));
    }

    @Test
    void theIndexThatIsIgnoredCanBeChosen() throws IOException {
        pair("b", 0, 1);
        eval();
        assertEquals(OptionalInt.of(255), platform.evaluator.ignored);
        eval("--ignore-index", "0");
        assertEquals(OptionalInt.of(0), platform.evaluator.ignored);
        eval("--ignore-index", "none");
        assertEquals(OptionalInt.empty(), platform.evaluator.ignored);
    }

    @Test
    void theEngineIsTheOneThatWasAskedFor() throws IOException {
        pair("b", 0, 1);
        eval(
                "--model",
                "threshold",
                "--delegate",
                "cpu",
                "--threads",
                "3",
                "--input-size",
                "97x65");
        assertEquals(
                Map.of(
                        "model",
                        "threshold",
                        "delegate",
                        "cpu",
                        "threads",
                        3,
                        "input.size",
                        "97x65"),
                platform.configurations.getFirst());
    }

    @Test
    void anEngineThatCannotBePreparedIsSaidOnce() throws IOException {
        pair("b", 0, 1);
        pair("c", 0, 1);
        platform.engineFailure = "The model is too large";
        Run run = eval();
        assertEquals(1, run.code());
        assertEquals(List.of("vitral: The model is too large"), run.errLines());
        assertEquals("", run.out());
    }

    @Test
    void withoutAServiceThatDrawsTheNumbersAreStillPrinted() throws IOException {
        pair("b", 0, 1);
        platform.draws = false;
        Run run = eval();
        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: There is no service that draws"
                                .formatted(in("output/confusion.png"))),
                run.errLines());
        assertTrue(run.out().contains("mean IoU"), run.out());
        assertFalse(Files.exists(folder.resolve("output/confusion.png")));
    }

    @Test
    void wrongUsageIsALineAndExitCodeTwo() throws IOException {
        pair("b", 0, 1);
        for (String index : List.of("-1", "65536", "x", "")) {
            Run run = eval("--ignore-index", index);
            assertEquals(2, run.code(), index);
            assertEquals(
                    "vitral: --ignore-index is a whole number from 0 to 65535, or none, not '%s'"
                            .formatted(index),
                    run.errLines().getFirst());
        }
        Run without = Run.of(platform, "eval", "--images", in("photos"));
        assertEquals(2, without.code());
        assertTrue(without.err().contains("--truth=DIR"), without.err());
        Run same = Run.of(platform, "eval", "--images", in("truth"), "--truth", in("truth"));
        assertEquals(2, same.code());
        assertEquals(2, eval("--model", "thresold").code());
        assertEquals(2, eval("--threads", "0").code());
    }

    @Test
    void foldersThatAreNotThereAreALine() throws IOException {
        pair("b", 0, 1);
        Run noTruth = Run.of(platform, "eval", "--images", in("photos"), "--truth", in("none"));
        assertEquals(1, noTruth.code());
        assertEquals(
                List.of("vitral: %s: There is no such folder of truths".formatted(in("none"))),
                noTruth.errLines());
        Run noImages = Run.of(platform, "eval", "--images", in("none"), "--truth", in("truth"));
        assertEquals(1, noImages.code());
        assertEquals(
                List.of("vitral: %s: There is no such file".formatted(in("none"))),
                noImages.errLines());
        Run file = Run.of(platform, "eval", "--images", in("photos"), "--truth", in("truth/b.png"));
        assertEquals(1, file.code());
        assertTrue(file.err().contains("This is a file and not a folder of truths"), file.err());
    }
}
