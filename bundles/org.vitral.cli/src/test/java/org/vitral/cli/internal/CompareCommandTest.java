// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {

    @TempDir private Path folder;
    private final TestPlatform platform = new TestPlatform();

    @BeforeEach
    void takePhotographs() throws IOException {
        GraymapSource.write(folder.resolve("a.jpg"), 8, 6);
        GraymapSource.write(folder.resolve("below/b.jpg"), 8, 6);
    }

    private Run compare(String first, String second, String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "compare";
        arguments[1] = first;
        arguments[2] = second;
        arguments[3] = "--images";
        arguments[4] = folder.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Run.of(platform, arguments);
    }

    @Test
    void twoEnginesAreConfiguredAndTheirAgreementIsPrinted() {
        Run run = compare("threshold@cpu:1", "threshold_large@cpu");

        assertEquals(0, run.code(), run.err());
        assertEquals(
                """
                A  threshold@cpu:1      threshold on cpu 2.21.0
                B  threshold_large@cpu  threshold on cpu 2.21.0

                  photograph   agreement
                  a.jpg         75.000 %
                  below/b.jpg   50.000 %

                  class        IoU  pixels in A  pixels in B
                  dark    50.000 %           40           50
                  bright  57.143 %           60           50
                """
                        .lines()
                        .toList(),
                run.outLines().subList(0, 10));
        assertTrue(
                run.out().contains("agreement  70.000 % of 100 pixels of 2 photographs"),
                run.out());
        assertTrue(run.out().contains("worst      50.000 %  below/b.jpg"), run.out());
        assertTrue(run.out().contains("invoke     A 20.0 ms, B 40.0 ms (medians)"), run.out());
        assertEquals(
                List.of(
                        Map.of("model", "threshold", "delegate", "cpu", "threads", 1),
                        Map.of("model", "threshold_large", "delegate", "cpu")),
                platform.configurations);
        assertEquals(2, platform.segmenters.stream().distinct().count());
    }

    @Test
    void aPictureOfTheDifferencesIsWrittenForEachPhotographWhereAsked() throws IOException {
        Path differences = folder.resolve("differences");

        Run run = compare("threshold", "threshold_large", "--output", differences.toString());

        assertEquals(0, run.code(), run.err());
        assertTrue(Files.size(differences.resolve("a.difference.png")) > 0);
        assertTrue(Files.size(differences.resolve("below/b.difference.png")) > 0);
        // They lie below the photographs, and are none.
        Run again = compare("threshold", "threshold_large", "--output", differences.toString());
        assertEquals(0, again.code(), again.err());
        assertEquals(run.out(), again.out());
    }

    @Test
    void aPictureThatCannotBeDrawnIsAFailureAndTheTablesArePrinted() {
        platform.draws = false;
        Path differences = folder.resolve("differences");

        Run run = compare("threshold", "threshold_large", "--output", differences.toString());

        assertEquals(1, run.code());
        assertTrue(
                run.err().contains("a.difference.png: There is no service that draws"), run.err());
        assertTrue(run.out().contains("photograph"), run.out());
        assertTrue(Files.notExists(differences));
    }

    @Test
    void theJsonHasBothEnginesAndEveryPhotograph() {
        Run run = compare("threshold", "@cpu", "--json");

        assertEquals(0, run.code(), run.err());
        String model =
                "\"model\":{\"name\":\"threshold\",\"version\":\"1.2.0\",\"sha256\":\"%s\"},"
                                .formatted("ab".repeat(32))
                        + "\"delegate\":\"cpu\",";
        assertEquals(
                "{\"schema\":1,\"a\":{\"engine\":\"threshold\","
                        + model
                        + "\"invoke_median_ms\":20.0},\"b\":{\"engine\":\"@cpu\","
                        + model
                        + "\"invoke_median_ms\":40.0},\"failed\":0,\"pixels\":100,"
                        + "\"agreement\":0.7,\"mean_iou\":0.5357142857142857,"
                        + "\"worst\":{\"image\":\"below/b.jpg\",\"agreement\":0.5},"
                        + "\"largest_score_difference\":null,\"common_classes\":2,\"classes\":["
                        + "{\"name\":\"dark\",\"pixels_a\":40,\"pixels_b\":50,\"iou\":0.5},"
                        + "{\"name\":\"bright\",\"pixels_a\":60,\"pixels_b\":50,"
                        + "\"iou\":0.5714285714285714}],\"images\":["
                        + "{\"image\":\"a.jpg\",\"agreement\":0.75},"
                        + "{\"image\":\"below/b.jpg\",\"agreement\":0.5}]}",
                run.outLines().getFirst());
    }

    @Test
    void modelsWithoutACommonClassAreRefusedWithASentence() {
        platform.evaluator.nothingInCommon = "The two models have no class in common";
        Run run = compare("threshold", "threshold_large");
        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: threshold and threshold_large: The two models have no class in"
                                + " common"),
                run.errLines());
    }

    @Test
    void aPhotographThatFailsIsALineAndTheRestIsDone() throws IOException {
        Files.writeString(folder.resolve("broken.jpg"), "text");
        Run run = compare("threshold", "threshold_large");
        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.out().contains("2 photographs; 1 failed"), run.out());
    }

    @Test
    void whatIsWrongWithAnEngineNamesIt() {
        assertUsage("Engine 'threshold@': there is no delegate behind the @", "threshold@");
        assertUsage(
                "Engine 'threshold:0': --threads is a whole number from 1 to 256, not '0'",
                "threshold:0");
        assertUsage("An engine is empty; it is MODEL@DELEGATE:THREADS", "");
        assertUsage(
                "Unknown model 'thresold'; did you mean threshold? (known: threshold,"
                        + " threshold_large, fetchable, lost)",
                "thresold");
        Run library = compare("threshold@a/x.so", "threshold@a/y.so");
        assertEquals(2, library.code());
        Run missing = compare("threshold", "none.tflite");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("none.tflite"), missing.err());
    }

    private void assertUsage(String sentence, String engine) {
        Run run = compare("threshold", engine);
        assertEquals(2, run.code(), run.err());
        assertEquals(List.of("vitral: " + sentence), run.errLines());
    }

    @Test
    void itTakesTwoEngines() {
        Run one = Run.of(platform, "compare", "threshold", "--images", folder.toString());
        assertEquals(2, one.code());
        assertEquals(
                List.of(
                        "vitral: Compare takes two engines, such as deeplabv3@xnnpack"
                                + " deeplabv3@cpu, not 1 (vitral compare --help)"),
                one.errLines());
        assertEquals(2, Run.of(platform, "compare", "a", "b").code());
    }

    @Test
    void eachPartOfAnEngineMayBeLeftOut() throws UsageException {
        EngineChoice all = EngineSpec.of("my/model.tflite@gpu,xnnpack:4").choice();
        assertEquals(Optional.of("my/model.tflite"), all.model());
        assertEquals(List.of("gpu", "xnnpack"), all.delegate().chain().get().names());
        assertEquals(OptionalInt.of(4), all.threads());
        EngineChoice delegate = EngineSpec.of("@cpu").choice();
        assertEquals(Optional.empty(), delegate.model());
        assertEquals(OptionalInt.empty(), delegate.threads());
        EngineChoice threads = EngineSpec.of(":2").choice();
        assertEquals(OptionalInt.of(2), threads.threads());
        assertEquals(DelegateOptions.NONE, threads.delegate());
    }

    @Test
    void theNameOfAFileMayHaveBothSigns() throws UsageException {
        EngineChoice version = EngineSpec.of("net@2.0.0:1").choice();
        assertEquals(Optional.of("net@2.0.0"), version.model());
        assertEquals(Optional.empty(), version.delegate().chain());
        EngineChoice range = EngineSpec.of("net@[1.0,2.0)@cpu").choice();
        assertEquals(Optional.of("net@[1.0,2.0)"), range.model());
        assertEquals("cpu", range.delegate().chain().orElseThrow().toString());
        EngineChoice label = EngineSpec.of("net@stable@auto").choice();
        assertEquals(Optional.of("net@stable"), label.model());
        EngineChoice jar = EngineSpec.of("my/net@2.jar").choice();
        assertEquals(Optional.of("my/net@2.jar"), jar.model());
        EngineChoice file = EngineSpec.of("C:\\a@b\\model@2.tflite").choice();
        assertEquals(Optional.of("C:\\a@b\\model@2.tflite"), file.model());
        assertEquals(DelegateOptions.NONE, file.delegate());
    }

    @Test
    void whatIsNotAllDoesNotLookSo() {
        assertEquals("100.000 %", CompareText.percent(1));
        assertEquals(">99.999 %", CompareText.percent(0.9999999));
        assertEquals("99.999 %", CompareText.percent(0.99999));
    }
}
