// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostWithoutFontsTest {

    @TempDir Path folder;

    @Test
    void theSamePictureIsDrawnWhereTheHostHasNoFonts() throws Exception {
        assertEquals(HostWithoutFonts.checksum(), checksumOfAnotherJvm());
    }

    @Test
    void theSamePictureIsDrawnWhereThereIsNoJava2dAtAll() throws Exception {
        assertEquals(
                HostWithoutFonts.checksum(), checksumOfAnotherJvm("--limit-modules", "java.base"));
    }

    private long checksumOfAnotherJvm(String... flags) throws IOException, InterruptedException {
        Path noFonts =
                Files.writeString(
                        folder.resolve("fonts.conf"),
                        "<?xml version=\"1.0\"?><fontconfig></fontconfig>\n");
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        command.addAll(List.of(flags));
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add(HostWithoutFonts.class.getName());
        ProcessBuilder jvm =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        jvm.environment().put("FONTCONFIG_FILE", noFonts.toString());
        Process process = jvm.start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the other JVM hangs");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8).strip();
        assertEquals(0, process.exitValue(), said);
        return Long.parseLong(said);
    }
}
