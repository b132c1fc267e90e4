// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session on a terminal whose keys a test presses. */
class TerminalSessionTest {

    @TempDir private Path folder;

    @Test
    void linesAreCommandsAndAreRemembered() throws Exception {
        String seen = type("x = hello\nnope\nexit\ny = never\n", "dumb");
        assertTrue(seen.contains("hello\n"), seen);
        assertTrue(seen.contains("vitral: There is no command nope (vitral:help)\n"), seen);
        assertFalse(seen.contains("\033"), seen);
        List<String> kept =
                Files.readAllLines(history()).stream()
                        .map(line -> line.replaceFirst("^\\d+:", ""))
                        .toList();
        assertEquals(List.of("x = hello", "nope", "exit"), kept);
    }

    @Test
    void theEndOfTheInputEndsTheSession() throws Exception {
        assertTrue(type("x = hello\n", "dumb").contains("hello\n"));
    }

    @Test
    void theTabulatorCompletesACommand() throws Exception {
        String seen = type("sw\t\nexit\n", "xterm");
        assertTrue(seen.contains("There is no command swap"), seen);
    }

    private Path history() {
        return folder.resolve("shell-history");
    }

    private String type(String keys, String type) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        Completion completion = new Completion(null, List.of(Manual.of("swap", "", "Swaps.")));
        try (Terminal terminal =
                new DumbTerminal(
                        "test",
                        type,
                        new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                        screen,
                        StandardCharsets.UTF_8)) {
            new TerminalSession(processor, completion, history()).run(terminal);
        } finally {
            processor.stop();
        }
        return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
}
