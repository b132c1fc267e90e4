// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateShare;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/** Where the native code of a GPU delegate runs, and how it ends. */
class GpuDelegateTest {

    private static final int LENGTH = 16;
    private static final int USERS = 4;
    private static final int RUNS = 50;

    @TempDir private Path folder;
    private RecordingLibrary library;

    @BeforeEach
    void build() throws Exception {
        library = RecordingLibrary.in(folder);
    }

    @AfterEach
    void unmap() {
        library.close();
    }

    @Test
    void runsEveryCallOnOneThreadOfItsOwnWhoeverUsesTheInterpreter() throws Exception {
        try (ThreadBoundDelegate delegate = create();
                ExecutorService users = Executors.newFixedThreadPool(USERS)) {
            NativeInterpreter interpreter = users.submit(() -> interpreter(delegate)).get();
            List<Callable<Void>> work = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                int seed = user * 1000;
                work.add(
                        () -> {
                            for (int run = 0; run < RUNS; run++) {
                                assertSubtracts(interpreter, seed + run);
                            }
                            return null;
                        });
            }
            for (Future<Void> done : users.invokeAll(work)) {
                done.get();
            }
            users.submit(interpreter::close).get();
        }
        Map<String, Long> calls =
                library.calls().stream()
                        .collect(
                                Collectors.groupingBy(
                                        RecordingLibrary.Call::name, Collectors.counting()));
        assertEquals((long) USERS * RUNS, calls.get("invoke"));
        assertEquals(
                Set.of(
                        "Default", "Create", "Prepare", "init", "prepare", "invoke", "free",
                        "Delete"),
                calls.keySet());
        List<Long> threads =
                library.calls().stream().map(RecordingLibrary.Call::thread).distinct().toList();
        assertEquals(1, threads.size(), threads::toString);
        assertNotEquals(library.currentThread(), threads.getFirst());
    }

    @Test
    void runsTheCallsInTheOrderOfALife() {
        try (ThreadBoundDelegate delegate = create();
                NativeInterpreter interpreter = interpreter(delegate)) {
            assertSubtracts(interpreter, 1);
        }
        assertEquals(
                List.of(
                        "Default", "Create", "Prepare", "init", "prepare", "invoke", "free",
                        "Delete"),
                library.names());
    }

    @Test
    void tellsWhatItTookOfTheGraph() {
        try (ThreadBoundDelegate delegate = create();
                NativeInterpreter interpreter = interpreter(delegate)) {
            assertEquals(
                    new Delegation(2, List.of(new DelegateShare("RecordingGpuDelegate", 1, 1))),
                    interpreter.delegation().orElseThrow());
        }
    }

    @Test
    void runsATaskOfItsOwnThreadAtOnce() {
        try (ThreadBoundDelegate delegate = create()) {
            boolean ranAtOnce =
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        AtomicBoolean ran = new AtomicBoolean();
                                        delegate.executor().execute(() -> ran.set(true));
                                        return ran.get();
                                    },
                                    delegate.executor())
                            .join();
            assertTrue(ranAtOnce);
        }
    }

    @Test
    void keepsItsThreadWhenATaskFails() {
        try (ThreadBoundDelegate delegate = create()) {
            Thread before = threadOf(delegate);
            before.setUncaughtExceptionHandler((thread, expected) -> {});
            delegate.executor()
                    .execute(
                            () -> {
                                throw new IllegalStateException("a task that fails");
                            });
            assertSame(before, threadOf(delegate));
            assertTrue(before.isDaemon());
        }
    }

    @Test
    void waitsWithItsCloseForWhatIsRunning() throws Exception {
        ThreadBoundDelegate delegate = create();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        delegate.executor()
                .execute(
                        () -> {
                            running.countDown();
                            awaitUnchecked(finish);
                            order.addAll(library.names());
                            order.add("task");
                        });
        running.await();
        Thread closer = Thread.ofPlatform().start(delegate::close);
        finish.countDown();
        closer.join();
        assertEquals(List.of("Default", "Create", "task"), order);
        assertEquals(List.of("Default", "Create", "Delete"), library.names());
    }

    @Test
    void canBeClosedOnItsOwnThread() throws Exception {
        ThreadBoundDelegate delegate = create();
        Thread thread = threadOf(delegate);
        CompletableFuture.runAsync(delegate::close, delegate.executor()).join();
        thread.join();
        assertEquals(List.of("Default", "Create", "Delete"), library.names());
        assertEquals(0, delegate.getNativeHandle());
    }

    @Test
    void isClosedByAThreadThatIsInterrupted() {
        ThreadBoundDelegate delegate = create();
        Thread.currentThread().interrupt();
        delegate.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("Default", "Create", "Delete"), library.names());
    }

    @Test
    void isNothingOnceItIsClosed() {
        ThreadBoundDelegate delegate = create();
        assertNotEquals(0, delegate.getNativeHandle());
        delegate.close();
        delegate.close();
        assertEquals(0, delegate.getNativeHandle());
        assertEquals(List.of("Default", "Create", "Delete"), library.names());
        RejectedExecutionException refused =
                assertThrows(
                        RejectedExecutionException.class,
                        () -> delegate.executor().execute(() -> {}));
        assertTrue(refused.getMessage().contains("has been closed"), refused::getMessage);
        IllegalArgumentException useless =
                assertThrows(IllegalArgumentException.class, () -> interpreter(delegate));
        assertTrue(useless.getMessage().contains("has been closed"), useless::getMessage);
    }

    @Test
    void isNotUnmappedUnderAnInterpreterThatOutlivesItWrongly() {
        ThreadBoundDelegate delegate = create();
        NativeInterpreter interpreter = interpreter(delegate);
        delegate.close();
        assertThrows(RejectedExecutionException.class, interpreter::invoke);
    }

    private ThreadBoundDelegate create() {
        return (ThreadBoundDelegate)
                Configured.library(library.file())
                        .provider()
                        .create(TfLiteRuntimes.shared(), new DelegateOptions(1));
    }

    private static NativeInterpreter interpreter(ThreadBoundDelegate delegate) {
        InterpreterApi.Options options =
                new InterpreterApi.Options().setUseXNNPACK(false).addDelegate(delegate);
        return (NativeInterpreter)
                InterpreterApi.create(SubtractionModel.ofLength(LENGTH), options);
    }

    private static void assertSubtracts(NativeInterpreter interpreter, int seed) {
        float[] a = new float[LENGTH];
        float[] b = new float[LENGTH];
        float[] expected = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            a[i] = seed + i;
            b[i] = 3 * seed - i;
            expected[i] = b[i] - a[i];
        }
        float[] y = new float[LENGTH];
        interpreter.runForMultipleInputsOutputs(new Object[] {a, b}, Map.of(0, y));
        assertArrayEquals(expected, y);
    }

    private static Thread threadOf(ThreadBoundDelegate delegate) {
        return CompletableFuture.supplyAsync(Thread::currentThread, delegate.executor()).join();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
