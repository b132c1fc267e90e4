// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.export.ExportSubject;
import org.vitral.export.RowExporter;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.Blending;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Tiling;

/** {@code vitral segment --tiles}. */
final class TilesTest {

    @TempDir private Path folder;
    private final TestPlatform platform = new TestPlatform();

    private Run segment(Object... arguments) {
        Stream<String> given = Arrays.stream(arguments).map(Object::toString);
        return Run.of(
                platform,
                Terminal.NONE,
                Stream.concat(
                                Stream.of("segment", "--output", folder.resolve("out").toString()),
                                given)
                        .toArray(String[]::new));
    }

    private List<String> written() throws IOException {
        if (!Files.exists(folder.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path huge() throws IOException {
        return GraymapSource.write(folder.resolve("huge.tif"), 100, 80);
    }

    @Test
    void theOptionSaysSizeOverlapRampAndTheShareOfTheWhole() throws UsageException {
        assertEquals(Optional.empty(), TilesOption.of(null));
        assertEquals(Tiling.ofPixels(1024, 1024), TilesOption.of("1024").get());
        assertEquals(Tiling.ofPixels(640, 480), TilesOption.of("640x480").get());
        assertEquals(Tiling.ofScale(1.5), TilesOption.of("1.5x").get());
        assertEquals(
                Tiling.ofScale(2)
                        .withOverlap(0.125)
                        .withBlending(Blending.COSINE)
                        .withWholeShare(0.5),
                TilesOption.of("2x, overlap=12.5%,blend=cosine,whole=50%").get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0 ; A tile has at least one pixel, but 0 x 0 was asked for",
                "64x0 ; A tile has at least one pixel, but 64 x 0 was asked for",
                "0x ; A tile is more than 0 and at most 10000.0 times as large as the model's input, not 0.0 times",
                "1 ; a tile has at least 32 pixels a side",
                "640x31 ; a tile has at least 32 pixels a side",
                "0.1x ; a tile is at least 0.25 times as large as the model's input",
                "-5 ; a size is 1024 or 1024x768 pixels, or 2x for twice the model's input, not '-5'",
                "'' ; a size is 1024 or 1024x768 pixels, or 2x for twice the model's input, not ''",
                "big ; a size is 1024 or 1024x768 pixels, or 2x for twice the model's input, not 'big'",
                "99999999999 ; the number is too large",
                "64,overlap=100% ; Tiles overlap by a share from 0 to 0.5 of their size, not by 1.0",
                "64,overlap=20 ; overlap is a percentage such as overlap=25%, not '20'",
                "64,whole=100% ; The whole image has a share from 0 to less than 1 of the scores, not 1.0",
                "64,blend=sharp ; blend is linear or cosine, not 'sharp'",
                "64,seam ; 'seam' is none of overlap=25%, blend=linear|cosine, whole=50%",
            })
    void whatIsNotUnderstoodIsWrongUsage(String given, String reason) throws IOException {
        UsageException refusal = assertThrows(UsageException.class, () -> TilesOption.of(given));
        assertEquals("--tiles %s: %s".formatted(given, reason), refusal.getMessage());
        Run run = segment(huge(), "--tiles", given);
        assertEquals(2, run.code());
        assertEquals(List.of(), written());
    }

    @Test
    void aPhotographThatDoesNotFitIsWrittenRowByRow() throws IOException {
        Run run = segment(huge(), "--tiles", "64");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("huge.json", "huge.mask.png", "huge.overlay.png"), written());
        byte[] mask = Files.readAllBytes(folder.resolve("out/huge.mask.png"));
        assertEquals(8000, mask.length);
        assertEquals(0, mask[49]);
        assertEquals(1, mask[50]);
        assertTrue(Files.readString(folder.resolve("out/huge.json")).contains("\"width\":100"));
        assertArrayEquals(
                new byte[] {1}, Files.readAllBytes(folder.resolve("out/huge.overlay.png")));
        assertEquals(
                "vitral: %s: it does not fit into memory, so its pictures are reduced to 1 x 1"
                        .formatted(folder.resolve("huge.tif")),
                run.err().strip());
        assertTrue(run.outLines().getFirst().contains("100 x 80"), run.out());
    }

    @Test
    void withoutTilesItIsRefusedAndTilesAreNamed() throws IOException {
        Run run = segment(huge());

        assertEquals(1, run.code());
        assertEquals(
                "vitral: %s: 8012 bytes do not fit; or look at it in tiles: --tiles 2048"
                        .formatted(folder.resolve("huge.tif"))
                        .replace("8012", String.valueOf(Files.size(folder.resolve("huge.tif")))),
                run.err().strip());
        assertEquals(List.of(), written());
    }

    @Test
    void severalPhotographsOfWhichSomeFitAreAllDone() throws IOException {
        Path small = GraymapSource.write(folder.resolve("small.jpg"), 8, 6);

        Run run = segment(small, huge(), "--tiles", "64", "--export", "mask", "--json");

        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals(List.of("huge.mask.png", "small.mask.png"), written());
        assertEquals(
                List.of(
                        "{\"image\":\"small.jpg\",\"width\":8}",
                        "{\"image\":\"huge.tif\",\"width\":100}"),
                run.outLines());
    }

    @Test
    void aFileThatIsDamagedInTheMiddleLeavesNoHalfResultBehind() throws IOException {
        byte[] bytes = Files.readAllBytes(huge());
        bytes[bytes.length - 40 * 100] = 42;
        Files.write(folder.resolve("huge.tif"), bytes);

        Run run = segment(folder.resolve("huge.tif"), "--tiles", "64");

        assertEquals(1, run.code());
        assertEquals(
                "vitral: %s: It is truncated: the data end before the picture does"
                        .formatted(folder.resolve("huge.tif")),
                run.err().strip());
        assertEquals(List.of(), written());
    }

    @Test
    void aDiskThatIsFullInTheMiddleOfAMaskIsNamedAndTheOtherFilesAreThere() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "Needs a device that is always full");
        platform.export("mask", ".mask.png", new FullMask());

        Run run = segment(huge(), "--tiles", "64");

        assertEquals(1, run.code());
        assertEquals(
                "vitral: %s: No space left on device"
                        .formatted(folder.resolve("out").resolve("huge.mask.png")),
                run.errLines().getLast());
        assertEquals(List.of("huge.json", "huge.overlay.png"), written());
    }

    @Test
    void anExporterThatNeedsThePixelsOfSuchAPhotographFailsByItself() throws IOException {
        platform.export(
                "raw",
                ".raw",
                (subject, options, out) ->
                        out.write(subject.image().pixels().toArray(ValueLayout.JAVA_BYTE)));

        Run run = segment(huge(), "--tiles", "64", "--export", "mask,raw");

        assertEquals(1, run.code());
        assertEquals(List.of("huge.mask.png"), written());
        assertEquals(
                "vitral: %s: The photograph was read row by row, and its pixels are not held in memory"
                        .formatted(folder.resolve("out").resolve("huge.raw")),
                run.err().strip());
    }

    @Test
    void anEngineThatCannotBeMadeIsSaidOnce() throws IOException {
        platform.engineFailure = "There is no model";

        Run run = segment(huge(), "--tiles", "64");

        assertEquals(1, run.code());
        assertEquals("vitral: There is no model", run.err().strip());
        assertEquals(List.of(), written());
    }

    @Test
    void tilesThatDoNotFitTheModelOrThePhotographAreRefusedInOneLine() throws IOException {
        Path small = GraymapSource.write(folder.resolve("small.jpg"), 23, 6);

        Run run = segment(small, "--tiles", "32");

        assertEquals(1, run.code());
        assertEquals("vitral: %s: There are too many tiles".formatted(small), run.err().strip());
    }

    @Test
    void theHelpShowsPercentagesAsTheyAreWritten() {
        PrintStream before = System.err;
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        Run run;
        try {
            run = Run.of(platform, Terminal.NONE, "segment", "--help");
        } finally {
            System.setErr(before);
        }
        assertEquals("", warnings.toString(StandardCharsets.UTF_8));
        assertTrue(run.out().contains("overlap=25% and blend=linear"), run.out());
        assertTrue(run.out().contains("--tiles 2x,whole=50%\n"), run.out());
    }

    /** Has room for some rows. */
    private static final class FullMask implements RowExporter {
        @Override
        public void export(ExportSubject subject, Options options, OutputStream out) {
            throw new AssertionError("The mask is not in memory");
        }

        @Override
        public MaskRowSink rows(Options options, OutputStream out) {
            return new MaskRowSink() {
                @Override
                public void begin(int width, int height, int bytes, ModelDescription model) {}

                @Override
                public void row(int y, MemorySegment pixels) throws IOException {
                    if (y == 50) {
                        try (OutputStream full = new FileOutputStream("/dev/full")) {
                            full.write(1);
                        }
                    }
                }
            };
        }
    }
}
