// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.option.Options;

final class ZipTargetTest {

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void nameTheArchive() {
        archive = folder.resolve("out/results.zip");
    }

    private ExportTarget open() throws IOException {
        return new ZipTargetProvider().open(archive.toString(), Options.NONE);
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void itAppearsWithAllThatWasCompletedWhenItIsClosed() throws IOException {
        byte[] big = new byte[2 * HeldOutput.MOST_IN_MEMORY];
        new Random(7).nextBytes(big);
        try (ExportTarget target = open()) {
            TargetFiles.write(target, "a/b.json", "{}");
            TargetFiles.write(target, "b.mask.png", big);
            TargetFiles.write(target, "b.bin", big);
            try (ExportFile file = target.create("c.json")) {
                file.stream().write('x');
            }
            assertFalse(Files.exists(archive));
            assertEquals(archive + "!/a/b.json", target.shown("a/b.json"));
        }

        Map<String, byte[]> entries = entries(Files.readAllBytes(archive));
        assertEquals(List.of("a/b.json", "b.bin", "b.mask.png"), List.copyOf(entries.keySet()));
        assertArrayEquals(big, entries.get("b.mask.png"));
        assertArrayEquals(big, entries.get("b.bin"));
        assertEquals(List.of("out/results.zip"), TargetFiles.in(folder));
    }

    @Test
    void withoutAFileThereIsNone() throws IOException {
        try (ExportTarget target = open();
                ExportFile file = target.create("c.json")) {
            file.stream().write(new byte[2 * HeldOutput.MOST_IN_MEMORY]);
        }
        assertEquals(List.of(), TargetFiles.in(folder));
    }

    @Test
    void oneThatIsThereStaysUnlessItMayBeReplaced() throws IOException {
        try (ExportTarget target = open()) {
            TargetFiles.write(target, "old.txt", "old");
        }
        assertEquals(
                "There already is such an archive, and nothing is added to it (the option"
                        + " zip.exists=replace writes a new one in its place)",
                assertThrows(FileSystemException.class, this::open).getReason());

        Options replace = Options.NONE.with(ZipTargetProvider.EXISTS, Existing.REPLACE);
        try (ExportTarget target = new ZipTargetProvider().open(archive.toString(), replace)) {
            TargetFiles.write(target, "new.txt", "new");
            assertTrue(entries(Files.readAllBytes(archive)).containsKey("old.txt"));
        }
        assertEquals(
                List.of("new.txt"), List.copyOf(entries(Files.readAllBytes(archive)).keySet()));
    }

    @Test
    void nothingInItLeadsOutOfIt() throws IOException {
        try (ExportTarget target = open()) {
            for (String path : List.of("../b", "/b", "a/../../b", "..\\b", "C:\\b", "", "a/")) {
                assertThrows(IOException.class, () -> target.create(path), path);
            }
            TargetFiles.write(target, "./a//b.txt", "x");
        }
        assertEquals(
                List.of("a/b.txt"), List.copyOf(entries(Files.readAllBytes(archive)).keySet()));
    }

    @Test
    void aNameIsTakenOnceAndFreeAgainWhenItsFileWasGivenUp() throws IOException {
        try (ExportTarget target = open()) {
            try (ExportFile file = target.create("b.txt")) {
                assertThrows(IOException.class, () -> target.create("B.TXT"));
                file.stream().write('x');
            }
            TargetFiles.write(target, "b.txt", "second");
            assertThrows(IOException.class, () -> target.create("b.txt"));
        }
        assertEquals("second", new String(entries(Files.readAllBytes(archive)).get("b.txt")));
    }

    @Test
    void manyThreadsWriteAtTheSameTime() throws Exception {
        try (ExportTarget target = open();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String name = "%02d.txt".formatted(i);
                writing.add(
                        threads.submit(
                                () -> {
                                    TargetFiles.write(target, name, name.repeat(10_000));
                                    return null;
                                }));
            }
            for (Future<?> one : writing) {
                one.get();
            }
        }
        Map<String, byte[]> entries = entries(Files.readAllBytes(archive));
        assertEquals(64, entries.size());
        entries.forEach(
                (name, bytes) -> assertEquals(name.repeat(10_000), new String(bytes), name));
    }

    @Test
    void afterAFullDiskThereIsNoArchive() throws Exception {
        assumeTrue(SmallFiles.possible(), SmallFiles.WHY_NOT);

        List<String> said = SmallFiles.run("zip", archive.toString());

        // The big file does not even fit beside the archive, which is complete without it.
        assertEquals(List.of("small.txt written", "big.bin refused", "closed"), said);
        assertEquals(List.of("out/results.zip"), TargetFiles.in(folder));
        assertEquals(
                List.of("small.txt"), List.copyOf(entries(Files.readAllBytes(archive)).keySet()));
    }

    @Test
    void anArchiveThatBreaksIsNotThereAndEachOfItsFilesSaysSo() throws IOException {
        HiddenFiles files = HiddenFiles.open();
        Path hidden = files.begin(folder);
        ExportTarget target =
                ZipTarget.onFile(
                        "results.zip",
                        folder.resolve("results.zip"),
                        hidden,
                        new FullAfter(100_000, Files.newOutputStream(hidden)),
                        files);
        byte[] noise = new byte[300_000];
        new Random(3).nextBytes(noise);

        TargetFiles.write(target, "a.txt", "x");
        assertThrows(IOException.class, () -> TargetFiles.write(target, "b.png", noise));
        assertEquals(
                "The archive cannot be written any further (No space left on device)",
                assertThrows(IOException.class, () -> target.create("c.txt")).getMessage());
        assertEquals(
                "The archive could not be written, and none is there (No space left on device)",
                assertThrows(IOException.class, target::close).getMessage());
        target.close();

        assertEquals(List.of(), TargetFiles.in(folder));
    }

    @Test
    void theStandardOutputTakesAnArchiveToo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExportTarget target =
                ZipTarget.onStream("standard output", out, HiddenFiles.open(), folder)) {
            TargetFiles.write(target, "a.txt", "x");
            TargetFiles.write(target, "b.txt", "y");
        }
        assertEquals(List.of("a.txt", "b.txt"), List.copyOf(entries(out.toByteArray()).keySet()));
        assertEquals(List.of(), TargetFiles.in(folder));
    }
}
