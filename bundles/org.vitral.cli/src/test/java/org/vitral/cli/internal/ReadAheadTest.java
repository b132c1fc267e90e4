// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;

/** Of several photographs the next one is read while one is segmented. */
final class ReadAheadTest {

    @TempDir private Path output;
    private final TestPlatform platform = new TestPlatform();
    private final WatchedSource source = new WatchedSource();

    @BeforeEach
    void watch() {
        platform.sources = List.of(source);
    }

    private Run segment(String... arguments) {
        return Run.of(platform, line(arguments));
    }

    private String[] line(String... arguments) {
        return Stream.concat(
                        Stream.of("segment", "--export=mask", "--output=" + output),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    private static String location(String... names) {
        return "watched://x?" + String.join(",", names) + ",";
    }

    /** What a person sees who looks at both streams. */
    private List<String> screen(String... arguments) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);
        new Vitral(() -> platform, List::of, stream, stream, Terminal.NONE).run(line(arguments));
        return both.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theNextPhotographIsReadWhileOneIsSegmented() {
        List<Boolean> overlapped = new ArrayList<>();
        platform.whenSegmenting =
                () -> {
                    switch (platform.asked.size()) {
                        case 1 -> overlapped.add(source.awaitRead("b"));
                        case 2 -> overlapped.add(source.awaitRead("c"));
                        default -> {}
                    }
                };

        Run run = segment(location("a", "b", "c"));

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(true, true), overlapped);
        assertEquals(0, source.open());
    }

    @Test
    void itIsReadAcrossTheEndOfALocation() {
        List<Boolean> overlapped = new ArrayList<>();
        platform.whenSegmenting =
                () -> {
                    if (platform.asked.size() == 1) {
                        overlapped.add(source.awaitRead("b"));
                    }
                };

        Run run = segment("watched://first?a,", "watched://second?b,");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(true), overlapped);
    }

    @Test
    void atMostOneWaits() {
        String[] names = IntStream.range(0, 20).mapToObj(i -> "n" + i).toArray(String[]::new);
        platform.whenSegmenting =
                () -> {
                    if (platform.asked.size() < names.length) {
                        source.awaitRead(names[platform.asked.size()]);
                    }
                };

        Run run = segment(location(names));

        assertEquals(0, run.code(), run.err());
        assertTrue(source.most() <= 3, "written, segmented and read: " + source.most());
        assertEquals(0, source.open());
    }

    @Test
    void aSinglePhotographIsReadOnTheThreadThatSegmentsIt() {
        Run run = segment(location("a"));

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(Thread.currentThread()), source.readers);
        assertEquals(List.of("read a", "close a", "close x"), source.events);
    }

    @Test
    void resultsAndFailuresComeInTheirOrder() {
        List<String> screen =
                screen(location("a", "broken-1", "b", "broken-2", "broken-3", "c", "!", "d"));

        assertEquals(
                List.of(
                        "a",
                        "vitral: broken-1: It is broken",
                        "b",
                        "vitral: broken-2: It is broken",
                        "vitral: broken-3: It is broken",
                        "c",
                        "vitral: : The cable was pulled"),
                screen.stream()
                        .limit(7)
                        .map(line -> line.replaceAll("watched[^ :]*://[^ :]*/?\\?[^ :/]*/?", ""))
                        .map(line -> line.replaceAll("  .*", ""))
                        .toList());
        assertEquals(0, source.open());
        assertFalse(source.events.contains("read d"));
    }

    @Test
    void onlyWhatIsBrokenIsReadOnce() {
        segment(location("a", "broken", "b"));

        assertEquals(
                List.of("read a", "read b", "read broken"),
                source.events.stream().filter(e -> e.startsWith("read")).sorted().toList());
    }

    @Test
    void nothingIsReadWhileOneGoesByRowByRow() {
        Run run = segment("--tiles=64", location("a", "large", "b"));

        assertEquals(0, run.code(), run.err());
        int gone = source.events.indexOf("rows large");
        assertTrue(gone > 0 && gone < source.events.indexOf("read b"), source.events.toString());
        assertEquals(0, source.open());
    }

    @Test
    void whatDoesNotFitBesideAnotherIsReadAgainInItsTurn() {
        Run run = segment(location("a", "large", "b"));

        assertEquals(1, run.code());
        assertTrue(run.err().contains("large: It does not fit; or look at it in tiles"), run.err());
        assertEquals(2, source.events.stream().filter("read large"::equals).count());
        assertEquals(2, platform.asked.size());
    }

    @Test
    void aLargeOneDoesNotWaitAndNoneWaitsBesideIt() {
        List<String> readBeside = new ArrayList<>();
        platform.whenSegmenting =
                () -> {
                    switch (platform.asked.size()) {
                        case 1 -> source.awaitRead("wide");
                        case 2 -> readBeside.addAll(source.events);
                        default -> {}
                    }
                };

        Run run = segment(location("a", "wide", "b"));

        assertEquals(0, run.code(), run.err());
        assertEquals(2, readBeside.stream().filter("read wide"::equals).count());
        assertFalse(readBeside.contains("read b"), readBeside.toString());
        assertEquals(0, source.open());
    }

    @Test
    void ofNothingButLargeOnesEachIsReadOnce() {
        Run run = segment(location("wide-1", "wide-2", "wide-3"));

        assertEquals(0, run.code(), run.err());
        assertEquals(
                List.of("read wide-1", "read wide-2", "read wide-3"),
                source.events.stream().filter(event -> event.startsWith("read")).toList());
    }

    @Test
    void memoryThatTheModelLacksIsTakenFromTheOneThatWaits() {
        List<Integer> open = new ArrayList<>();
        platform.whenSegmenting =
                () -> {
                    source.awaitRead("b");
                    open.add(source.open());
                    if (open.size() == 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                };

        Run run = segment(location("a", "b", "c"));

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(2, 1), open.subList(0, 2));
        assertEquals(2, source.events.stream().filter("read b"::equals).count());
        assertEquals(0, source.open());
    }

    @Test
    void withoutAnEngineTheOneThatWaitsIsClosed() {
        platform.engineFailure = "There is no such delegate";
        platform.whenSegmenting = () -> source.awaitRead("b");

        Run run = segment(location("a", "b", "c"));

        assertEquals(1, run.code());
        assertEquals(List.of("vitral: There is no such delegate"), run.errLines());
        assertEquals(List.of("close a", "close b", "close x"), closed());
        assertFalse(source.events.contains("read c"));
    }

    @Test
    void anInterruptionClosesTheOneThatWaits() {
        platform.whenSegmenting =
                () -> {
                    source.awaitRead("b");
                    Thread.currentThread().interrupt();
                };

        Run run = segment(location("a", "b", "c"));

        assertTrue(Thread.interrupted());
        assertEquals(1, run.code());
        assertEquals("vitral: The program was interrupted", run.errLines().getLast());
        assertEquals(List.of("close a", "close b", "close x"), closed());
        assertFalse(source.events.contains("read c"));
    }

    @Test
    void whenNobodyReadsTheResultsTheOneThatWaitsIsClosed() {
        platform.whenSegmenting = () -> source.awaitRead("b");
        PrintStream nobody =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        });
        String[] names = IntStream.range(0, 20).mapToObj(i -> "n" + i).toArray(String[]::new);
        names[1] = "b";

        int code =
                new Vitral(() -> platform, List::of, nobody, nobody, Terminal.NONE)
                        .run(line(location(names)));

        assertEquals(1, code);
        assertEquals(0, source.open());
        assertTrue(source.readers.size() < 6, "went on for nobody: " + source.events);
        assertEquals("close x", source.events.getLast());
    }

    private List<String> closed() {
        return source.events.stream().filter(e -> e.startsWith("close")).sorted().toList();
    }

    @Test
    void theTimeOfDecodingIsThatOfTheThreadThatDecoded() throws IOException {
        long[] took = new long[1];
        Photograph photograph =
                new Photograph(
                        "a",
                        new ImageItem() {
                            @Override
                            public String name() {
                                return "a";
                            }

                            @Override
                            public Image read() {
                                long start = System.nanoTime();
                                do {
                                    took[0] = System.nanoTime() - start;
                                } while (took[0] < 2_000_000);
                                return WatchedSource.pixels();
                            }
                        });

        photograph.readAhead();
        long decode = photograph.decodeTime().toNanos();
        photograph.read().close();

        assertTrue(decode >= took[0], decode + " ns");
        assertEquals(decode, photograph.decodeTime().toNanos());
    }

    /** Whatever the locations say is said in the same order, and what is left out is not read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void saysWhatTheLocationsSay(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String names =
                    random.ints(random.nextInt(5), 0, 6)
                            .mapToObj(kind -> kind(kind) + random.nextInt(100) + ",")
                            .collect(Collectors.joining());
            arguments.add(random.nextInt(6) == 0 ? "nowhere://x" : "watched://x?" + names);
        }
        List<String> expected = new ArrayList<>();
        for (Location location : open(arguments)) {
            ask(expected, location::next);
        }

        List<String> said = new ArrayList<>();
        List<Location> locations = open(arguments);
        try (ReadAhead ahead = new ReadAhead(locations, (_, photograph) -> isLeft(photograph))) {
            for (int i = 0; i < locations.size(); i++) {
                ask(said, ahead::next);
            }
        }

        assertEquals(expected, said);
        assertEquals(0, source.open());
        assertFalse(source.events.stream().anyMatch(event -> event.startsWith("read left")));
    }

    private static String kind(int kind) {
        return List.of("a", "b", "broken", "large", "left", "!").get(kind);
    }

    private static boolean isLeft(Photograph photograph) {
        return photograph.item().name().startsWith("left");
    }

    private List<Location> open(List<String> arguments) {
        return arguments.stream().map(a -> Location.open(a, List.of(source))).toList();
    }

    private interface Source {
        Optional<Photograph> next() throws IOException, InterruptedException;
    }

    /** Notes what is said until the end of a location. */
    private static void ask(List<String> said, Source source) throws InterruptedException {
        try {
            Optional<Photograph> next = source.next();
            while (next.isPresent()) {
                said.add(next.get().shown());
                if (!isLeft(next.get())) {
                    try (Image image = next.get().read()) {
                        said.add(image.width() + " columns");
                    } catch (IOException e) {
                        said.add(e.getMessage());
                    }
                }
                next = source.next();
            }
            said.add("end");
        } catch (IOException e) {
            said.add(e.getMessage());
        }
    }
}
