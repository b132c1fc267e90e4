// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in the project's README segments a photograph, with the official classes alone. */
class ReadmeProgramTest {

    private static final Path README = Path.of("../../README.md");
    private static final Pattern PROGRAM =
            Pattern.compile("```java\n(import.*?public class Segment .*?)```", Pattern.DOTALL);

    @Test
    void hasTwentyLinesAndNoOtherClassesThanTheOfficialOnes() throws IOException {
        String program = program();
        assertEquals(20, program.lines().filter(line -> !line.isBlank()).count());
        assertTrue(
                program.lines()
                        .filter(line -> line.startsWith("import"))
                        .allMatch(
                                line ->
                                        line.matches(
                                                "import (java|javax|org\\.tensorflow\\.lite)\\..*")),
                program);
    }

    @Test
    void givesTheGoldenMask(@TempDir Path folder) throws IOException, InterruptedException {
        Path golden = SharedData.file("images/horse_rider_257.golden.png");
        Path source = Files.writeString(folder.resolve("Segment.java"), program());
        Path mask = folder.resolve("mask.png");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString(),
                                SharedData.starterModel().getPath(),
                                SharedData.file("images/horse_rider_257.jpg").toString(),
                                mask.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(List.of(), output.lines().toList());
        Raster expected = ImageIO.read(golden.toFile()).getRaster();
        Raster found = ImageIO.read(mask.toFile()).getRaster();
        int size = GoldenMask.SIZE;
        int[] none = null;
        assertArrayEquals(
                expected.getSamples(0, 0, size, size, 0, none),
                found.getSamples(0, 0, size, size, 0, none));
    }

    private static String program() throws IOException {
        Matcher program = PROGRAM.matcher(Files.readString(README));
        assertTrue(program.find(), "there is no program in " + README);
        return program.group(1);
    }
}
