// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole: {@code ./mvnw verify -Psoak -Dvitral.soak=swap}. */
class SwapMemoryTest {

    /** A heap of one size, and without the large compiler, whose memory comes and goes. */
    private static final List<String> SMALL_HEAP =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+AlwaysPreTouch",
                    "-Xms96m",
                    "-Xmx96m");

    @Test
    void swapsLeaveNoMemoryBehind() throws Exception {
        Starter.model();
        assumeTrue(SwapMemory.isKnown(), "the system does not tell a process's memory");
        List<String> asked = List.of(System.getProperty("vitral.soak", "").split(","));
        boolean whole = asked.contains("swap") || asked.contains("all");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_HEAP);
        for (String name : List.of("vitral.shared", "org.vitral.cache")) {
            if (System.getProperty(name) != null) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SwapMemory.class.getName(), whole ? "2000" : "40"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        String[] memory = output.strip().replaceAll("[^\\d ]", "").strip().split(" +");
        long first = Long.parseLong(memory[0]);
        long second = Long.parseLong(memory[1]);
        System.out.println("Resident memory while swapping: " + output.strip());
        // An engine of DeepLab v3 has some 20 MB: one that stayed would be seen even in a small
        // run.
        double most = whole ? 1.02 : 1.2;
        assertTrue(second <= most * first, output);
    }
}
