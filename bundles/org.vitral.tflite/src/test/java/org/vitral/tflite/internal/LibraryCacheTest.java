// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {

    static final byte[] CONTENT = "library".getBytes(StandardCharsets.UTF_8);
    static final String SHA256 = "b718f1354f7247312eca086d9a024afe5fa717ddea5adeddd6f12bcf945b2e8c";
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
        FileTime before = FileTime.fromMillis(1_000_000_000);
        Files.setLastModifiedTime(file, before);
        cache.file(library(SHA256));
        assertEquals(before, Files.getLastModifiedTime(file));
    }

    @Test
    void replacesADamagedFileOfTheSameSize() throws IOException {
        LibraryCache cache = new LibraryCache(folder);
        Path file = cache.file(library(SHA256));
        byte[] damaged = CONTENT.clone();
        damaged[CONTENT.length - 1] ^= 1;
        Files.write(file, damaged);
        cache.file(library(SHA256));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
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
        assertEquals(List.of(), files());
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
        for (int i = 0; i < 4; i++) {
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
        assertEquals(1, files().size(), () -> files().toString());
    }

    @Test
    void aProcessThatIsKilledWhileItWritesIsNoTroubleToTheNext()
            throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start(List.of(), HalfExtraction.class, folder.toString());
        assertEquals(HalfExtraction.HALF_WAY, child.process().inputReader().readLine());
        child.process().destroyForcibly().waitFor();
        List<Path> remains = files();
        assertEquals(1, remains.size(), remains::toString);

        Path file = new LibraryCache(folder).file(library(SHA256));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertTrue(Files.exists(remains.getFirst()), "It may belong to a process that lives");

        Files.setLastModifiedTime(
                remains.getFirst(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        new LibraryCache(folder).file(library(SHA256));
        assertEquals(List.of(file), files());
    }

    @Test
    void aJvmThatForbidsNativeAccessIsASentenceThatNamesTheFlag()
            throws IOException, InterruptedException {
        ChildJvm.Result result =
                ChildJvm.start(List.of("--illegal-native-access=deny"), LoadLibrary.class).await();
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.lastLine().contains(NATIVE_ACCESS), result.output());
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LibraryResource library(String sha256) {
        return library(sha256, () -> new ByteArrayInputStream(CONTENT));
    }

    /** A small library whose content comes as it is told. */
    static LibraryResource library(String sha256, Supplier<InputStream> content) {
        ClassLoader loader =
                new ClassLoader(null) {
                    @Override
                    public InputStream getResourceAsStream(String name) {
                        return content.get();
                    }
                };
        CRC32 crc32 = new CRC32();
        crc32.update(CONTENT);
        return new LibraryResource(
                loader, "lib.so", "lib.so", CONTENT.length, crc32.getValue(), sha256);
    }
}
