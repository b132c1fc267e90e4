// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What a probe says of a configuration or a library that cannot be used. */
class ExternalDelegateProbeTest {

    private static final String CREATE_ONLY =
            "void *tflite_plugin_create_delegate(void) { return 0; }";
    private static final String DESTROY =
            "void tflite_plugin_destroy_delegate(void *it) { (void)it; }";

    @TempDir Path folder;

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();

    @Test
    void isFineWithALibraryThatExportsBothFunctions() throws Exception {
        Path library = Gcc.library(folder.resolve("both.so"), CREATE_ONLY + DESTROY);
        assertEquals(DelegateProbe.AVAILABLE, provider("npu", library.toString()).probe(runtime));
    }

    @Test
    void saysThatThereIsNoName() {
        assertEquals(
                "This external delegate (library \"/lib/npu.so\") has no name: set org.vitral.delegate.name in its configuration",
                reason(provider(" ", "/lib/npu.so")));
    }

    @Test
    void saysThatThereIsNoLibrary() {
        assertEquals(
                "The external delegate \"npu\" has no library: set library to the path of one in its configuration",
                reason(provider("npu", "")));
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertEquals(
                "The external delegate \"npu\" has a wrong option: \"fast\" is not KEY=VALUE",
                reason(provider("npu", "/lib/npu.so", "fast")));
    }

    @Test
    void saysThatTheLibraryIsNoPath() {
        String reason = reason(provider("npu", "a\0b"));
        assertTrue(
                reason.startsWith("The library of the external delegate \"npu\" is no path"),
                reason);
    }

    @Test
    void saysWhereThereIsNoFile() {
        Path absent = folder.resolve("libnpu.so");
        assertEquals(
                "There is no library %s: install it there, or correct library in the configuration"
                        .formatted(absent),
                reason(provider("npu", absent.toString())));
    }

    @Test
    void looksFromTheWorkingDirectory() {
        String reason = reason(provider("npu", "no/libnpu.so"));
        assertTrue(reason.contains(Path.of("no/libnpu.so").toAbsolutePath().toString()), reason);
    }

    @Test
    void saysThatAFolderIsNoLibrary() {
        String reason = reason(provider("npu", folder.toString()));
        assertTrue(reason.startsWith(folder + " is not a file"), reason);
    }

    @Test
    void saysThatTheFileMayNotBeRead() throws Exception {
        Path library = Files.writeString(folder.resolve("libnpu.so"), "x");
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(library), "this user may read every file");
        String reason = reason(provider("npu", library.toString()));
        assertTrue(reason.contains("may not be read"), reason);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems word it otherwise")
    void saysWhatTheSystemSaysOfAFileThatIsNoLibrary() throws Exception {
        Path library = folder.resolve("libnpu.so");
        Files.writeString(library, "This is not a library, but it is long enough. ".repeat(100));
        String reason = reason(provider("npu", library.toString()));
        assertTrue(reason.contains("cannot be loaded (invalid ELF header)"), reason);
        assertTrue(reason.contains(System.getProperty("os.arch")), reason);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems word it otherwise")
    void saysWhichFunctionOfOthersTheLibraryMisses() throws Exception {
        Path library =
                Gcc.library(
                        folder.resolve("needy.so"),
                        "void absent_function(void); void *tflite_plugin_create_delegate(void) { absent_function(); return 0; }"
                                + DESTROY);
        String reason = reason(provider("npu", library.toString()));
        assertTrue(reason.contains("undefined symbol: absent_function"), reason);
    }

    @Test
    void saysWhichFunctionTheLibraryDoesNotExport() throws Exception {
        String other =
                reason(
                        provider(
                                "npu",
                                Gcc.library(folder.resolve("other.so"), "int a;").toString()));
        assertTrue(other.contains("exports no tflite_plugin_create_delegate"), other);
        String half =
                reason(
                        provider(
                                "npu",
                                Gcc.library(folder.resolve("half.so"), CREATE_ONLY).toString()));
        assertTrue(half.contains("exports no tflite_plugin_destroy_delegate"), half);
    }

    @Test
    void isWhatCreateSaysToo() {
        for (ExternalDelegateProvider wrong :
                List.of(provider("npu", ""), provider("npu", folder.resolve("no.so").toString()))) {
            IllegalStateException refused =
                    assertThrows(
                            IllegalStateException.class,
                            () -> wrong.create(runtime, new DelegateOptions(1)));
            assertEquals(reason(wrong), refused.getMessage());
        }
    }

    private String reason(ExternalDelegateProvider provider) {
        DelegateProbe probe = provider.probe(runtime);
        assertFalse(probe.available());
        return probe.reason();
    }

    private static ExternalDelegateProvider provider(
            String name, String library, String... options) {
        return new ExternalDelegateProvider(name, library, List.of(options), message -> {});
    }
}
