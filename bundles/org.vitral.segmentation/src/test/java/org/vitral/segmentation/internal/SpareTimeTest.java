// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.EngineChange;
import org.vitral.segmentation.SwapOutcome;

@Timeout(120)
class SpareTimeTest {

    /** The scheduling policy of a thread is the 41st value of its statistics: see proc(5). */
    private static final int POLICY = 41 - 3;

    private static final String IDLE = "5";

    @BeforeEach
    void onLinux() {
        assumeTrue(
                Files.exists(Path.of("/proc/thread-self/stat")),
                "only Linux tells the policy of a thread");
    }

    @Test
    void aThreadThatTakesSpareTimeIsIdleForTheSchedulerUntilThatIsTakenBack() {
        SpareTime spare = new SpareTime();
        List<String> policies =
                onAThread(
                        () -> {
                            Path self = Path.of("/proc/thread-self");
                            spare.use();
                            spare.look();
                            String used = policy(self);
                            spare.takeBack();
                            return List.of(used, policy(self));
                        });
        // Where it could not be taken back, it is never given.
        assumeTrue(policies.contains(IDLE), "this user may not take a policy back");
        assertEquals(List.of(IDLE, "0"), policies);
    }

    @Test
    void aThreadThatFindsNoCoreIsLikeOthersSoon() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            busy.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!done.get()) {
                                            Thread.onSpinWait();
                                        }
                                    }));
        }
        try {
            SpareTime spare = new SpareTime();
            String policy =
                    BoundedWork.within(
                            Duration.ofSeconds(100),
                            "starving",
                            () -> {
                                Path self = Path.of("/proc/thread-self").toRealPath();
                                spare.use();
                                while (policy(self).equals(IDLE)) {
                                    Thread.onSpinWait();
                                }
                                return policy(self);
                            },
                            spare::look,
                            late -> {});
            assertEquals("0", policy);
        } finally {
            done.set(true);
            for (Thread one : busy) {
                one.join();
            }
        }
    }

    @Test
    void whatWasTakenBackBeforeItBeganIsNotGiven() {
        SpareTime spare = new SpareTime();
        spare.takeBack();
        assertEquals(
                "0",
                onAThread(
                        () -> {
                            spare.use();
                            return policy(Path.of("/proc/thread-self"));
                        }));
    }

    @Test
    void anotherThreadIsNot() {
        assertFalse(SpareTime.isUsedHere());
        assertFalse(IDLE.equals(policy(Path.of("/proc/thread-self"))));
    }

    @Test
    void sharedWorkIsDoneAloneSoThatNoThreadOfThePoolInheritsIt() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        SharedRows shared = new SharedRows(4, (w, from, to) -> workers.add(Thread.currentThread()));

        Thread caller =
                onAThread(
                        () -> {
                            new SpareTime().use();
                            shared.together(1000);
                            return Thread.currentThread();
                        });

        assertEquals(Set.of(caller), workers);
    }

    @Test
    void anEngineThatWasMadeInSpareTimeHasNoThreadThatStaysThere() throws Exception {
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "xnnpack", "threads", 2),
                        List.of(TestDelegates.xnnpack("xnnpack", 1)))) {
            for (String delegate : List.of("cpu", "xnnpack", "cpu")) {
                SwapOutcome outcome = rig.segmenter.swap(EngineChange.NONE.withDelegate(delegate));
                assertTrue(outcome.succeeded(), outcome.reason());
                while (!idleThreads().isEmpty()) {
                    // The one that made it, and the probe, are about to end.
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static List<String> idleThreads() throws IOException {
        List<String> idle = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                try {
                    if (IDLE.equals(policy(thread))) {
                        idle.add(thread.toString());
                    }
                } catch (UncheckedIOException ended) {
                    // It is not idle any more.
                }
            }
        }
        return idle;
    }

    private static String policy(Path thread) {
        try {
            // The name, in brackets, may hold spaces.
            String statistics = Files.readString(thread.resolve("stat"));
            return statistics.substring(statistics.lastIndexOf(')') + 2).split(" ")[POLICY];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T onAThread(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> result.complete(work.get()));
        return result.join();
    }
}
