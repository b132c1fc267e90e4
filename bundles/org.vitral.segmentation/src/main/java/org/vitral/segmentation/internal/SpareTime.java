// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processor time that nobody else wants. A thread that takes only this keeps no frame waiting:
 * on Linux it has the scheduling policy SCHED_IDLE (see sched(7)), so that a core on which it runs
 * counts as free; elsewhere it has the lowest priority of Java. A thread stays like that until it
 * ends, for an ordinary user may not take the policy back, and so does each thread that it starts.
 */
final class SpareTime {

    /** From the kernel's include/uapi/linux/sched.h. */
    private static final int SCHED_IDLE = 5;

    /** A core that is free begins within this time. */
    private static final long PROBE_MILLIS = 10;

    private static final ThreadLocal<Boolean> USED = new ThreadLocal<>();
    private static final AtomicBoolean PROBING = new AtomicBoolean();

    private SpareTime() {}

    /** From now on this thread takes what nobody else wants. */
    static void use() {
        USED.set(true);
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        if (System.getProperty("os.name").equals("Linux")) {
            LinuxScheduler.beIdle();
        }
    }

    /** Whether this thread takes what nobody else wants, and so must not start one that is kept. */
    static boolean isUsedHere() {
        return USED.get() != null;
    }

    /**
     * Whether there is a core that nobody else wants at the moment: whether a thread that takes
     * nothing else comes to its turn.
     */
    static boolean isThere() throws InterruptedException {
        // Where the last probe still waits for its turn, another one would only join it.
        if (!PROBING.compareAndSet(false, true)) {
            return false;
        }
        CountDownLatch turn = new CountDownLatch(1);
        Thread.ofPlatform()
                .daemon()
                .name("vitral-spare-time")
                .start(
                        () -> {
                            use();
                            Thread.yield();
                            PROBING.set(false);
                            turn.countDown();
                        });
        return turn.await(PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How long the calling thread has been ready to run and had no core. */
    static Waiting waitingHere() {
        try {
            Path statistics = Path.of("/proc/thread-self").toRealPath().resolve("schedstat");
            return () -> secondNumber(statistics);
        } catch (IOException elsewhere) {
            // Other systems raise the priority of a thread that waits for too long by themselves.
            return () -> 0;
        }
    }

    /** How long a thread has been ready to run and had no core. */
    @FunctionalInterface
    interface Waiting {
        /** In nanoseconds; 0 where it is not known. For any thread. */
        long nanos();
    }

    /** Time on a core, time in its queue, turns: see Documentation/scheduler/sched-stats.rst. */
    private static long secondNumber(Path statistics) {
        try {
            return Long.parseLong(Files.readString(statistics).split(" ")[1]);
        } catch (IOException | RuntimeException ended) {
            return 0;
        }
    }

    private static final class LinuxScheduler {
        private static final MethodHandle SET =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker()
                                        .defaultLookup()
                                        .findOrThrow("sched_setscheduler"),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS));

        /** Where the system does not permit it, the thread stays what it is. */
        static void beIdle() {
            try (Arena arena = Arena.ofConfined()) {
                int ignored =
                        (int) SET.invokeExact(0, SCHED_IDLE, arena.allocate(ValueLayout.JAVA_INT));
            } catch (Throwable impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
