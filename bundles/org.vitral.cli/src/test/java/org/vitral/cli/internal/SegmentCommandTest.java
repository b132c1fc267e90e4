// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Region;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.SegmentationOptions;

final class SegmentCommandTest {

    @TempDir private Path folder;
    private Path output;
    private final TestPlatform platform = new TestPlatform();

    @BeforeEach
    void nameTheOutput() {
        output = folder.resolve("output");
    }

    private Run segment(Object... arguments) {
        return segment(Terminal.NONE, arguments);
    }

    private Run segment(Terminal terminal, Object... arguments) {
        Stream<String> given = Arrays.stream(arguments).map(Object::toString);
        return Run.of(
                platform,
                terminal,
                Stream.concat(Stream.of("segment", "--output", output.toString()), given)
                        .toArray(String[]::new));
    }

    private Path photograph(String name) throws IOException {
        return GraymapSource.write(folder.resolve(name), 8, 6);
    }

    private List<String> written() {
        return filesIn(output);
    }

    private static List<String> filesIn(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(f -> root.relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesMaskOverlayAndJsonAndPrintsATable() throws IOException {
        Path photograph = photograph("a/b.jpg");

        Run run = segment(photograph);

        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals(List.of("b.json", "b.mask.png", "b.overlay.png"), written());
        List<String> lines = run.outLines();
        assertEquals(photograph + "  8 x 6, threshold on cpu 2.21.0", lines.get(0));
        assertEquals("  label    share  pixels", lines.get(2));
        assertEquals("  dark    50.0 %      24", lines.get(3));
        assertEquals("  bright  50.0 %      24", lines.get(4));
        assertTrue(
                lines.get(6)
                        .matches(
                                "  decode \\d+\\.\\d ms, pre-process 1\\.3 ms, invoke 20\\.0 ms,"
                                        + " post-process 3\\.0 ms"),
                lines.get(6));
        assertEquals("  " + output.resolve("b.mask.png"), lines.get(8));
        assertFalse(run.out().contains("\033"), "colours without a terminal");
    }

    @Test
    void writesTheBytesThatTheExporterGives() throws IOException {
        segment(GraymapSource.write(folder.resolve("b.jpg"), 4, 1));

        byte[] mask = Files.readAllBytes(output.resolve("b.mask.png"));
        assertEquals(List.of(0, 0, 1, 1), List.of(+mask[0], +mask[1], +mask[2], +mask[3]));
        assertEquals(4, mask.length);
    }

    @Test
    void writesOnlyWhatIsAskedFor() throws IOException {
        Run run = segment(photograph("b.jpg"), "--export", "json, mask,json");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("b.json", "b.mask.png"), written());
    }

    @Test
    void whatIsAskedOfTheMasksGoesToTheSegmenterWithEachPhotograph() throws IOException {
        Run run =
                segment(
                        photograph("a.jpg"),
                        photograph("b.jpg"),
                        "--size",
                        "model",
                        "--locale",
                        "de-AT",
                        "--deny",
                        "bright, 0",
                        "--region",
                        "1,2,3x4");

        assertEquals(0, run.code(), run.err());
        SegmentationOptions expected =
                SegmentationOptions.DEFAULT
                        .withRegion(new Region(1, 2, 3, 4))
                        .withOutput(
                                OutputOptions.DEFAULT
                                        .withSize(OutputSize.MODEL)
                                        .withDisplayNamesLocale(Locale.of("de", "AT"))
                                        .withDenied(List.of("bright", "0")));
        assertEquals(List.of(expected, expected), platform.asked);
    }

    @Test
    void aRegionOutsideOfOnePhotographIsOneLineAndTheRestIsDone() throws IOException {
        Path small = photograph("small.jpg");
        Path large = GraymapSource.write(folder.resolve("large.jpg"), 40, 30);

        Run run = segment(small, large, "--region", "10,10,20x20", "--export", "mask");

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: " + small + ": The region does not lie in the image"),
                run.errLines());
        assertEquals(List.of("large.mask.png"), written());
    }

    @Test
    void aPhotographIsTurnedForTheFilesToo() throws IOException {
        platform.export(
                "size",
                ".size",
                (subject, options, out) ->
                        out.write(
                                "%dx%d"
                                        .formatted(
                                                subject.image().uprightWidth(),
                                                subject.image().uprightHeight())
                                        .getBytes(StandardCharsets.UTF_8)));

        Run run = segment(photograph("b.jpg"), "--orientation", "rotated-90", "--export", "size");

        assertEquals(0, run.code(), run.err());
        assertEquals("6x8", Files.readString(output.resolve("b.size")));
    }

    @Test
    void aClassThatTheModelDoesNotHaveIsWrongUsageAndSaidOnce() throws IOException {
        for (String[] model : new String[][] {{}, {"--model", "threshold"}}) {
            Object[] line = {photograph("a.jpg"), photograph("b.jpg"), "--allow", "brihgt"};
            Object[] all = Stream.concat(Arrays.stream(line), Arrays.stream(model)).toArray();
            Run run = segment(all);

            assertEquals(2, run.code());
            assertEquals(
                    List.of(
                            "vitral: The model threshold has no class 'brihgt'; did you mean 'bright'?"),
                    run.errLines());
            assertEquals(List.of(), written());
        }
    }

    @Test
    void whatTheModelCannotDoIsWrongUsage() throws IOException {
        Run run = segment(photograph("a.jpg"), "--min-score", "0.5");

        assertEquals(2, run.code());
        assertEquals(
                List.of(
                        "vitral: The model threshold gives the index of the class at each place and no scores, which a threshold needs"),
                run.errLines());
    }

    @Test
    void aNoteOfTheSegmentationIsAMessageAndSaidOnce() throws IOException {
        platform.notes = List.of("There are no names in Finnish");

        Run run = segment(photograph("a.jpg"), photograph("b.jpg"), "--locale", "fi");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("vitral: There are no names in Finnish"), run.errLines());
    }

    @Test
    void aFormatOfAnotherBundleWorksByItsName() throws IOException {
        platform.export("outline", ".outline.svg", (subject, options, out) -> out.write('<'));

        Run run = segment(photograph("b.jpg"), "--export", "outline");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("b.outline.svg"), written());
    }

    @Test
    void printsOneJsonObjectALine() throws IOException {
        Run run = segment("--json", "--export", "mask", photograph("b.jpg"), photograph("ü.jpg"));

        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals(
                List.of("{\"image\":\"b.jpg\",\"width\":8}", "{\"image\":\"ü.jpg\",\"width\":8}"),
                run.outLines());
    }

    @Test
    void keepsTheFoldersBelowAFolder() throws IOException {
        photograph("photos/x.jpg");
        photograph("photos/2024/may/y.jpg");

        Run run = segment("--export", "mask", folder.resolve("photos"));

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("2024/may/y.mask.png", "x.mask.png"), written());
        assertTrue(
                run.outLines().getFirst().startsWith(folder.resolve("photos") + "/2024/may/y.jpg"));
        assertTrue(run.outLines().getLast().startsWith("2 photographs segmented in "), run.out());
    }

    @Test
    void saysTrulyWhoHasTheNameThatAPhotographCannotHave() throws IOException {
        Path first = photograph("one/a.jpg");
        Path second = photograph("two/a.jpg");
        Path third = photograph("a-2.jpg");

        Run run = segment("--export", "mask", first, second, third);

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("a-2-2.mask.png", "a-2.mask.png", "a.mask.png"), written());
        assertEquals(
                List.of(
                        "vitral: %s: its results are called a-2, because %s has the same name"
                                .formatted(second, first),
                        "vitral: %s: its results are called a-2-2, because those of %s are called a-2"
                                .formatted(third, second)),
                run.errLines());
    }

    @Test
    void givesTwoPhotographsOfOneNameTwoNamesAndSaysSo() throws IOException {
        Path first = photograph("one/a.jpg");
        Path second = photograph("two/A.png");

        Run run = segment("--export", "mask", first, second);

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("A-2.mask.png", "a.mask.png"), written());
        assertEquals(
                List.of(
                        "vitral: %s: its results are called A-2, because %s has the same name"
                                .formatted(second, first)),
                run.errLines());
    }

    @Test
    void replacesTheFilesOfAnEarlierRun() throws IOException {
        Path photograph = photograph("b.jpg");
        Files.createDirectories(output);
        Files.writeString(output.resolve("b.mask.png"), "old");

        assertEquals(0, segment(photograph).code());

        assertEquals(48, Files.size(output.resolve("b.mask.png")));
        assertEquals(3, written().size());
    }

    @Test
    void leavesOutWhatAnEarlierRunWroteIntoTheFolder() throws IOException {
        output = folder.resolve("photos");
        photograph("photos/b.jpg");
        assertEquals(0, segment("--export", "mask", output).code());

        Run again = segment("--export", "mask", output);

        assertEquals(0, again.code(), again.err());
        assertEquals(List.of("b.jpg", "b.mask.png"), written());
        assertEquals(
                List.of(
                        "vitral: %s: left out one result of an earlier run (b.mask.png)"
                                .formatted(output)),
                again.errLines());
    }

    @Test
    void neverWritesOverAPhotographThatIsNamed() throws IOException {
        output = folder;
        Path photograph = photograph("b.jpg");
        Path other = photograph("b.mask.png");
        byte[] before = Files.readAllBytes(other);

        Run run = segment("--export", "mask", photograph, other);

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: One of the photographs has this name; choose another --output"
                                .formatted(other)),
                run.errLines());
        assertTrue(Arrays.equals(before, Files.readAllBytes(other)));
    }

    @Test
    void configuresTheSegmenterWithWhatIsAskedFor() throws IOException {
        Path model = Files.writeString(folder.resolve("own.tflite"), "TFL3");

        segment(photograph("b.jpg"), "--model", "threshold", "--threads", "2");
        segment(photograph("b.jpg"), "--model", model, "--delegate", "xnnpack");
        segment(photograph("b.jpg"), "--delegate", "auto");

        assertEquals(
                List.of(
                        Map.of("model", "threshold", "threads", 2),
                        Map.of("model", model.toString(), "delegate", "xnnpack"),
                        Map.of("delegate", "auto")),
                platform.configurations);
        assertEquals(3, platform.closed);
    }

    @Test
    void goesOnAfterPhotographsThatFail() throws IOException {
        Path missing = folder.resolve("missing.jpg");
        Path text = Files.writeString(folder.resolve("text.jpg"), "no image");
        Path truncated = Files.writeString(folder.resolve("cut.jpg"), "P5 8 6 255\nabc");
        Path refused = GraymapSource.write(folder.resolve("refused.jpg"), 13, 2);
        Path large = GraymapSource.write(folder.resolve("large.jpg"), 17, 2);
        Path defect = GraymapSource.write(folder.resolve("defect.jpg"), 19, 2);

        Run run = segment(missing, text, truncated, refused, large, defect, photograph("good.jpg"));

        assertEquals(1, run.code());
        assertEquals(List.of("good.json", "good.mask.png", "good.overlay.png"), written());
        List<String> errors = run.errLines();
        assertEquals("vitral: " + missing + ": There is no such file", errors.get(0));
        assertEquals(
                "vitral: " + text + ": This is no graymap: it begins with something else",
                errors.get(1));
        assertEquals(
                "vitral: " + truncated + ": It is truncated: 3 of 48 pixels are there",
                errors.get(2));
        assertEquals("vitral: " + refused + ": The model failed on this image", errors.get(3));
        assertTrue(
                errors.get(4).startsWith("vitral: " + large + ": Not enough memory"),
                errors.get(4));
        assertEquals(
                "vitral: "
                        + defect
                        + ": Unexpected IllegalStateException: boom (--verbose shows where)",
                errors.get(5));
        assertEquals(6, errors.size());
        assertTrue(
                run.outLines().getLast().startsWith("1 photograph segmented, 6 failed, in "),
                run.out());
    }

    @Test
    void showsStackTracesAndTheLogOnlyWhenVerbose() throws IOException {
        Path defect = GraymapSource.write(folder.resolve("defect.jpg"), 19, 2);

        assertFalse(segment(defect).err().contains("\tat "));
        String verbose = segment("--verbose", defect).err();

        assertTrue(verbose.startsWith("[INFO] a line of the log"), verbose);
        assertTrue(verbose.contains("java.lang.IllegalStateException: boom"), verbose);
        assertTrue(verbose.contains("\tat org.vitral"), verbose);
    }

    @Test
    void saysOnceThatThereIsNoEngine() throws IOException {
        platform.engineFailure = "The file is truncated: 3 of 16 bytes are there";
        Path model = Files.writeString(folder.resolve("broken.tflite"), "TFL");

        Run run = segment("--model", model, photograph("a.jpg"), photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: " + model + ": The file is truncated: 3 of 16 bytes are there"),
                run.errLines());
        assertEquals(List.of(), written());
    }

    @Test
    void removesWhatAnExporterLeavesHalfWritten() throws IOException {
        platform.export(
                "overlay",
                ".overlay.png",
                (subject, options, out) -> {
                    out.write(new byte[300_000]);
                    throw new IOException("No space left on device");
                });

        Run run = segment(photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(List.of("b.json", "b.mask.png"), written());
        assertEquals(
                List.of("vitral: " + output.resolve("b.overlay.png") + ": No space left on device"),
                run.errLines());
        assertFalse(run.out().contains("b.overlay.png"), "names a file that is not there");
    }

    @Test
    void keepsTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
        Files.createDirectories(output);
        Files.writeString(output.resolve("b.mask.png"), "old");
        platform.export(
                "mask",
                ".mask.png",
                (subject, options, out) -> {
                    out.write(1);
                    throw new StackOverflowError();
                });

        Run run = segment(photograph("b.jpg"), "--export", "mask");

        assertEquals(1, run.code());
        assertEquals("old", Files.readString(output.resolve("b.mask.png")));
        assertEquals(List.of("b.mask.png"), written());
    }

    @Test
    void saysThatTheOutputFolderIsAFileBeforeAnyWork() throws IOException {
        Files.writeString(output, "a file");

        Run run = segment(photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: " + output + ": The output folder is a file"), run.errLines());
        assertEquals(List.of(), platform.configurations);
    }

    @Test
    void saysThatTheOutputFolderCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a file");
        output = file.resolve("below");

        Run run = segment(photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: %s: The output folder cannot be made, because %s is a file"
                                .formatted(output, file)),
                run.errLines());
    }

    @Test
    void saysThatTheOutputFolderCannotBeWrittenTo() throws IOException {
        output = Path.of("/proc");
        assumeTrue(Files.isDirectory(output), "Needs a folder that not even root can write to");

        Run run = segment(photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(
                run.err().startsWith("vitral: /proc: The output folder cannot be written to ("),
                run.err());
    }

    @Test
    void aFolderInTheWayOfAResultIsOneLine() throws IOException {
        Files.createDirectories(output.resolve("b.mask.png/full"));

        Run run = segment(photograph("b.jpg"), "--export", "mask");

        assertEquals(1, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(
                run.err().startsWith("vitral: " + output.resolve("b.mask.png") + ": "), run.err());
        assertEquals(List.of(), written());
    }

    @Test
    void saysThatAFolderHoldsNoPhotograph() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Run run = segment(empty);

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: " + empty + ": There is no photograph in it"), run.errLines());
    }

    @Test
    void saysThatNoSourceUnderstandsALocation() {
        Run run = segment("gopher://somewhere/b.jpg");

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: gopher://somewhere/b.jpg: None of the installed image sources"
                                + " understands such a location"),
                run.errLines());
    }

    @Test
    void saysThatANameCannotBeAFile() {
        Run run = segment("a\0b.jpg");

        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("vitral: a?b.jpg: "), run.err());
        assertEquals(1, run.errLines().size(), run.err());
    }

    @Test
    void saysWhyThisModelAndWhatWasAssumedBeforeTheFirstResult() throws IOException {
        platform.note = Optional.of("threshold is used, because deeplabv3 is not here");
        platform.warnings = List.of("Nothing says how its input is normalised");

        Run run = segment(photograph("a.jpg"), photograph("b.jpg"));

        assertEquals(
                List.of(
                        "vitral: threshold is used, because deeplabv3 is not here",
                        "vitral: threshold: Nothing says how its input is normalised"),
                run.errLines());
        assertFalse(
                segment("--model", "threshold", photograph("a.jpg")).err().contains("deeplabv3"));
    }

    @Test
    void fetchesAKnownModelThatIsNotHere() throws IOException {
        Run run = segment("--model", Models.FETCHABLE, photograph("b.jpg"));

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("vitral: fetching the model fetchable, 2.8 MB"), run.errLines());
        assertEquals(List.of(Map.of("model", Models.FETCHABLE)), platform.configurations);
    }

    @Test
    void saysWhyAModelCannotBeFetched() throws IOException {
        Run run = segment("--model", Models.LOST, photograph("b.jpg"));

        assertEquals(1, run.code());
        assertEquals(
                "vitral: --model lost: The publisher does not answer", run.errLines().getLast());
        assertEquals(List.of(), platform.configurations);
    }

    @Test
    void aPhotographThatTakesLongerThanTheTimeLimitFailsAndTheOthersAreDone() throws IOException {
        Path slow = GraymapSource.write(folder.resolve("slow.jpg"), 11, 2);

        Run run = segment("--time-limit", "1.5s", slow, photograph("good.jpg"));

        assertEquals(1, run.code());
        assertEquals(
                List.of(
                        "vitral: "
                                + slow
                                + ": The time limit of 1500 ms is over: 0 ms went by waiting for an"
                                + " engine, 0 ms waiting for its turn, 1500 ms in the model"),
                run.errLines());
        assertEquals(List.of("good.json", "good.mask.png", "good.overlay.png"), written());
    }

    @Test
    void aTimeLimitIsANumberWithItsUnit() throws Exception {
        assertEquals(
                Optional.of(Duration.ofMillis(500)),
                SegmentOptions.timeLimit("--time-limit", "500ms"));
        assertEquals(
                Optional.of(Duration.ofMillis(1500)),
                SegmentOptions.timeLimit("--time-limit", "1.5 s"));
        assertEquals(
                Optional.of(Duration.ofMinutes(2)),
                SegmentOptions.timeLimit("--time-limit", "2min"));
        for (String wrong : List.of("2", "0s", "-1s", "fast", "1h", "", "0.0000000001s")) {
            Run run = segment("--time-limit", wrong, photograph("b.jpg"));
            assertEquals(2, run.code(), wrong);
            assertEquals(
                    "vitral: --time-limit is a time above 0, such as 500ms, 2s or 1min, not '%s'"
                            .formatted(wrong),
                    run.err().strip());
        }
    }

    @Test
    void aMissingModelFileIsAFailureAndAnUnknownModelNameIsWrongUsage() throws IOException {
        Path photograph = photograph("b.jpg");

        Run file = segment("--model", "no/such.tflite", photograph);
        Run name = segment("--model", "treshold", photograph);

        assertEquals(1, file.code());
        assertEquals("vitral: no/such.tflite: There is no such model file", file.err().strip());
        assertEquals(2, name.code());
        assertEquals(
                "vitral: Unknown model 'treshold'; did you mean threshold? (known: threshold,"
                        + " threshold_large, fetchable, lost)",
                name.err().strip());
    }

    @Test
    void anUnknownDelegateIsWrongUsageAndOneThatCannotBeUsedAFailure() throws IOException {
        Path photograph = photograph("b.jpg");

        Run unknown = segment("--delegate", "xnpack", photograph);
        Run unusable = segment("--delegate", "gpu", photograph);

        assertEquals(2, unknown.code());
        assertEquals(
                "vitral: Unknown delegate 'xnpack'; did you mean xnnpack? (known: auto, gpu,"
                        + " xnnpack, cpu)",
                unknown.err().strip());
        assertEquals(1, unusable.code());
        assertEquals("vitral: --delegate gpu: There is no graphics card", unusable.err().strip());
        assertEquals(List.of(), platform.configurations);
    }

    @Test
    void theHeadingSaysWhatEachDelegateTookOfTheModel() throws IOException {
        platform.effective =
                List.of(
                        new EffectiveDelegate(
                                "gpu",
                                "1.0",
                                OptionalInt.of(60),
                                OptionalInt.of(70),
                                OptionalInt.of(2)),
                        new EffectiveDelegate(
                                "xnnpack",
                                "",
                                OptionalInt.of(0),
                                OptionalInt.of(70),
                                OptionalInt.of(0)),
                        new EffectiveDelegate(
                                "cpu",
                                "2.21.0",
                                OptionalInt.of(10),
                                OptionalInt.of(70),
                                OptionalInt.empty()));
        Path photograph = photograph("b.jpg");
        assertEquals(
                photograph
                        + "  8 x 6, threshold on gpu 1.0 (60 of 70 nodes, 2 partitions) and xnnpack"
                        + " (0 of 70 nodes, 0 partitions) and cpu 2.21.0 (10 of 70 nodes)",
                segment(photograph).outLines().getFirst());
    }

    @Test
    void severalDelegatesAndWhatHappensWhenOneFailsReachTheSegmenter() throws IOException {
        platform.effective = List.of(new EffectiveDelegate("xnnpack", ""), cpu());
        Run run =
                segment(
                        photograph("b.jpg"),
                        "--delegate",
                        "xnnpack, cpu",
                        "--on-delegate-failure",
                        "cpu");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals(
                List.of(Map.of("delegate", "xnnpack,cpu", "on.delegate.failure", "cpu")),
                platform.configurations);
    }

    @Test
    void aDelegateThatCannotBeUsedIsAFailureOrAFallbackThatIsSaid() throws IOException {
        Path photograph = photograph("b.jpg");
        Run refused = segment(photograph, "--delegate", "gpu,cpu");
        assertEquals(1, refused.code());
        assertEquals("vitral: --delegate gpu: There is no graphics card", refused.err().strip());
        assertEquals(List.of(), platform.configurations);

        platform.delegateReason = "cpu instead of gpu,xnnpack. There is no graphics card";
        Run fallback =
                segment(photograph, "--delegate", "gpu,xnnpack", "--on-delegate-failure", "cpu");
        assertEquals(0, fallback.code(), fallback.err());
        assertEquals(
                "vitral: --delegate gpu,xnnpack: cpu instead of gpu,xnnpack. There is no graphics"
                        + " card",
                fallback.err().strip());
    }

    @Test
    void aDelegateLibraryIsOfferedUnderTheNameOfItsFile() throws IOException {
        Path library = Files.createFile(folder.resolve("libmine.so"));
        platform.effective = List.of(new EffectiveDelegate("libmine.so", ""), cpu());
        Run run =
                segment(
                        photograph("b.jpg"),
                        "--delegate",
                        library + ",cpu",
                        "--delegate-option",
                        "level=3",
                        "--delegate-option",
                        "mode=a=b");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                List.of("libmine.so libmine.so [level=3, mode=a=b]"), platform.delegates.loaded);
        assertEquals("libmine.so,cpu", platform.configurations.getFirst().get("delegate"));
    }

    @Test
    void aDelegateLibraryThatCannotBeUsedIsOneLine() throws IOException {
        Path photograph = photograph("b.jpg");
        Path missing = folder.resolve("libmissing.so");
        Run none = segment(photograph, "--delegate", missing);
        assertEquals(1, none.code());
        assertEquals(
                "vitral: --delegate " + missing + ": There is no such delegate library",
                none.err().strip());
        Run directory = segment(photograph, "--delegate", folder);
        assertEquals(1, directory.code());
        assertEquals(
                "vitral: --delegate " + folder + ": This is a folder and not a delegate library",
                directory.err().strip());

        Path library = Files.createFile(folder.resolve("libmine.so"));
        platform.delegates.libraryReason = "It lacks tflite_plugin_create_delegate";
        Run unusable = segment(photograph, "--delegate", library);
        assertEquals(1, unusable.code());
        assertEquals(
                "vitral: --delegate libmine.so: It lacks tflite_plugin_create_delegate",
                unusable.err().strip());
        assertEquals(List.of(), platform.configurations);
    }

    @Test
    void aDelegateLibraryThatNeverComesIsAFailureOrAFallback() throws IOException {
        Path photograph = photograph("b.jpg");
        Path library = Files.createFile(folder.resolve("libmine.so"));
        platform.delegates.libraryMissing = true;
        Run failed = segment(photograph, "--delegate", library);
        assertEquals(1, failed.code());
        assertEquals("vitral: --delegate libmine.so: No delegate came", failed.err().strip());

        platform.delegateReason = "cpu instead of libmine.so";
        Run fallback = segment(photograph, "--delegate", library, "--on-delegate-failure", "cpu");
        assertEquals(0, fallback.code(), fallback.err());
        assertEquals(
                "vitral: --delegate libmine.so: cpu instead of libmine.so", fallback.err().strip());
    }

    private static EffectiveDelegate cpu() {
        return new EffectiveDelegate("cpu", "2.21.0");
    }

    @Test
    void anUnknownExportIsWrongUsage() throws IOException {
        Run run = segment("--export", "mask,overly", photograph("b.jpg"));

        assertEquals(2, run.code());
        assertEquals(
                "vitral: Unknown export 'overly'; did you mean overlay? (known: json, mask, overlay)",
                run.err().strip());
    }

    @Test
    void endsQuietlyWhenNobodyReadsTheResults() throws IOException {
        PrintStream closed =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        });
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        String[] arguments = new String[42];
        arguments[0] = "segment";
        arguments[1] = "--output=" + output;
        for (int i = 2; i < arguments.length; i++) {
            arguments[i] = photograph(i + ".jpg").toString();
        }

        int code =
                new Vitral(
                                () -> platform,
                                List::of,
                                closed,
                                new PrintStream(err, false, StandardCharsets.UTF_8),
                                Terminal.NONE)
                        .run(arguments);

        assertEquals(1, code);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertTrue(written().size() < 3 * 40, "went on for nobody");
    }

    @Test
    void aFullDeviceBehindTheStandardOutputIsAFailure() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "Needs a device that is always full");
        Path photograph = photograph("b.jpg");
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"))) {
            int code =
                    new Vitral(() -> platform, List::of, full, System.err, Terminal.NONE)
                            .run("segment", "--output", output.toString(), photograph.toString());

            assertEquals(1, code);
        }
    }

    @Test
    void aRealFullDeviceLeavesNoFileBehind() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "Needs a device that is always full");
        platform.export(
                "mask",
                ".mask.png",
                (subject, options, out) -> {
                    out.write(1);
                    try (OutputStream full = new FileOutputStream("/dev/full")) {
                        full.write(1);
                    }
                });

        Run run = segment(photograph("b.jpg"), "--export", "mask");

        assertEquals(1, run.code());
        assertEquals(
                List.of("vitral: " + output.resolve("b.mask.png") + ": No space left on device"),
                run.errLines());
        assertEquals(List.of(), written());
    }

    @Test
    void showsABarAndColoursOnATerminalOnly() throws IOException {
        Terminal terminal = new Terminal(true, true, true, true);

        Run several = segment(terminal, photograph("a.jpg"), photograph("b.jpg"));
        Run one = segment(terminal, photograph("a.jpg"));
        Run plain = segment(new Terminal(true, true, true, false), photograph("a.jpg"));

        assertTrue(several.err().contains("segmenting"), several.err());
        assertTrue(several.err().endsWith("\r"), "the bar stays on the screen");
        assertEquals("", one.err());
        assertTrue(one.out().contains("\033[38;2;255;204;0m██\033[0m bright"), one.out());
        assertFalse(plain.out().contains("\033"), plain.out());
    }

    @Test
    void aNameWithControlCharactersCannotReachTheTerminal() throws IOException {
        Run run = segment(photograph("a\033[2Jb.jpg"));

        assertEquals(0, run.code(), run.err());
        assertFalse(run.out().contains("\033"), run.out());
    }
}
