// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteShellTest {

    private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    private RemoteShell shell;

    @BeforeEach
    void listen() throws Exception {
        shell = RemoteShell.open(processor, ListenAddress.parse("0"));
    }

    @AfterEach
    void close() {
        shell.close();
        processor.stop();
    }

    @Test
    void aLineIsACommandAndItsResultComesBack() throws Exception {
        assertEquals(
                "vitral> hello\nvitral> vitral: There is no command nope (vitral:help)\nvitral> ",
                say("x = hello\r\nnope\nexit\nx = never\n"));
    }

    @Test
    void theEndOfTheInputEndsTheSession() throws Exception {
        assertEquals("vitral> hello\nvitral> ", say("x = hello"));
    }

    @Test
    void sessionsAreApart() throws Exception {
        assertEquals("vitral> hello\nvitral> ", say("x = hello\nexit\n"));
        assertEquals("vitral> vitral> ", say("$x\nexit\n").replaceAll("vitral: .*\n", ""));
    }

    @Test
    void aBrowserGetsNoCommandThrough() throws Exception {
        String answer = say("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nx = hello\r\n");
        assertEquals("vitral> This is a shell and no web server.\n", answer);
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        InetSocketAddress taken =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), shell.port());
        CommandException refused =
                assertThrows(CommandException.class, () -> RemoteShell.open(processor, taken));
        assertTrue(refused.getMessage().contains(":" + shell.port() + ": "), refused.getMessage());
    }

    @Test
    void afterTheEndNobodyIsLetIn() throws Exception {
        int port = shell.port();
        shell.close();
        assertThrows(
                IOException.class,
                () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    private String say(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shell.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replace(System.lineSeparator(), "\n");
        }
    }
}
