// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitral.bench.BenchNoise;

/** Watches what else the machine does, from its making on. */
final class MachineLoad {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;
    private static final int FIELDS = 8;

    /** Linux counts in hundredths of a second, whatever its own clock does. */
    private static final double TICK_SECONDS = 0.01;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final double loadBefore = system.getSystemLoadAverage();
    private final long ownBefore = system.getProcessCpuTime();
    private final long[] before = ticks();

    /** What it was like until now. */
    BenchNoise until(double drift) {
        long[] after = ticks();
        double others = Double.NaN;
        double stolen = Double.NaN;
        if (before.length == FIELDS && after.length == FIELDS) {
            double all = 0;
            for (int i = 0; i < FIELDS; i++) {
                all += after[i] - before[i];
            }
            double busy = all - (after[IDLE] - before[IDLE]) - (after[WAITING] - before[WAITING]);
            double lost = after[STOLEN] - before[STOLEN];
            double own = (system.getProcessCpuTime() - ownBefore) / 1e9 / TICK_SECONDS;
            if (all > 0) {
                stolen = lost / all;
                others = Math.clamp((busy - lost - own) / all, 0, 1);
            }
        }
        return new BenchNoise(
                loadBefore,
                system.getSystemLoadAverage(),
                others,
                stolen,
                drift,
                ProcessMemory.peak());
    }

    /** User, nice, system, idle, waiting, interrupts, soft interrupts, stolen. */
    private static long[] ticks() {
        if (!Files.isReadable(STAT)) {
            return new long[0];
        }
        try {
            String[] fields = Files.readAllLines(STAT).getFirst().trim().split("\\s+");
            if (fields.length <= FIELDS) {
                return new long[0];
            }
            long[] ticks = new long[FIELDS];
            for (int i = 0; i < FIELDS; i++) {
                ticks[i] = Long.parseLong(fields[i + 1]);
            }
            return ticks;
        } catch (IOException | NumberFormatException e) {
            return new long[0];
        }
    }
}
