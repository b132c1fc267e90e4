// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.option.Options;

final class FolderTargetTest {

    @TempDir private Path folder;

    private ExportTarget open() throws IOException {
        return new FolderTargetProvider().open(folder.toString(), Options.NONE);
    }

    @Test
    void aFileAppearsWhenItIsComplete() throws IOException {
        try (ExportTarget target = open();
                ExportFile file = target.create("a/b.txt")) {
            file.stream().write('x');
            assertEquals(1, TargetFiles.in(folder).size());
            assertTrue(TargetFiles.in(folder).getFirst().startsWith("a/.vitral-"));

            file.complete();

            assertEquals(List.of("a/b.txt"), TargetFiles.in(folder));
        }
        assertEquals("x", Files.readString(folder.resolve("a/b.txt")));
    }

    @Test
    void aFileThatIsNotCompletedNeverWas() throws IOException {
        try (ExportTarget target = open()) {
            TargetFiles.write(target, "b.txt", "old");
            try (ExportFile file = target.create("b.txt")) {
                file.stream().write('x');
            }
        }
        assertEquals("old", Files.readString(folder.resolve("b.txt")));
        assertEquals(List.of("b.txt"), TargetFiles.in(folder));
    }

    @Test
    void whatIsUnfinishedIsGoneWhenTheTargetIsClosed() throws IOException {
        ExportTarget target = open();
        ExportFile file = target.create("b.txt");
        target.close();

        file.stream().write('x');
        assertThrows(IOException.class, file::complete);
        assertThrows(IOException.class, () -> target.create("c.txt"));
        assertEquals(List.of(), TargetFiles.in(folder));
    }

    @Test
    void nothingLeavesTheFolder() throws IOException {
        try (ExportTarget target = open()) {
            for (String path : List.of("../b.txt", "/tmp/b.txt", "a/../../b.txt", "", ".")) {
                assertThrows(IOException.class, () -> target.create(path), path);
            }
        }
    }

    @Test
    void anOldFileStaysWhereThatIsAskedFor() throws IOException {
        Options refuse = Options.NONE.with(FolderTargetProvider.EXISTS, Existing.REFUSE);
        try (ExportTarget target = new FolderTargetProvider().open(folder.toString(), refuse)) {
            TargetFiles.write(target, "b.txt", "old");
            assertThrows(FileAlreadyExistsException.class, () -> target.create("b.txt"));
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefusedAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FolderTargetProvider folders = new FolderTargetProvider();

        assertEquals(
                "The output folder is a file",
                assertThrows(
                                FileSystemException.class,
                                () -> folders.open(file.toString(), Options.NONE))
                        .getReason());
        assertEquals(
                "The output folder cannot be made, because %s is a file".formatted(file),
                assertThrows(
                                FileSystemException.class,
                                () -> folders.open(file + "/below/it", Options.NONE))
                        .getReason());
        assertEquals(List.of("file"), TargetFiles.in(folder));
    }

    @Test
    void afterAFullDiskNoFileIsThere() throws Exception {
        assumeTrue(SmallFiles.possible(), SmallFiles.WHY_NOT);

        List<String> said = SmallFiles.run("folder", folder.resolve("out").toString());

        assertEquals(List.of("small.txt written", "big.bin refused", "closed"), said);
        assertEquals(List.of("out/small.txt"), TargetFiles.in(folder));
    }
}
