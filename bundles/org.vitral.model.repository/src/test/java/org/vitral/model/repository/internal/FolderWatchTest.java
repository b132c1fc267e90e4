// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelEvent.Kind;

@Timeout(60)
class FolderWatchTest {
    @TempDir Path temp;
    private final OfferedModels offered = new OfferedModels();
    private final BlockingQueue<ModelEvent> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

    @Test
    void whereTheSystemTellsOfNoChangesTheFolderIsLookedAtNowAndThen() throws Exception {
        // The file system inside of a zip file has no watch.
        try (FileSystem zip =
                        FileSystems.newFileSystem(
                                temp.resolve("files.zip"), Map.of("create", "true"));
                FolderWatch watch = watch(zip.getPath("/"), Duration.ofMillis(5))) {
            assertTrue(warnings.take().startsWith("The folder / is looked at each"));
            assertComesAndGoes(zip.getPath("/net.tflite"));
        }
    }

    @Test
    void whereTheSystemTellsOfChangesNoLookIsWaitedFor() throws Exception {
        try (FolderWatch watch = watch(temp, Duration.ofDays(1))) {
            assertComesAndGoes(temp.resolve("net.tflite"));
        }
    }

    @Test
    void whatAFolderOffersLeavesWhenItIsNoLongerWatched() throws Exception {
        TinyModel.scores().write(temp.resolve("net.tflite"));
        try (FolderWatch watch = watch(temp, Duration.ofDays(1))) {
            assertEquals(Kind.ARRIVED, told.take().kind());
        }
        assertEquals(Kind.LEFT, told.take().kind());
        assertEquals(List.of(), offered.get());
    }

    private void assertComesAndGoes(Path file) throws Exception {
        Files.write(file, TinyModel.scores().bytes());
        assertEquals(Kind.ARRIVED, told.take().kind());
        // Of another size: the times of a zip file are too coarse to tell.
        Files.write(file, TinyModel.scores().ballast(10).bytes());
        assertEquals(Kind.REPLACED, told.take().kind());
        Files.delete(file);
        assertEquals(Kind.LEFT, told.take().kind());
    }

    private FolderWatch watch(Path folder, Duration period) {
        offered.add(new ListenerQueue("test", () -> told::add, warnings::add));
        return new FolderWatch(
                folder,
                Duration.ofMillis(20),
                period,
                new FileIdentifier(
                        new Descriptors(List.of()), new VerifiedChecksums(temp.resolve("cache"))),
                offered,
                warnings::add);
    }
}
