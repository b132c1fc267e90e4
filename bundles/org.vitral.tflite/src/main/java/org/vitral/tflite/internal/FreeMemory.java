// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much memory can be had from the system. Native code that asks for more ends the process, so
 * we ask before it does.
 */
final class FreeMemory {

    /** Less than this is never worth a question. */
    static final long SMALL = 64L << 20;

    /** The most that may be asked for at once, in bytes; else what is free. */
    private static final long LIMIT = Long.getLong("org.vitral.memory", Long.MAX_VALUE);

    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /**
     * Makes sure that so many bytes can be had.
     *
     * @param what what they are for, to begin a sentence with, for example {@code The model}
     * @throws IllegalArgumentException if they cannot
     */
    static void require(long bytes, String what) {
        if (bytes <= SMALL) {
            return;
        }
        long available = bytes();
        if (bytes > available) {
            throw new IllegalArgumentException(
                    "%s needs %,d bytes of memory, but only %,d are free"
                            .formatted(what, bytes, available));
        }
    }

    private static long bytes() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // Within a container the total is its limit.
        long limit = Math.min(LIMIT, system.getTotalMemorySize());
        return Math.min(limit, Math.max(available(), system.getFreeMemorySize()));
    }

    /** What Linux says, which counts the memory of its page cache as free; else 0. */
    private static long available() {
        if (!Files.isReadable(MEMINFO)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith(AVAILABLE))
                    .map(line -> line.substring(AVAILABLE.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
