// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCommandTest {

    private static final Terminal TERMINAL = new Terminal(true, true, true, true);

    private final TestPlatform platform = new TestPlatform();

    @Test
    void aScriptIsHandedToTheShellWhoseExitCodeIsTheProgrammes() {
        platform.shellExit = 1;
        Run run = Run.of(platform, TERMINAL, "shell", "-c", "status; swap --delegate cpu");
        assertEquals(1, run.code());
        assertEquals("", run.err());
        assertEquals(
                List.of(List.of("-c", "status; swap --delegate cpu")), platform.shellArguments);
        assertEquals(1, platform.closed);
    }

    @Test
    void withoutATerminalTheScriptIsReadFromTheStandardInput() {
        assertEquals(0, Run.of(platform, "shell").code());
        assertEquals(List.of(List.of("--stdin")), platform.shellArguments);
    }

    @Test
    void onATerminalTheShellIsASession() {
        assertEquals(0, Run.of(platform, TERMINAL, "shell").code());
        assertEquals(List.of(List.of()), platform.shellArguments);
    }

    @Test
    void theShellListensWhereItIsAskedTo() {
        assertEquals(0, Run.of(platform, TERMINAL, "shell", "--listen", "5555").code());
        assertEquals(List.of(List.of("--listen", "5555")), platform.shellArguments);
    }

    @Test
    void theSegmenterIsAsTheOptionsSayAndBehindAGate() {
        Run.of(platform, "shell", "--delegate", "cpu", "--threads", "3", "-c", "status");
        assertEquals(List.of("shell"), platform.segmenters);
        assertEquals(
                List.of(Map.of("delegate", "cpu", "threads", 3, "gate", "enforce")),
                platform.configurations);
    }

    @Test
    void aSegmenterWithoutAnEngineIsSaidAndTheShellComesAllTheSame() {
        platform.engineFailure = "There is no model";
        Run run = Run.of(platform, "shell", "-c", "why shell");
        assertEquals(0, run.code());
        assertEquals(List.of("vitral: There is no model"), run.errLines());
        assertEquals(List.of(List.of("-c", "why shell")), platform.shellArguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shell -c x --listen 5 | say one of them",
                "shell --threads 0 | --threads is a whole number from 1 to 256",
                "shell --delegate nope | Unknown delegate 'nope'",
                "shell extra | Unexpected argument 'extra'"
            })
    void wrongUsageIsOneLineAndStartsNoShell(String typed, String said) {
        Run run = Run.of(platform, typed.split(" "));
        assertEquals(2, run.code());
        assertEquals(1, run.errLines().size(), run.err());
        assertTrue(run.err().contains(said), run.err());
        assertEquals(List.of(), platform.shellArguments);
    }
}
