// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir private Path folder;

    @Test
    void isTheSameAtEachStart() {
        assertEquals(Machine.describe(), Machine.describe());
        assertTrue(
                Machine.describe()
                        .endsWith(Runtime.getRuntime().availableProcessors() + " processors"));
    }

    @Test
    void takesOfTheFirstProcessorWhatDoesNotChange() throws IOException {
        Path file = folder.resolve("cpuinfo");
        Files.writeString(
                file,
                """
                processor\t: 0
                vendor_id\t: GenuineIntel
                model name\t: A Processor @ 2.00GHz
                cpu MHz\t\t: 1999.998
                flags\t\t: sse2 avx2

                processor\t: 1
                vendor_id\t: Another
                """);
        assertEquals("GenuineIntel, A Processor @ 2.00GHz, sse2 avx2", Machine.processor(file));
    }
}
