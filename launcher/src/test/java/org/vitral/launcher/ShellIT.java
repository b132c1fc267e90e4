// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vitral shell} as a user runs it: the script, in a process of its own. */
class ShellIT {

    @TempDir private Path folder;

    @Test
    void commandsSwapAndRollBackARealEngine() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        VitralProcess run =
                shell(
                        "-c",
                        "swap --delegate cpu; segment '%s'; rollback; history"
                                .formatted(BuiltDistribution.cat()),
                        "--delegate",
                        "xnnpack");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertTrue(run.text().contains("published  generation 1 -> 2"), run.text());
        assertTrue(run.text().contains("gate passed on 2 pictures"), run.text());
        assertTrue(run.text().contains("generation 2\n"), run.text());
        assertTrue(run.text().contains("cat "), run.text());
        assertTrue(run.text().contains("published  generation 2 -> 3"), run.text());
    }

    @Test
    void theFirstCommandThatFailsEndsTheScriptWithOneLineAndExitCodeOne() throws Exception {
        BuiltDistribution.assumeAnyModel();
        Path torn = Files.writeString(folder.resolve("torn.tflite"), "TFL3");
        VitralProcess run = shell("-c", "swap --model '%s'; status".formatted(torn));
        assertEquals(1, run.exit());
        assertEquals(1, run.err().size(), run.err()::toString);
        assertTrue(
                run.err().getFirst().startsWith("vitral: shell: refused: "), run.err()::toString);
        assertTrue(run.err().getFirst().contains("torn.tflite"), run.err()::toString);
        assertEquals(List.of(), run.out());
    }

    @Test
    void aDelegateThatDoesNotExistIsWrongUsage() throws Exception {
        BuiltDistribution.assumeAnyModel();
        VitralProcess run = shell("-c", "swap --delegate xnnpak");
        assertEquals(2, run.exit());
        assertTrue(
                run.err()
                        .getFirst()
                        .startsWith(
                                "vitral: There is no delegate 'xnnpak'; did you mean 'xnnpack'?"),
                run.err()::toString);
    }

    @Test
    void aCommandThatDoesNotExistIsWrongUsage() throws Exception {
        BuiltDistribution.assumeAnyModel();
        VitralProcess run = shell("-c", "stauts");
        assertEquals(2, run.exit());
        assertEquals(
                List.of("vitral: There is no command stauts; did you mean 'status'? (vitral:help)"),
                run.err());
    }

    @Test
    void aScriptIsReadFromTheStandardInput() throws Exception {
        BuiltDistribution.assumeAnyModel();
        VitralProcess run =
                VitralProcess.runWithInput(
                        folder, 120, Map.of(), "# what there is\nsegmenters\nwhy cpu\n", "shell");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertTrue(run.out().get(1).startsWith("shell  ready  "), run.text());
        assertEquals("delegate cpu works", run.out().getLast());
    }

    @Test
    void whereItMayNotListenItSaysSo() throws Exception {
        VitralProcess run = shell("--listen", "0.0.0.0:5555");
        assertEquals(2, run.exit());
        assertTrue(run.err().getLast().contains("this machine only"), run.err()::toString);
    }

    @Test
    void itServesSessionsOnTheLoopbackInterface() throws Exception {
        BuiltDistribution.assumeAnyModel();
        ProcessBuilder builder =
                new ProcessBuilder(
                                BuiltDistribution.HOME.resolve("bin/vitral").toString(),
                                "shell",
                                "--listen",
                                "0")
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("VITRAL_MODELS");
        Process process = builder.start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            assertTrue(line.startsWith("vitral: the shell listens on 127.0.0.1:"), line);
            int port = Integer.parseInt(line.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            assertEquals("vitral> delegate cpu works\nvitral> ", say(port, "why cpu\nexit\n"));
            assertEquals("vitral> delegate cpu works\nvitral> ", say(port, "why cpu\nexit\n"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String say(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private VitralProcess shell(Object... arguments) throws Exception {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "shell";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return VitralProcess.run(folder, all);
    }
}
