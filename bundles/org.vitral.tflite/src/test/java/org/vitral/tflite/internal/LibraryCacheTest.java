// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {

    private static final byte[] CONTENT = "library".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 =
            "b718f1354f7247312eca086d9a024afe5fa717ddea5adeddd6f12bcf945b2e8c";
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    @TempDir private Path folder;

    @Test
    void writesTheLibraryUnderItsHash() throws IOException {
        Path file = new LibraryCache(folder).file(library(SHA256));
        assertEquals(folder.resolve("natives").resolve(SHA256).resolve("lib.so"), file);
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws IOException {
        LibraryCache cache = new LibraryCache(folder);
        Path file = cache.file(library(SHA256));
        byte[] mark = new byte[CONTENT.length];
        Files.write(file, mark);
        cache.file(library(SHA256));
        assertArrayEquals(mark, Files.readAllBytes(file));
    }

    @Test
    void replacesAFileOfAnotherSize() throws IOException {
        LibraryCache cache = new LibraryCache(folder);
        Path file = cache.file(library(SHA256));
        Files.write(file, new byte[] {1});
        cache.file(library(SHA256));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void refusesALibraryThatIsNotWhatItsFragmentSays() throws IOException {
        String other = "0".repeat(64);
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> new LibraryCache(folder).file(library(other)));
        assertTrue(e.getMessage().contains(other), e::getMessage);
        try (Stream<Path> files = Files.walk(folder)) {
            assertFalse(files.anyMatch(Files::isRegularFile));
        }
    }

    @Test
    void usesATemporaryFileWhereTheCacheCannotBeWritten() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        Path file = new LibraryCache(notAFolder).file(library(SHA256));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void severalProcessesMayStartAtTheSameTime() throws IOException, InterruptedException {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(
                    ChildJvm.start(
                            List.of(NATIVE_ACCESS, "-Dorg.vitral.cache=" + folder),
                            LoadLibrary.class));
        }
        for (ChildJvm child : children) {
            ChildJvm.Result result = child.await();
            assertEquals(0, result.exitCode(), result.output());
            assertEquals(SharedRuntime.get().version(), result.output().strip());
        }
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aJvmThatForbidsNativeAccessIsASentenceThatNamesTheFlag()
            throws IOException, InterruptedException {
        ChildJvm.Result result =
                ChildJvm.start(List.of("--illegal-native-access=deny"), LoadLibrary.class).await();
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.lastLine().contains(NATIVE_ACCESS), result.output());
    }

    private static LibraryResource library(String sha256) {
        ClassLoader loader =
                new ClassLoader(null) {
                    @Override
                    public InputStream getResourceAsStream(String name) {
                        return new ByteArrayInputStream(CONTENT);
                    }
                };
        return new LibraryResource(loader, "lib.so", "lib.so", CONTENT.length, sha256);
    }
}
