// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Option;
import org.vitral.option.Options;

/** What {@code vitral segment} writes, where, and what {@code vitral exporters} says about it. */
final class ExportsTest {

    private static final Option<Double> SHADE = Option.number("shade", 0.5, 0, 1, "How dark it is");

    @TempDir private Path folder;
    private final TestPlatform platform = new TestPlatform();

    /** Writes its option. */
    private static final class Shaded implements Exporter {
        @Override
        public List<Option<?>> options() {
            return List.of(SHADE);
        }

        @Override
        public void export(ExportSubject subject, Options options, OutputStream out)
                throws IOException {
            out.write(options.get(SHADE).toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Writes the names of all photographs into one file. */
    private static final class NameList implements SeriesExporter {
        @Override
        public ExportSeries begin(ExportTarget target, Options options) {
            List<String> names = new ArrayList<>();
            return new ExportSeries() {
                @Override
                public void add(ExportSubject subject) {
                    names.add(subject.name());
                }

                @Override
                public void complete() throws IOException {
                    try (ExportFile file = target.create("names.txt")) {
                        file.stream()
                                .write(String.join(" ", names).getBytes(StandardCharsets.UTF_8));
                        file.complete();
                    }
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Takes no photograph. */
    private static final class Picky implements SeriesExporter {
        @Override
        public ExportSeries begin(ExportTarget target, Options options) {
            return new ExportSeries() {
                @Override
                public void add(ExportSubject subject) throws IOException {
                    throw new IOException("There is no picture nosuch");
                }

                @Override
                public void complete() {}

                @Override
                public void close() {}
            };
        }
    }

    /** A place on a disk that is full. */
    private static final class FullPlace implements ExportTargetProvider {
        @Override
        public ExportTarget open(String place, Options options) {
            return new ExportTarget() {
                @Override
                public ExportFile create(String path) {
                    return new ExportFile() {
                        @Override
                        public OutputStream stream() {
                            return new OutputStream() {
                                @Override
                                public void write(int b) throws IOException {
                                    throw new IOException("No space left on device");
                                }
                            };
                        }

                        @Override
                        public void complete() {}

                        @Override
                        public void close() {}
                    };
                }

                @Override
                public String shown(String path) {
                    return place + "!/" + path;
                }

                @Override
                public void close() {}
            };
        }
    }

    @BeforeEach
    void installMore() throws IOException {
        platform.export("shaded", ".shaded.txt", new Shaded());
        platform.exportSeries("names", new NameList());
        GraymapSource.write(folder.resolve("photos/a.jpg"), 8, 6);
        GraymapSource.write(folder.resolve("photos/x/b.jpg"), 8, 6);
    }

    private Run segment(String... arguments) {
        return segment(Stream.of(arguments));
    }

    private Run segment(Stream<String> arguments) {
        return Run.of(
                platform, Stream.concat(Stream.of("segment"), arguments).toArray(String[]::new));
    }

    private String in(String path) {
        return folder.resolve(path).toString();
    }

    private List<String> written(String root) {
        try (Stream<Path> walk = Files.walk(folder.resolve(root))) {
            return walk.filter(Files::isRegularFile)
                    .map(f -> folder.resolve(root).relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anOptionReachesItsExporter() throws IOException {
        Run run =
                segment(
                        in("photos/a.jpg"),
                        "--output",
                        in("out"),
                        "--export",
                        "shaded,mask",
                        "--option",
                        "shaded.shade=0.25");

        assertEquals(0, run.code(), run.err());
        assertEquals("0.25", Files.readString(folder.resolve("out/a.shaded.txt")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shaded.shde=1 | --option shaded.shde=1: shaded has no option 'shde'; did you mean shade? (known: shade)",
                "shaded.shade=7 | --option shaded.shade=7: shade is 0 to 1, but is 7",
                "mask.level=9 | --option mask.level=9: mask has no option 'level' (it has none)",
                "overlay.x=1 | --option overlay.x=1: 'overlay' is not written (written: mask, shaded)",
                "shadd.shade=1 | --option shadd.shade=1: 'shadd' is not written; did you mean shaded? (written: mask, shaded)",
                "folder.exists=maybe | --option folder.exists=maybe: exists is refuse, replace, but is maybe",
                "shade | '--option is NAME.OPTION=VALUE, such as overlay.opacity=0.4, not ''shade'''",
            })
    void anOptionThatThereIsNotIsWrongUsage(String option, String message) {
        Run run =
                segment(
                        in("photos/a.jpg"),
                        "--output",
                        in("out"),
                        "--export",
                        "mask,shaded",
                        "--option",
                        option);

        assertEquals(2, run.code());
        assertEquals("vitral: " + message, run.err().strip());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void filesAreCalledAsThePatternSays() {
        Run run =
                segment(
                        in("photos"),
                        "--output",
                        in("out"),
                        "--export",
                        "mask,json",
                        "--names",
                        "{format}/{index:3}-{name}.{ext}");

        assertEquals(0, run.code(), run.err());
        assertEquals(
                List.of("json/001-a.json", "json/002-b.json", "mask/001-a.png", "mask/002-b.png"),
                written("out"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nam}.{ext} | --names: There is no placeholder {nam}; there are {folder}, {name}, {suffix}, {format}, {ext}, {index}, {date}",
                "{name}.out | With the names {name}.out the formats mask and overlay would be the same file: put {format} or {suffix} into it",
            })
    void namesThatCannotBeUsedAreWrongUsage(String pattern, String message) {
        Run run = segment(in("photos/a.jpg"), "--output", in("out"), "--names", pattern);

        assertEquals(2, run.code());
        assertEquals("vitral: " + message, run.err().strip());
        segment(in("photos/a.jpg"), "--output", in("new.zip"), "--names", pattern);
        assertEquals(List.of("photos/a.jpg", "photos/x/b.jpg"), written("."));
    }

    @ParameterizedTest
    @CsvSource({"zip:", "folder:", "'zip: '"})
    void aKindWithoutAPlaceIsWrongUsage(String output) {
        Run run = segment(in("photos/a.jpg"), "--output", output);

        assertEquals(2, run.code());
        assertEquals("vitral: --output %s names no place".formatted(output), run.err().strip());
        assertEquals("", run.out());
    }

    @ParameterizedTest
    @CsvSource({"../x", "/abs/x", "a/../../x"})
    void namesThatLeadOutAreWrongUsageAndAreSaidToLeadOut(String pattern) {
        Run run = segment(in("photos/a.jpg"), "--output", in("out"), "--names", pattern);

        assertEquals(2, run.code());
        assertEquals(
                "vitral: --names: A pattern of names is relative, with / between folders, and does"
                        + " not lead up, but is "
                        + pattern,
                run.err().strip());
    }

    @Test
    void onePhotographNeedsNoPlaceholder() {
        String[] asked = {"--output", in("out"), "--export", "mask", "--names", "x/mask.png"};

        Run one = segment(Stream.concat(Stream.of(in("photos/a.jpg")), Stream.of(asked)));
        Run several = segment(Stream.concat(Stream.of(in("photos")), Stream.of(asked)));

        assertEquals(0, one.code(), one.err());
        assertEquals(2, several.code());
        assertEquals(
                "vitral: --names: The files of several photographs have the same name in x/mask.png:"
                        + " it needs {name} or {index}",
                several.err().strip());
        assertEquals(List.of("x/mask.png"), written("out"));
    }

    @Test
    void twoPhotographsOfOneNameDoNotMeetInAFlatFolder() throws IOException {
        GraymapSource.write(folder.resolve("photos/y/b.jpg"), 8, 6);

        segment(in("photos"), "--output", in("out"), "--export", "mask", "--names", "{name}.{ext}");

        assertEquals(List.of("a.png", "b-2.png", "b.png"), written("out"));
    }

    @Test
    void aSeriesThatFailsSaysWhichOneAndWhichFile() throws IOException {
        Files.createDirectories(folder.resolve("out/names.txt/x"));

        Run run = segment(in("photos/a.jpg"), "--output", in("out"), "--export", "names");

        assertEquals(1, run.code());
        assertEquals(
                "vitral: names: %s: Is a directory".formatted(in("out/names.txt")),
                run.err().strip());
    }

    @Test
    void aSeriesThatCannotTakeAPhotographSaysWhichOneAndWhichPhotograph() {
        platform.exportSeries("picky", new Picky());

        Run run = segment(in("photos/a.jpg"), "--output", in("out"), "--export", "picky");

        assertEquals(1, run.code());
        assertEquals("vitral: picky: a.jpg: There is no picture nosuch", run.err().strip());
    }

    @Test
    void aSeriesWhoseFileCannotBeWrittenSaysWhichFile() {
        platform.targets.put("full", new FullPlace());

        Run run = segment(in("photos/a.jpg"), "--output", "full:x", "--export", "names");

        assertEquals(1, run.code());
        assertEquals("vitral: names: x!/names.txt: No space left on device", run.err().strip());
    }

    @Test
    void resultsOfAnEarlierRunAreKnownByTheirPattern() {
        String[] again = {
            in("photos"),
            "--output",
            in("photos"),
            "--export",
            "overlay",
            "--names",
            "{name}.out.jpg"
        };
        segment(again);

        Run run = segment(again);

        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("left out 2 results of an earlier run"), run.err());
    }

    @Test
    void anArchiveHoldsAllAndOneThatIsThereStays() throws IOException {
        Run run = segment(in("photos"), "--output", in("out.zip"), "--export", "mask,names");

        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("the results are in " + in("out.zip")), run.out());
        assertEquals("  " + in("out.zip") + "!/names.txt", run.outLines().getLast());
        assertEquals(
                List.of("a.mask.png", "names.txt", "x/b.mask.png"),
                entries(Files.readAllBytes(folder.resolve("out.zip"))));

        Run second = segment(in("photos"), "--output", in("out.zip"), "--export", "mask");

        assertEquals(1, second.code());
        assertEquals(
                "vitral: %s: There already is such an archive, and nothing is added to it (the"
                                .formatted(in("out.zip"))
                        + " option zip.exists=replace writes a new one in its place)",
                second.err().strip());
        assertEquals(
                0,
                segment(
                                in("photos"),
                                "--output",
                                "zip:" + in("out.zip"),
                                "--export",
                                "mask",
                                "--option",
                                "zip.exists=replace")
                        .code());
        assertEquals(
                List.of("a.mask.png", "x/b.mask.png"),
                entries(Files.readAllBytes(folder.resolve("out.zip"))));
    }

    private static List<String> entries(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        // Photographs are written at the same time, so that their order is not known.
        return names.stream().sorted().toList();
    }

    /** Runs with a standard output of its own, on which files go out. */
    private byte[] standardOutput(int code, String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Run run = segment(arguments);
            assertEquals(code, run.code(), run.err());
            assertEquals("", run.out());
        } finally {
            System.setOut(before);
        }
        return out.toByteArray();
    }

    @Test
    void theStandardOutputTakesOneFileAndNothingElseIsPrinted() {
        assertEquals(
                "0.5",
                new String(
                        standardOutput(
                                0, in("photos/a.jpg"), "--export", "shaded", "--output", "-")));
        assertEquals(
                "a.jpg x/b.jpg",
                new String(standardOutput(0, in("photos"), "--export", "names", "--output", "-")));
    }

    @Test
    void theStandardOutputTakesAnArchive() throws IOException {
        assertEquals(
                List.of("a.mask.png", "x/b.mask.png"),
                entries(standardOutput(0, in("photos"), "--export", "mask", "--output", "zip:-")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "photos/a.jpg --output - | The standard output takes one file, but 3 formats are written: say one with --export, or --output zip:-",
                "photos --output - --export mask | The standard output takes one file, but there are several photographs, with a file each: --output zip:-",
                "photos/a.jpg --output - --export mask --json | --json prints to the standard output, and so does --output -",
                "photos/a.jpg --output zap:x | --output zap:x: there is no target 'zap'; did you mean zip? (known: folder, stdout, zip; a folder of that name is ./zap:x)",
                "photos/a.jpg --output OUT --picture webp | --picture: there is no encoder for 'webp' (known: png)",
                "photos/a.jpg --output OUT --export-limit soon | --export-limit is a time above 0, such as 500ms, 2s or 1min, not 'soon'",
            })
    void whatCannotBeIsWrongUsage(String typed, String message) {
        String[] arguments = typed.replace("OUT", in("out")).split(" ");
        arguments[0] = in(arguments[0]);

        Run run = segment(arguments);

        assertEquals(2, run.code());
        assertEquals("vitral: " + message, run.err().strip());
    }

    @Test
    void aSeriesSeesAllPhotographsAndItsFilesAreNamedAtTheEnd() throws IOException {
        Run run = segment(in("photos"), "--output", in("out"), "--export", "names,mask");

        assertEquals(0, run.code(), run.err());
        assertEquals("a.jpg x/b.jpg", Files.readString(folder.resolve("out/names.txt")));
        assertEquals("  " + in("out/names.txt"), run.outLines().getLast());
    }

    @Test
    void whatHangsIsGivenUpAndTheRestIsWritten() {
        platform.export(
                "slow",
                ".slow",
                (subject, options, out) -> {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });

        Run run =
                segment(
                        in("photos/a.jpg"),
                        "--output",
                        in("out"),
                        "--export",
                        "slow,mask",
                        "--export-limit",
                        "3s");

        assertEquals(1, run.code());
        assertEquals(
                "vitral: %s: The exporter slow did not come back within 3000 ms, and was given up"
                        .formatted(in("out/a.slow")),
                run.err().strip());
        assertEquals(List.of("a.mask.png"), written("out"));
    }

    @Test
    void theListSaysWhatThereIsWithItsOptions() {
        Run run = Run.of(platform, "exporters");

        assertEquals(0, run.code(), run.err());
        assertEquals(
                """
                name    kind      file          description
                json    exporter  b.json
                mask    exporter  b.mask.png
                names   series    of its own
                shaded  exporter  b.shaded.txt
                    shaded.shade=0.5  number  0 to 1  How dark it is

                Where the files go (--output KIND:PLACE):
                  folder
                    folder.exists=replace  choice  refuse, replace  What happens where a file of that name is there already
                  stdout
                  zip  An archive
                    zip.exists=refuse  choice  refuse, replace  What happens where the archive is there already; nothing is added to one
                """
                        .lines()
                        .toList(),
                run.outLines());
        assertEquals(
                List.of(
                        "name     kind      file           description",
                        "overlay  renderer  b.overlay.png"),
                Run.of(platform, "renderers").outLines());
    }

    @Test
    void oneOfThemIsShown() {
        Run run = Run.of(platform, "exporters", "show", "shaded");

        assertEquals(
                """
                shaded  exporter

                  file for b.jpg  b.shaded.txt
                  bundle          org.vitral.test 1.0.0

                Options, with their presets:
                  --option shaded.shade=0.5
                      How dark it is
                      number: 0 to 1
                """
                        .lines()
                        .toList(),
                run.outLines());
        Run wrong = Run.of(platform, "exporters", "show", "shadet");
        assertEquals(2, wrong.code());
        assertEquals(
                "vitral: There is no exporter 'shadet'; did you mean shaded? (known: json, mask, names, shaded)",
                wrong.err().strip());
    }

    @Test
    void theListIsAJsonDocumentToo() {
        String document = Run.of(platform, "exporters", "--json").out().strip();

        assertTrue(
                document.startsWith(
                        "{\"schema\":1,\"formats\":[{\"name\":\"json\",\"kind\":\"exporter\",\"suffix\":\".json\","),
                document);
        assertTrue(
                document.contains(
                        "\"options\":[{\"name\":\"shade\",\"type\":\"number\",\"preset\":\"0.5\","
                                + "\"permitted\":\"0 to 1\",\"choices\":[],\"description\":\"How dark it is\"}]"),
                document);
        assertTrue(
                document.contains(
                        "\"targets\":[{\"kind\":\"folder\",\"description\":\"\",\"options\":[{\"name\":\"exists\""),
                document);
    }
}
