// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.AbstractMap;
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
    void nativeMemoryStaysTheSame() throws IOException {
        ByteBuffer model = TinyModel.negate(1, 100_000);
        ResidentMemory.assumeKnown();
        cycles(model, 300);
        long before = ResidentMemory.kilobytes();
        cycles(model, 1000);
        long growth = ResidentMemory.kilobytes() - before;
        // One input is 400 kB: a leak of one in ten cycles would be 40 MB. The Java heap, which is
        // counted too, takes up to 20 MB until it has touched all of its young generation.
        assertTrue(growth < 30_000, () -> "grew by " + growth + " kB");
    }

    private static void cycles(ByteBuffer model, int count) {
        ByteBuffer input = ByteBuffer.allocateDirect(100_000 * Float.BYTES);
        ByteBuffer output = ByteBuffer.allocateDirect(100_000 * Float.BYTES);
        for (int i = 0; i < count; i++) {
            InterpreterApi.Options options =
                    new InterpreterApi.Options().setUseXNNPACK(i % 2 == 0).setNumThreads(1);
            try (InterpreterApi interpreter = InterpreterApi.create(model, options)) {
                interpreter.run(input, output.clear());
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> InterpreterApi.create(TinyModel.custom("Absent"), options));
        }
    }

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
