// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

final class StreamTargetTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ExportTarget open() {
        return new StreamTarget(out, HiddenFiles.open(), folder);
    }

    @Test
    void nothingComesOutOfAFileThatIsGivenUp() throws IOException {
        try (ExportTarget target = open()) {
            try (ExportFile file = target.create("a.png")) {
                file.stream().write(new byte[2 * HeldOutput.MOST_IN_MEMORY]);
            }
            assertEquals(0, out.size());
            TargetFiles.write(target, "b.json", "{}");
        }
        assertEquals("{}", out.toString());
        assertEquals(List.of(), TargetFiles.in(folder));
    }

    @Test
    void itTakesOneFile() throws IOException {
        try (ExportTarget target = open()) {
            TargetFiles.write(target, "b.json", "{}");
            assertEquals(
                    "The standard output takes one file, and b.json is it (zip:- takes many)",
                    assertThrows(IOException.class, () -> target.create("c.json")).getMessage());
        }
    }

    @Test
    void aReaderThatIsGoneIsAFailure() throws IOException {
        try (ExportTarget target =
                new StreamTarget(new FullAfter(3, out), HiddenFiles.open(), folder)) {
            assertThrows(IOException.class, () -> TargetFiles.write(target, "b.json", "long"));
        }
    }
}
