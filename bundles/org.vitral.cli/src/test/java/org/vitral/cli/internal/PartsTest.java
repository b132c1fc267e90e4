// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartsTest {

    @Test
    void namesOfResultsNeverMeet() {
        ResultNames names = new ResultNames();

        assertEquals("b", names.claim("b.jpg", "b.jpg").path());
        assertEquals("b-2", names.claim("B.JPEG".toLowerCase(), "other").path());
        assertEquals("b-2-2", names.claim("b-2.jpg", "b-2.jpg").path());
        assertEquals("b-3", names.claim("b.png", "b.png").path());
        assertEquals("x/b", names.claim("x/b.jpg", "x/b.jpg").path());
        assertEquals(".hidden", names.claim(".hidden", ".hidden").path());
        assertEquals("a.b/c", names.claim("a.b/c", "a.b/c").path());
        assertEquals(Optional.of("b.jpg"), names.claim("B.gif", "B.gif").rival());
    }

    @Test
    void aResultCannotLeaveTheOutputFolder(@TempDir Path folder) throws Exception {
        OutputFolder output = OutputFolder.of(Optional.of(folder.toString()), Set.of());

        assertThrows(IOException.class, () -> output.file("../b.mask.png"));
        assertThrows(IOException.class, () -> output.file("/etc/b.mask.png"));
        assertEquals(folder.resolve("x/b.json"), output.file("x/b.json"));
    }

    @Test
    void anInterruptedProgramLeavesNoUnfinishedFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("b.json");
        IOException failure;
        try (ResultFiles files = ResultFiles.open()) {
            failure =
                    assertThrows(
                            IOException.class,
                            () ->
                                    files.write(
                                            file,
                                            out -> {
                                                out.write(1);
                                                // What the shutdown hook does.
                                                files.abandon();
                                            }));
            assertThrows(IOException.class, () -> files.write(file, out -> out.write(1)));
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList(), failure.toString());
        }
    }

    @Test
    void unfinishedFilesAreHidden(@TempDir Path folder) throws Exception {
        try (ResultFiles files = ResultFiles.open()) {
            files.write(
                    folder.resolve("b.json"),
                    out -> {
                        try (var meanwhile = Files.list(folder)) {
                            List<Path> there = meanwhile.toList();
                            assertEquals(1, there.size());
                            assertTrue(there.getFirst().getFileName().toString().startsWith("."));
                        }
                    });
        }
        assertTrue(Files.exists(folder.resolve("b.json")));
    }

    @Test
    void sharesNeverClaimNothingOrEverything() {
        assertEquals("<0.1 %", Text.share(0.0001));
        assertEquals(">99.9 %", Text.share(0.9999));
        assertEquals("100.0 %", Text.share(1));
        assertEquals("17.9 %", Text.share(0.17868));
    }

    @Test
    void foreignTextBecomesOneSafeLine() {
        assertEquals("a b c?[2Jd", Text.oneLine("a\n  b\tc\033[2Jd\n"));
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        List<String> known = List.of("deeplabv3", "selfie_segmentation", "cpu");

        assertEquals(Optional.of("deeplabv3"), Suggestion.nearest("deeplab", known));
        assertEquals(Optional.of("deeplabv3"), Suggestion.nearest("DeepLabV3", known));
        assertEquals(Optional.of("cpu"), Suggestion.nearest("cpi", known));
        assertEquals(Optional.empty(), Suggestion.nearest("yolo", known));
    }

    @Test
    void theEnvironmentDecidesAboutColours() {
        assertEquals(new Terminal(false, true, false, true), Terminal.of("out", Map.of()));
        assertEquals(
                new Terminal(false, true, true, false),
                Terminal.of("out,err", Map.of("NO_COLOR", "1")));
        assertEquals(
                new Terminal(false, true, true, true),
                Terminal.of("out,err", Map.of("NO_COLOR", "")));
        assertEquals(
                new Terminal(false, false, false, false), Terminal.of("", Map.of("TERM", "dumb")));
        assertEquals(new Terminal(true, false, false, true), Terminal.of("in", Map.of()));
    }

    @Test
    void whatEndsLikeAModelOrHasAFolderIsAFile() {
        assertTrue(ModelChoice.isFile("own.tflite"));
        assertTrue(ModelChoice.isFile("OWN.TFLITE"));
        assertTrue(ModelChoice.isFile("./own"));
        assertEquals(false, ModelChoice.isFile("deeplabv3"));
    }
}
