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
 * A thread that takes the processor time which nobody else wants, so that it keeps no frame
 * waiting. Java's lowest priority says so to Windows and macOS. Linux does not listen to that:
 * there the thread has the scheduling policy SCHED_IDLE (see sched(7)), with which a core on which
 * it runs counts as free, as long as it need not wait for long. Where that policy could not be
 * taken back, which needs a privilege, it is nice instead, and is never kept from its work for
 * long. A thread that it starts would be like it, and stay like it.
 */
final class SpareTime {

    /** From the kernel's include/uapi/linux/sched.h. */
    private static final int SCHED_OTHER = 0;

    private static final int SCHED_IDLE = 5;

    /** A tenth of the time that a thread of the usual niceness gets. */
    private static final int NICE = 10;

    /** A core that is free begins within this time. */
    private static final long PROBE_MILLIS = 10;

    /** How a thread that runs or could run is told from others, behind its name: see proc(5). */
    private static final String READY = ") R ";

    private static final ThreadLocal<Boolean> USED = new ThreadLocal<>();
    private static final AtomicBoolean PROBING = new AtomicBoolean();

    /** The thread's folder below /proc; null before it is used, after its end, and elsewhere. */
    private Path thread;

    private boolean takenBack;

    /** The time that it had had on a core when it was looked at last. */
    private String ran = "";

    /** Whether this thread takes what nobody else wants, and so must not start one that is kept. */
    static boolean isUsedHere() {
        return USED.get() != null;
    }

    /**
     * Whether there is a core that nobody else wants at the moment: whether a thread that takes
     * nothing else comes to its turn.
     */
    static boolean isThere() throws InterruptedException {
        if (isLinux() && LinuxScheduler.MAY_TAKE_BACK) {
            // Then it is tried at once, and taken back where there is none.
            return true;
        }
        // Where the last probe still waits for its turn, another one would only join it.
        if (!PROBING.compareAndSet(false, true)) {
            return false;
        }
        CountDownLatch turn = new CountDownLatch(1);
        SpareTime probe = new SpareTime();
        Thread.ofPlatform()
                .daemon()
                .name("vitral-spare-time")
                .start(
                        () -> {
                            probe.use();
                            Thread.yield();
                            probe.end();
                            PROBING.set(false);
                            turn.countDown();
                        });
        try {
            return turn.await(PROBE_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            probe.takeBack();
        }
    }

    /** From now on the calling thread, which is always the same, takes what nobody else wants. */
    void use() {
        if (isUsedHere()) {
            return;
        }
        USED.set(true);
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
        if (isLinux()) {
            use(Path.of("/proc/thread-self"));
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private synchronized void use(Path self) {
        if (takenBack) {
            return;
        }
        if (!LinuxScheduler.MAY_TAKE_BACK || !LinuxScheduler.set(0, SCHED_IDLE)) {
            LinuxScheduler.beNice(NICE);
            return;
        }
        try {
            thread = self.toRealPath();
        } catch (IOException hidden) {
            LinuxScheduler.set(0, SCHED_OTHER);
        }
    }

    /** The calling thread is about to end: its number may soon be another one's. */
    synchronized void end() {
        takeBack();
        thread = null;
    }

    /**
     * Lets the thread work like others if it could run and had no core since the last look: all
     * threads of the JVM may have to wait for it, as before a garbage collection.
     */
    synchronized void look() {
        if (thread == null || takenBack) {
            return;
        }
        try {
            // Time on a core, time in its queue, turns: see Documentation/scheduler/sched-stats.rst
            String now = Files.readString(thread.resolve("schedstat")).split(" ")[0];
            String state = Files.readString(thread.resolve("stat"));
            if (now.equals(ran) && state.startsWith(READY, state.lastIndexOf(')'))) {
                takeBack();
            }
            ran = now;
        } catch (IOException unknown) {
            takeBack();
        }
    }

    /** The thread works like others from now on. For any thread. */
    synchronized void takeBack() {
        takenBack = true;
        if (thread != null) {
            LinuxScheduler.set(Integer.parseInt(thread.getFileName().toString()), SCHED_OTHER);
        }
    }

    /** What libc says to the kernel; where it is not permitted, a thread stays what it is. */
    private static final class LinuxScheduler {
        private static final MethodHandle SET_SCHEDULER =
                function(
                        "sched_setscheduler",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS));
        private static final MethodHandle SET_PRIORITY =
                function(
                        "setpriority",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));

        /** Found out on the first thread that is used so. */
        static final boolean MAY_TAKE_BACK = set(0, SCHED_IDLE) && set(0, SCHED_OTHER);

        static boolean set(int thread, int policy) {
            try (Arena arena = Arena.ofConfined()) {
                return (int)
                                SET_SCHEDULER.invokeExact(
                                        thread, policy, arena.allocate(ValueLayout.JAVA_INT))
                        == 0;
            } catch (Throwable impossible) {
                throw new AssertionError(impossible);
            }
        }

        static void beNice(int value) {
            try {
                // On Linux "this process", 0 of kind 0, is the calling thread.
                int ignored = (int) SET_PRIORITY.invokeExact(0, 0, value);
            } catch (Throwable impossible) {
                throw new AssertionError(impossible);
            }
        }

        private static MethodHandle function(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }
    }
}
