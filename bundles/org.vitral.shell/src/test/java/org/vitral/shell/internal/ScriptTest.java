// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theResultOfTheLastCommandIsPrinted() {
        assertEquals(0, run("x = hello\n# a remark\ny = world"));
        assertEquals("world", out.toString(StandardCharsets.UTF_8).strip());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swop | 2 | vitral: There is no command swop; did you mean 'swap'? (vitral:help)",
                "vitral:swop | 2 | vitral: There is no command vitral:swop; did you mean 'vitral:swap'? (vitral:help)",
                "swap ( | 2 | vitral: This is no command: its end is missing",
                "swap 50% | 2 | vitral: This is no command: bad expression: 50%",
                "swap wrong | 2 | vitral: not like that",
                "swap refused | 1 | vitral: it was refused",
                "swap broken | 1 | vitral: UnsupportedOperationException",
                "swap refused; y = world | 1 | vitral: it was refused"
            })
    void whatGoesWrongIsOneLineAndEndsTheScript(String typed, int code, String said) {
        assertEquals(code, run(typed));
        assertEquals(List.of(said), err.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private int run(String text) {
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        Function swap =
                (_, arguments) -> {
                    switch (String.valueOf(arguments.getFirst())) {
                        case "wrong" -> throw new UsageException("not like that");
                        case "refused" -> throw new CommandException("it was\nrefused");
                        default -> throw new UnsupportedOperationException();
                    }
                };
        processor.addCommand("vitral", swap, "swap");
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                Script.session(processor, InputStream.nullInputStream(), to, errors)) {
            return Script.run(session, text, to, errors);
        } finally {
            processor.stop();
        }
    }
}
