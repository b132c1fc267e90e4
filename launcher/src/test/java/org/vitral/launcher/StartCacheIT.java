// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start with the cache gives what a start without it gives, and whatever becomes of the cache
 * costs time only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for POSIX shells")
class StartCacheIT {

    private static final long PATIENCE_SECONDS = 300;
    private static final String A_CLASS =
            "org.vitral.segmentation.internal.ConfiguredSegmenter source: ";

    /** Where the class of a normal bundle is said to come from, and that of a stored one. */
    private static final String STORED = "shared objects file";

    private Path folder;

    private Path home;
    private byte[] mask;
    private byte[] overlay;

    /** A distribution of our own, with a cache; and the pictures that a plain start makes. */
    @BeforeAll
    void train(@TempDir Path shared) throws Exception {
        folder = shared;
        BuiltDistribution.assumeAnyModel();
        home = copy("home");
        VitralProcess trained = run(home, folder, Map.of("VITRAL_START", "train"));
        assertEquals(0, trained.exit(), () -> "" + trained.err());
        Path out = folder.resolve("plain");
        VitralProcess plain = segment(home, out, Map.of("VITRAL_START", "plain"));
        assertQuietlyDone(plain);
        mask = Files.readAllBytes(out.resolve("chelsea.mask.png"));
        overlay = Files.readAllBytes(out.resolve("chelsea.overlay.png"));
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        for (String part : List.of("bin", "lib", "features", "docs/images")) {
            Path to = Files.createDirectories(copy.resolve(part));
            try (Stream<Path> files = Files.list(BuiltDistribution.HOME.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        Files.createSymbolicLink(
                copy.resolve("repository"), BuiltDistribution.HOME.resolve("repository"));
        return copy;
    }

    private static VitralProcess run(
            Path home, Path folder, Map<String, String> environment, Object... arguments)
            throws Exception {
        return VitralProcess.runOf(home, folder, PATIENCE_SECONDS, environment, "", arguments);
    }

    private VitralProcess segment(
            Path home, Path out, Map<String, String> environment, Object... more) throws Exception {
        Object[] usual = {"segment", BuiltDistribution.cat(), "--output", out};
        Object[] all = Stream.concat(Stream.of(usual), Stream.of(more)).toArray();
        return run(home, folder, environment, all);
    }

    private static void assertQuietlyDone(VitralProcess process) {
        assertEquals(0, process.exit(), () -> "" + process.err());
        assertEquals(List.of(), process.err());
        assertTrue(process.out().getFirst().contains("chelsea.jpg"), process::text);
    }

    private void assertSamePictures(Path home, String name) throws Exception {
        Path out = folder.resolve(name);
        assertQuietlyDone(segment(home, out, Map.of()));
        assertArrayEquals(mask, Files.readAllBytes(out.resolve("chelsea.mask.png")));
        assertArrayEquals(overlay, Files.readAllBytes(out.resolve("chelsea.overlay.png")));
    }

    /** What a test does to a file of the distribution. */
    private interface Harm {
        void to(Path file) throws IOException;
    }

    /** The pictures are the same after harm was done, which is then undone. */
    private void assertNoMatter(Path file, Harm harm) throws Exception {
        Path aside = folder.resolve("aside");
        Files.move(file, aside);
        try {
            Files.copy(aside, file, StandardCopyOption.COPY_ATTRIBUTES);
            harm.to(file);
            assertSamePictures(home, "harmed");
        } finally {
            Files.deleteIfExists(file);
            Files.move(aside, file);
        }
    }

    private static Path cached(Path home, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("cache"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no file " + suffix));
        }
    }

    private String sourceOfAClass(Path home, String start) throws Exception {
        Path log = folder.resolve("classes-" + start + ".log");
        VitralProcess process =
                run(
                        home,
                        folder,
                        Map.of(
                                "VITRAL_START",
                                start,
                                "VITRAL_JAVA_OPTS",
                                "-Xlog:class+load:file=" + log),
                        "segment",
                        BuiltDistribution.cat(),
                        "--output",
                        folder.resolve("classes"));
        assertEquals(0, process.exit(), () -> "" + process.err());
        try (Stream<String> lines = Files.lines(log)) {
            String line = lines.filter(one -> one.contains(A_CLASS)).findFirst().orElseThrow();
            return line.substring(line.indexOf(A_CLASS) + A_CLASS.length());
        }
    }

    @Test
    void theCacheHoldsTheClassesOfTheBundles() throws Exception {
        assertEquals(STORED, sourceOfAClass(home, "frozen"));
    }

    @Test
    void aPlainStartDoesWithoutIt() throws Exception {
        assertTrue(!sourceOfAClass(home, "plain").equals(STORED));
    }

    @Test
    void theMaskAndTheOverlayAreTheSameByteForByte() throws Exception {
        assertSamePictures(home, "same");
    }

    @Test
    void theModelsAreTheSame() throws Exception {
        assertEquals(
                run(home, folder, Map.of("VITRAL_START", "plain"), "models"),
                run(home, folder, Map.of(), "models"));
    }

    @Test
    void theVersionsAreTheSame() throws Exception {
        assertEquals(
                run(home, folder, Map.of("VITRAL_START", "plain"), "--version"),
                run(home, folder, Map.of(), "--version"));
    }

    @Test
    void wrongUsageIsTheSame() throws Exception {
        VitralProcess cached = run(home, folder, Map.of(), "segment", "x.jpg", "--export", "no");
        assertEquals(2, cached.exit());
        assertEquals(
                run(
                        home,
                        folder,
                        Map.of("VITRAL_START", "plain"),
                        "segment",
                        "x.jpg",
                        "--export",
                        "no"),
                cached);
    }

    @Test
    void aDropInWorks() throws Exception {
        Path dropins = Files.createDirectories(home.resolve("dropins"));
        Path jar = dropins.resolve("labels.jar");
        Path out = folder.resolve("dropped");
        try {
            DropinIT.writeBundle(Files.createDirectories(folder.resolve("dropin")), jar);
            assertQuietlyDone(segment(home, out, Map.of(), "--export", "labels"));
        } finally {
            Files.deleteIfExists(jar);
        }
        assertEquals("chelsea.jpg 135300", Files.readString(out.resolve("chelsea.labels.txt")));
    }

    @Test
    void theShellHasItsOwnBundles() throws Exception {
        VitralProcess shell =
                run(home, folder, Map.of(), "shell", "-c", "segment " + BuiltDistribution.cat());
        assertEquals(0, shell.exit(), () -> "" + shell.err());
        assertTrue(shell.text().contains("chelsea.jpg"), shell::text);
    }

    @Test
    void aMissingCacheOfClassesIsNoMatter() throws Exception {
        assertNoMatter(cached(home, ".aot"), Files::delete);
    }

    @Test
    void aCacheOfClassesThatIsBrokenOffIsNoMatter() throws Exception {
        assertNoMatter(
                cached(home, ".aot"),
                classes -> {
                    try (RandomAccessFile file = new RandomAccessFile(classes.toFile(), "rw")) {
                        file.setLength(file.length() / 2);
                    }
                });
    }

    @Test
    void aFileThatIsNoCacheOfClassesIsNoMatter() throws Exception {
        assertNoMatter(
                cached(home, ".aot"), file -> Files.writeString(file, "This is no cache.\n"));
    }

    @Test
    void optionsThatTheCacheWasNotMadeWithAreNoMatter() throws Exception {
        Path out = folder.resolve("options");
        assertQuietlyDone(
                segment(
                        home,
                        out,
                        Map.of(
                                "VITRAL_JAVA_OPTS",
                                "-XX:-UseCompressedOops --add-modules=java.sql")));
        assertArrayEquals(mask, Files.readAllBytes(out.resolve("chelsea.mask.png")));
    }

    @Test
    void aPlanThatIsMissingIsNoMatter() throws Exception {
        assertNoMatter(cached(home, ".plan"), Files::delete);
    }

    @Test
    void aPlanThatHoldsNoMoreIsNoMatter() throws Exception {
        assertNoMatter(
                home.resolve("features/vitral-cli.json"),
                feature -> Files.setLastModifiedTime(feature, FileTime.fromMillis(1)));
    }

    @Test
    void severalMayMakeItAtOnceWhileOthersRun() throws Exception {
        Path copy = copy("crowd");
        List<VitralProcess> ended =
                List.of("train", "train", "frozen", "frozen").parallelStream()
                        .map(
                                start -> {
                                    try {
                                        return start.equals("train")
                                                ? run(copy, folder, Map.of("VITRAL_START", start))
                                                : segment(
                                                        copy,
                                                        folder.resolve("crowd-out"),
                                                        Map.of());
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                })
                        .toList();
        ended.forEach(process -> assertEquals(0, process.exit(), () -> "" + process.err()));
        assertSamePictures(copy, "after-the-crowd");
        assertTrue(Files.exists(cached(copy, ".aot")));
    }
}
