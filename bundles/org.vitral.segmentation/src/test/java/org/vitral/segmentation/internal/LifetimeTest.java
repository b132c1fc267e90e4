// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;

/** What a view shows when its segmentation is closed, and while it is being closed. */
class LifetimeTest {

    private static final int SIZE = 64;

    /** The segmentations of a test show one class only, and each the other one than that before. */
    private static final int CLASSES = 2;

    private final MemoryPool pool = new MemoryPool();

    @AfterEach
    void closePool() {
        pool.close();
    }

    record Reading(String name, Consumer<Reader> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a reader holds: views of a segmentation that somebody else may close. */
    record Reader(CategoryMask mask, ConfidenceMask confidence, int label) {

        void check(int seen) {
            assertEquals(label, seen, "the pixel of another frame");
        }
    }

    static List<Reading> readings() {
        return List.of(
                new Reading("label", reader -> reader.check(reader.mask.label(SIZE - 1, SIZE - 1))),
                new Reading(
                        "value", reader -> reader.check(Math.round(reader.confidence.value(3, 3)))),
                new Reading(
                        "toBytes",
                        reader -> {
                            for (byte label : reader.mask.toBytes()) {
                                reader.check(label);
                            }
                        }),
                new Reading(
                        "toFloats",
                        reader -> {
                            for (float value : reader.confidence.toFloats()) {
                                reader.check(Math.round(value));
                            }
                        }),
                new Reading("copy", reader -> reader.check(reader.mask.copy().label(0, SIZE - 1))),
                new Reading(
                        "regions",
                        reader -> {
                            var regions = reader.mask.regions();
                            assertEquals(1, regions.size());
                            reader.check(regions.getFirst().label());
                        }),
                new Reading(
                        "pixels",
                        reader -> {
                            MemorySegment pixels = reader.mask.pixels();
                            for (int i = 0; i < SIZE * SIZE; i++) {
                                reader.check(pixels.get(ValueLayout.JAVA_BYTE, i));
                            }
                        }));
    }

    /**
     * One thread reads while another closes and has the memory used again at once. The reader sees
     * its own pixels or an exception, and at no time those of another frame.
     */
    @ParameterizedTest
    @MethodSource("readings")
    void aReaderSeesItsOwnPixelsOrAnException(Reading reading) throws Exception {
        AtomicReference<Reader> current = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<int[]> outcome = threads.submit(() -> readUntil(done, current, reading.read));
            try {
                for (int frame = 0; frame < 2_000; frame++) {
                    int label = frame % CLASSES;
                    try (ModelSegmentation seen = showing(label)) {
                        current.set(new Reader(seen.categoryMask(), seen.confidenceMask(1), label));
                        // So that closing falls anywhere into a read.
                        for (int spin = 0; spin < frame % 97 * 10; spin++) {
                            Thread.onSpinWait();
                        }
                    }
                }
            } finally {
                done.set(true);
            }
            int[] counts = outcome.get();
            assertTrue(counts[0] > 0, "no read was in time");
            assertTrue(counts[1] > 0, "no read was late");
        }
    }

    private static int[] readUntil(
            AtomicBoolean done, AtomicReference<Reader> current, Consumer<Reader> read) {
        int[] counts = new int[2];
        while (!done.get()) {
            Reader reader = current.get();
            if (reader == null) {
                continue;
            }
            try {
                read.accept(reader);
                counts[0]++;
            } catch (IllegalStateException closed) {
                counts[1]++;
            }
        }
        return counts;
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aViewOfAClosedSegmentationRefusesAlsoWhenThePoolHasFreedItsMemory(Reading reading) {
        MemoryPool closing = new MemoryPool();
        ModelSegmentation seen = showing(1, closing);
        Reader reader = new Reader(seen.categoryMask(), seen.confidenceMask(1), 1);
        reading.read.accept(reader);
        seen.close();
        assertRefuses(reading, reader);
        closing.close();
        assertRefuses(reading, reader);
    }

    private static void assertRefuses(Reading reading, Reader reader) {
        assertEquals(
                "This segmentation is closed",
                assertThrows(IllegalStateException.class, () -> reading.read.accept(reader))
                        .getMessage());
    }

    @Test
    void theMemoryThatIsHandedOutIsReadOnlyAndTheSameEachTime() {
        try (ModelSegmentation seen = showing(1)) {
            MemorySegment pixels = seen.categoryMask().pixels();
            assertSame(pixels, seen.categoryMask().pixels());
            assertTrue(pixels.isReadOnly());
            assertTrue(seen.confidenceMask(0).values().isReadOnly());
            assertTrue(seen.categoryMask().copy().pixels().isReadOnly());
        }
    }

    /** Closing a shared arena stops all threads; a frame of which nobody took memory needs none. */
    @Test
    void noArenaIsMadeUnlessSomebodyAsksForMemory() {
        try (ModelSegmentation seen = showing(1)) {
            seen.labels();
            seen.categoryMask().toBytes();
            seen.categoryMask().regions();
            seen.confidenceMask(0).toFloats();
            assertEquals(false, seen.lifetime().hasViews());
            seen.categoryMask().pixels();
            assertEquals(true, seen.lifetime().hasViews());
        }
    }

    private ModelSegmentation showing(int label) {
        return showing(label, pool);
    }

    private static ModelSegmentation showing(int label, MemoryPool from) {
        float[] scores = new float[SIZE * SIZE * CLASSES];
        for (int place = 0; place < SIZE * SIZE; place++) {
            scores[place * CLASSES + label] = 30;
        }
        return new SmallResult(from).size(SIZE, SIZE).names("zero", "one").of(scores);
    }
}
