// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Tells one machine from another, as far as the speed of a model depends on it. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** What tells processors apart and does not change from start to start, on x86 and on ARM. */
    private static final Set<String> LASTING =
            Set.of(
                    "vendor_id",
                    "cpu family",
                    "model",
                    "model name",
                    "stepping",
                    "flags",
                    "Features",
                    "CPU implementer",
                    "CPU architecture",
                    "CPU variant",
                    "CPU part",
                    "CPU revision");

    private Machine() {}

    /**
     * The operating system, the processor and the number of processors. Where the system has no
     * file that describes the processor, it is what the environment or the architecture says.
     */
    static String describe() {
        return String.join(
                "; ",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                processor(PROCESSORS),
                Runtime.getRuntime().availableProcessors() + " processors");
    }

    /** The first processor of a file like Linux's {@code /proc/cpuinfo}. */
    static String processor(Path file) {
        StringBuilder lasting = new StringBuilder();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine();
                    line != null && !(line.isBlank() && !lasting.isEmpty());
                    line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && LASTING.contains(line.substring(0, colon).strip())) {
                    lasting.append(lasting.isEmpty() ? "" : ", ");
                    lasting.append(line.substring(colon + 1).strip());
                }
            }
        } catch (IOException absent) {
            String named = System.getenv("PROCESSOR_IDENTIFIER");
            return named == null ? "processor unknown" : named;
        }
        return lasting.toString();
    }
}
