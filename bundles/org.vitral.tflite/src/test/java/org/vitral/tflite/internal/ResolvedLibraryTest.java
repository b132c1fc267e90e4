// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that was half copied is a sentence: the system's loader would end the process. */
class ResolvedLibraryTest {

    @TempDir private Path folder;

    @Test
    void aWholeLibraryIsMapped() throws IOException {
        Path library = library();
        assertTrue(ElfFile.leastSize(library) <= Files.size(library), "whole, and refused");
        ResolvedLibrary.open(library).close();
    }

    @Test
    void aTruncatedLibraryIsRefusedAtAnyLength() throws IOException {
        byte[] whole = Files.readAllBytes(library());
        for (int length : new int[] {64, 100, 3000, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.so"), Arrays.copyOf(whole, length));
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> ResolvedLibrary.open(cut));
            assertEquals(
                    "The library %s is truncated: it has %,d bytes, and its headers tell of %,d"
                            .formatted(cut, length, ElfFile.leastSize(cut)),
                    refused.getMessage());
        }
    }

    @Test
    void whatIsNoLibraryIsLeftToTheSystem() throws IOException {
        Path text = Files.writeString(folder.resolve("text.so"), "no library");
        assertEquals(0, ElfFile.leastSize(text));
    }

    /** TensorFlow Lite's own, on the system that has this kind of file. */
    private static Path library() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "ELF is Linux's format");
        LibraryResource resource =
                LibraryResource.find(
                        ResolvedLibraryTest.class.getClassLoader(), NativePlatform.current());
        return new LibraryCache(CacheFolder.current()).file(resource);
    }
}
