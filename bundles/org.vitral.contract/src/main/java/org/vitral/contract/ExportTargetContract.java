// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceReference;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * What every {@link ExportTargetProvider}, and the targets that it opens, hold to. Used as {@link
 * ExporterContract}.
 */
public abstract class ExportTargetContract extends ServiceContract<ExportTargetProvider> {

    private final AtomicInteger places = new AtomicInteger();

    @TempDir private Path folder;

    protected ExportTargetContract() {
        super(ExportTargetProvider.class);
    }

    /**
     * A place that can be opened.
     *
     * @param empty an empty folder, for this place only
     */
    protected abstract String place(Path empty);

    /**
     * What is in a target that was closed: the bytes of its files by their paths, or by any name
     * where it does not keep these; nothing where nothing was written.
     */
    protected abstract Map<String, byte[]> read(String place) throws IOException;

    /**
     * Whether a target holds files, with their paths. One that does not is a stream, which takes
     * one file and forgets its path; what that cannot do is not tested.
     */
    protected boolean holdsFiles() {
        return true;
    }

    @Override
    final Object use(ExportTargetProvider provider) throws Exception {
        String place = newPlace();
        try (ExportTarget target = provider.open(place, Options.NONE)) {
            write(target, "a/b.txt", "hello".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> files = new TreeMap<>();
        read(place)
                .forEach(
                        (path, bytes) ->
                                files.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return files;
    }

    @Override
    final List<Option<?>> optionsOf(ExportTargetProvider provider) {
        return provider.options();
    }

    @Override
    final void check(ServiceReference<ExportTargetProvider> reference) {
        checkName(reference, ExportTargetProvider.KIND);
    }

    @Test
    protected void aCompletedFileIsThereAndAnotherIsNot() throws Exception {
        String place = newPlace();
        byte[] large = new byte[3_000_001];
        new Random(7).nextBytes(large);
        try (ExportTarget target = create().open(place, Options.NONE)) {
            try (ExportFile given = target.create("given-up.txt")) {
                given.stream().write(large, 0, 100_000);
            }
            write(target, "deep/er/large.bin", large);
        }
        assertHolds(Map.of("deep/er/large.bin", large), place);
    }

    @Test
    protected void aFileMayBeEmpty() throws Exception {
        String place = newPlace();
        try (ExportTarget target = create().open(place, Options.NONE)) {
            write(target, "empty", new byte[0]);
        }
        assertHolds(Map.of("empty", new byte[0]), place);
    }

    @Test
    protected void whatIsUnfinishedWhenItIsClosedIsGone() throws Exception {
        String place = newPlace();
        ExportTarget target = create().open(place, Options.NONE);
        try (ExportFile file = target.create("late.txt")) {
            file.stream().write(new byte[100]);
            target.close();
            assertThrows(IOException.class, file::complete, "A file was completed after the end");
        }
        assertThrows(IOException.class, () -> target.create("later.txt").close());
        assertEquals(0, read(place).values().stream().mapToInt(file -> file.length).sum());
    }

    @Test
    protected void filesThatAreWrittenAtTheSameTimeAreAllWhole() throws Exception {
        assumeTrue(holdsFiles(), "It takes one file");
        String place = newPlace();
        AtomicInteger next = new AtomicInteger();
        try (ExportTarget target = create().open(place, Options.NONE)) {
            Together.call(
                    () -> {
                        int number = next.getAndIncrement();
                        try (ExportFile file = target.create("file-%d.txt".formatted(number))) {
                            for (int i = 0; i < 20_000; i++) {
                                file.stream().write('a' + number);
                            }
                            file.complete();
                        }
                        return null;
                    });
        }
        Map<String, byte[]> files = read(place);
        assertEquals(Together.THREADS, files.size());
        for (int number = 0; number < Together.THREADS; number++) {
            assertEquals(
                    String.valueOf((char) ('a' + number)).repeat(20_000),
                    new String(files.get("file-%d.txt".formatted(number)), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside.txt", "a/../../outside.txt", "/outside.txt", "a/..", ".", ""})
    protected void aPathThatLeadsOutsideIsRefused(String path) throws Exception {
        assumeTrue(holdsFiles(), "It forgets the path");
        String place = newPlace();
        try (ExportTarget target = create().open(place, Options.NONE)) {
            IOException refusal = assertThrows(IOException.class, () -> target.create(path));
            assertFalse(refusal.getMessage().isBlank());
        }
    }

    @Test
    protected void closingTwiceDoesNothingMore() throws Exception {
        String place = newPlace();
        ExportTarget target = create().open(place, Options.NONE);
        ExportFile file = target.create("once.txt");
        file.stream().write(1);
        file.complete();
        file.close();
        file.close();
        target.close();
        target.close();
        assertHolds(Map.of("once.txt", new byte[] {1}), place);
    }

    @Test
    protected void aMessageCallsAFileByItsName() throws Exception {
        try (ExportTarget target = create().open(newPlace(), Options.NONE)) {
            assertTrue(target.shown("a/b.txt").contains("b.txt"), target.shown("a/b.txt"));
        }
    }

    private void assertHolds(Map<String, byte[]> expected, String place) throws IOException {
        Map<String, byte[]> files = read(place);
        assertEquals(expected.size(), files.size(), () -> "There is " + files.keySet());
        if (holdsFiles()) {
            assertEquals(expected.keySet(), files.keySet());
        }
        assertArrayEquals(expected.values().iterator().next(), files.values().iterator().next());
    }

    private String newPlace() throws IOException {
        return place(Files.createDirectory(folder.resolve("place-" + places.incrementAndGet())));
    }

    private static void write(ExportTarget target, String path, byte[] bytes) throws IOException {
        try (ExportFile file = target.create(path)) {
            file.stream().write(bytes);
            file.complete();
        }
    }
}
