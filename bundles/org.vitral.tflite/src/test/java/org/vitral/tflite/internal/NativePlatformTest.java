// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macosx-arm64",
        "Mac OS X, x86_64, macosx-x86_64",
        "Windows 11, amd64, windows-x86_64",
        "FreeBSD, riscv64, freebsd-riscv64"
    })
    void isNamedAsTheFragmentsAre(String osName, String osArch, String platform) {
        assertEquals(platform, NativePlatform.of(osName, osArch).name());
    }

    @Test
    void aMissingLibraryIsASentenceThatNamesTheFragment() {
        ClassLoader empty = new ClassLoader(null) {};
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> LibraryResource.find(empty, new NativePlatform("linux-arm64")));
        assertTrue(e.getMessage().contains("org.vitral.tflite.natives.linux-arm64"), e::getMessage);
    }

    @Test
    void aPlatformWithoutALibraryIsASentenceThatNamesThoseThatHaveOne() {
        ClassLoader empty = new ClassLoader(null) {};
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> LibraryResource.find(empty, new NativePlatform("windows-x86_64")));
        assertTrue(e.getMessage().contains("linux-x86_64, linux-arm64"), e::getMessage);
    }
}
