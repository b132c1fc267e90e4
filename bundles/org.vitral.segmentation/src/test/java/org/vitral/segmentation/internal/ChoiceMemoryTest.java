// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceMemoryTest {

    private static final ChoiceKey KEY =
            new ChoiceKey("ab12", 2, "Linux; amd64", "2.21.0", "gpu 1; xnnpack 2", 0.99);
    private static final RememberedChoice CHOICE =
            new RememberedChoice("xnnpack", "xnnpack 19.1 ms; measured 2026-11-25");

    @TempDir private Path folder;

    @Test
    void anotherProcessFindsWhatWasRemembered() throws IOException {
        memory().remember(KEY, CHOICE);
        assertEquals(Optional.of(CHOICE), memory().recall(KEY));
        assertEquals(List.of(KEY.fileName()), files());
    }

    @Test
    void theNewerChoiceHolds() throws IOException {
        RememberedChoice newer = new RememberedChoice("cpu", "cpu 1.0 ms");
        memory().remember(KEY, CHOICE);
        memory().remember(KEY, newer);
        assertEquals(Optional.of(newer), memory().recall(KEY));
        assertEquals(List.of(KEY.fileName()), files());
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertEquals(Optional.empty(), memory().recall(KEY));
    }

    @Test
    void whereOneThingDiffersNothingIsKnown() throws IOException {
        memory().remember(KEY, CHOICE);
        for (ChoiceKey other :
                List.of(
                        new ChoiceKey("cd34", 2, KEY.machine(), "2.21.0", KEY.delegates(), 0.99),
                        new ChoiceKey("ab12", 1, KEY.machine(), "2.21.0", KEY.delegates(), 0.99),
                        new ChoiceKey("ab12", 2, "Mac OS X", "2.21.0", KEY.delegates(), 0.99),
                        new ChoiceKey("ab12", 2, KEY.machine(), "2.22.0", KEY.delegates(), 0.99),
                        new ChoiceKey("ab12", 2, KEY.machine(), "2.21.0", "xnnpack 2", 0.99),
                        new ChoiceKey("ab12", 2, KEY.machine(), "2.21.0", KEY.delegates(), 0.9))) {
            assertNotEquals(KEY.fileName(), other.fileName());
            assertEquals(Optional.empty(), memory().recall(other), other.toString());
            // Nor where a file of somebody else lies under the name.
            Files.copy(folder.resolve(KEY.fileName()), folder.resolve(other.fileName()));
            assertEquals(Optional.empty(), memory().recall(other), other.toString());
        }
    }

    @Test
    void aDamagedFileCountsForNothingAndIsReplaced() throws IOException {
        memory().remember(KEY, CHOICE);
        Path file = folder.resolve(KEY.fileName());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            Optional<RememberedChoice> read = memory().recall(KEY);
            // What is cut off at the end may be a comment or a reason, and never the delegate.
            read.ifPresent(choice -> assertEquals(CHOICE.delegate(), choice.delegate()));
        }
        for (String text : List.of("\\uZZZZ", "format=2", "\0\0")) {
            Files.writeString(file, text);
            assertEquals(Optional.empty(), memory().recall(KEY), text);
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertEquals(Optional.empty(), memory().recall(KEY));
        memory().remember(KEY, CHOICE);
        assertEquals(Optional.of(CHOICE), memory().recall(KEY));
    }

    @Test
    void whereNothingCanBeKeptThisProcessRemembersAllTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "", StandardCharsets.UTF_8);
        ChoiceMemory memory = new ChoiceMemory(file);
        assertThrows(IOException.class, () -> memory.remember(KEY, CHOICE));
        assertEquals(Optional.of(CHOICE), memory.recall(KEY));
    }

    private ChoiceMemory memory() {
        return new ChoiceMemory(folder);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
