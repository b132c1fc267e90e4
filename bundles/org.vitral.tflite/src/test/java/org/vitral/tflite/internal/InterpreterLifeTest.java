// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.RuntimeLease;

/** How interpreters, runtimes and the library end. */
class InterpreterLifeTest {

    @Test
    void closeWaitsForTheCallThatIsUnderWay() throws InterruptedException {
        InterpreterApi interpreter = InterpreterApi.create(TinyModel.negate(1), null);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        float[] result = new float[1];
        Thread run =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        interpreter.runForMultipleInputsOutputs(
                                                new Object[] {new float[] {3}},
                                                new SlowResults(running, goOn, result)));
        running.await();
        Thread close = Thread.ofPlatform().start(interpreter::close);
        while (close.getState() != Thread.State.WAITING) {
            assertTrue(close.isAlive(), "close did not wait");
            Thread.onSpinWait();
        }
        goOn.countDown();
        run.join();
        close.join();
        assertEquals(-3, result[0]);
        assertThrows(IllegalStateException.class, interpreter::getInputTensorCount);
    }

    @Test
    void aRuntimeThatIsStoppedLetsItsInterpretersFinish() {
        FfmTfLiteRuntime runtime = new FfmTfLiteRuntime();
        MemorySegment version = runtime.symbol("TfLiteVersion");
        NativeInterpreter interpreter = runtime.createInterpreter(TinyModel.negate(1), null);
        RuntimeLease lease = runtime.lease();
        runtime.close();
        assertThrows(
                IllegalStateException.class,
                () -> runtime.createInterpreter(TinyModel.negate(1), null));

        float[] result = new float[1];
        interpreter.run(new float[] {2}, result);
        assertEquals(-2, result[0]);
        interpreter.close();
        assertTrue(version.scope().isAlive(), "unmapped under a lease");
        lease.close();
        lease.close();
        assertTrue(!version.scope().isAlive(), "still mapped");
    }

    @Test
    void aServiceIsTheSharedRuntimeWhileItIsActive() {
        FfmTfLiteRuntime service = new FfmTfLiteRuntime();
        service.activate();
        assertEquals(service, SharedRuntime.get());
        service.deactivate();
        assertTrue(service != SharedRuntime.get());
        assertEquals("3", SharedRuntime.get().schemaVersion());
    }

    @Test
    void nativeMemoryStaysTheSame() throws IOException, InterruptedException {
        ResidentMemory.assumeKnown();
        String count = Integer.toString(Soak.size("cycles", 1000, 10_000));
        ChildJvm.Result result = ChildJvm.start(SMALL_HEAP, InterpreterCycles.class, count).await();
        System.out.println(count + " cycles: " + result.lastLine());
        assertEquals(0, result.exitCode(), result.output());
        long growth = Long.parseLong(result.lastLine().replaceAll("[^-\\d]", ""));
        // One input is 400 kB: a leak of one in twenty-five cycles would be 8 MB.
        assertTrue(growth < 8_000, result::lastLine);
    }

    private static final List<String> SMALL_HEAP =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    // The memory of the large compiler comes and goes.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+AlwaysPreTouch",
                    "-Xms64m",
                    "-Xmx64m");

    /** A map of results that takes its time to be filled. */
    private static final class SlowResults extends AbstractMap<Integer, Object> {
        private final CountDownLatch running;
        private final CountDownLatch goOn;
        private final Object result;

        SlowResults(CountDownLatch running, CountDownLatch goOn, Object result) {
            this.running = running;
            this.goOn = goOn;
            this.result = result;
        }

        @Override
        public Set<Map.Entry<Integer, Object>> entrySet() {
            return Map.of(0, result).entrySet();
        }

        @Override
        public void forEach(BiConsumer<? super Integer, ? super Object> action) {
            running.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.forEach(action);
        }
    }
}
