// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebP as the command writes it, with the feature that is started only where it is asked for. */
class WebpIT {

    @TempDir private Path folder;

    @BeforeEach
    void needsAModel() throws Exception {
        BuiltDistribution.assumeAnyModel();
    }

    @Test
    void everyPixelOfAMaskHasTheColourOfItsClass() throws Exception {
        assumeX86();
        ForeignTools.assumePython("numpy", "PIL");
        segment(Map.of(), "--export", "mask,webp");
        assertEquals(
                1,
                ForeignTools.python("webp.py", folder.resolve("out"), "chelsea", 451, 300).size());
        segment(Map.of(), "--export=webp,mask", "--size", "1x1");
        ForeignTools.python("webp.py", folder.resolve("out"), "chelsea", 1, 1);
        segment(Map.of(), "--export", "webp,mask", "--size", "4001x3001");
        ForeignTools.python("webp.py", folder.resolve("out"), "chelsea", 4001, 3001);
        ForeignTools.assumeCommand("webpinfo");
        List<String> info = ForeignTools.run("webpinfo", folder.resolve("out/chelsea.mask.webp"));
        assertTrue(info.contains("  Format: Lossless (2)"), info.toString());
        assertTrue(info.contains("No error detected."), info.toString());
    }

    /** The native library is unpacked there while it is used. */
    @Test
    void nothingIsLeftInTheFolderForTemporaryFiles() throws Exception {
        assumeX86();
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        segment(Map.of("VITRAL_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), "--export", "webp");
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatTheFormatCannotHoldIsToldInASentenceAndAllElseIsWritten() throws Exception {
        VitralProcess run = run(Map.of(), "--export", "webp,mask", "--size", "16384x3");
        assertEquals(1, run.exit());
        assertEquals(
                List.of(
                        "vitral: out/chelsea.mask.webp: A WebP file has at most 16383 x 16383 pixels,"
                                + " but this picture has 16384 x 3"),
                run.err());
        try (Stream<Path> written = Files.list(folder.resolve("out"))) {
            assertEquals(
                    List.of("chelsea.mask.png"),
                    written.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static void assumeX86() {
        String processor = System.getProperty("os.arch");
        assumeTrue(
                processor.equals("amd64") || processor.equals("x86_64"),
                "There is no WebP library for " + processor);
    }

    private void segment(Map<String, String> environment, Object... arguments) throws Exception {
        VitralProcess run = run(environment, arguments);
        assertEquals(0, run.exit(), () -> String.join("\n", run.err()));
    }

    private VitralProcess run(Map<String, String> environment, Object... arguments)
            throws Exception {
        return VitralProcess.run(
                folder,
                environment,
                Stream.concat(
                                Stream.of("segment", BuiltDistribution.cat(), "--output", "out"),
                                Stream.of(arguments))
                        .toArray());
    }
}
