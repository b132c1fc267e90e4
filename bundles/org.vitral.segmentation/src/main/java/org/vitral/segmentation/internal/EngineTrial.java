// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.TrialStatus;

/**
 * A second engine beside the one that serves, which answers a share of the images, or sees copies
 * of them. For any number of threads.
 */
final class EngineTrial {

    private final EngineRequest request;
    private final Engine engine;
    private final double share;
    private final double errorRate;
    private final MemoryPool pool;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    /** Whether the shadow has time for a copy. */
    private final Semaphore idle = new Semaphore(1);

    private final ExecutorService shadow =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("vitral-shadow").factory());

    private double agreements;
    private long compared;
    private volatile String ended = "";

    /**
     * A trial that begins. Whoever ends it retires the engine.
     *
     * @param share of the images that the engine answers; 0 for a shadow
     * @param errorRate the share of failures above which it ends by itself
     */
    EngineTrial(
            EngineRequest request, Engine engine, double share, double errorRate, MemoryPool pool) {
        this.request = request;
        this.engine = engine;
        this.share = share;
        this.errorRate = errorRate;
        this.pool = pool;
    }

    EngineRequest request() {
        return request;
    }

    Engine engine() {
        return engine;
    }

    boolean isShadow() {
        return share == 0;
    }

    boolean hasEnded() {
        return !ended.isEmpty();
    }

    /**
     * The engine for the next image, leased, if it is that one's turn; else null. Of any number of
     * images in a row it gets its share, to one image.
     */
    Engine lease() {
        if (isShadow() || hasEnded()) {
            return null;
        }
        long before = offered.getAndIncrement();
        boolean turn = (long) ((before + 1) * share) > (long) (before * share);
        return turn && engine.acquire() ? engine : null;
    }

    /** The engine failed on an image. */
    void failed(SegmentationException failure) {
        EngineRecord record = engine.record();
        record.failed();
        if (record.calls() >= EngineWatch.LEAST_CALLS
                && record.failures() > errorRate * record.calls()) {
            end(
                    "It failed on %d of %d images, at last: %s"
                            .formatted(record.failures(), record.calls(), failure.getMessage()));
        }
    }

    /** Gives it no more images. */
    void end(String reason) {
        ended = reason;
        shadow.shutdown();
    }

    /**
     * Has a shadow segment a copy of an image that was answered, if it has time.
     *
     * @param answer what the engine that serves saw; left open
     */
    void follow(Image image, Region region, ModelSegmentation answer) {
        if (!isShadow() || hasEnded()) {
            return;
        }
        if (!idle.tryAcquire()) {
            skipped.incrementAndGet();
            return;
        }
        ModelSegmentation expected = answer.plainCopy();
        ImageCopy copy = ImageCopy.of(image, pool);
        try {
            shadow.execute(() -> see(copy, region, expected));
        } catch (RuntimeException over) {
            expected.close();
            copy.close();
            idle.release();
        }
    }

    private void see(ImageCopy copy, Region region, ModelSegmentation expected) {
        try (copy;
                expected) {
            if (!engine.acquire()) {
                return;
            }
            try (ModelSegmentation seen = engine.segment(copy.image(), region, pool)) {
                engine.record().succeeded(seen.timings().invoke().toNanos());
                compare(expected, seen);
            } finally {
                engine.release();
            }
        } catch (SegmentationException failure) {
            failed(failure);
        } finally {
            idle.release();
        }
    }

    private void compare(ModelSegmentation expected, ModelSegmentation seen) {
        if (!expected.model().labels().stream()
                .map(Label::name)
                .toList()
                .equals(seen.model().labels().stream().map(Label::name).toList())) {
            return;
        }
        int width = expected.modelWidth();
        int height = expected.modelHeight();
        CategoryMask one = expected.categoryMask(width, height);
        CategoryMask other = seen.categoryMask(width, height);
        long same = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                same += one.label(x, y) == other.label(x, y) ? 1 : 0;
            }
        }
        synchronized (this) {
            agreements += (double) same / width / height;
            compared++;
        }
    }

    /**
     * How it does.
     *
     * @param serving how the engine that serves does, or null
     */
    TrialStatus status(EngineRecord serving) {
        EngineIdentity identity = engine.identity();
        EngineRecord record = engine.record();
        OptionalDouble agreement;
        synchronized (this) {
            agreement =
                    compared == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(agreements / compared);
        }
        return new TrialStatus(
                share,
                identity.generation(),
                identity.model(),
                identity.delegates(),
                record.calls() - record.failures(),
                record.failures(),
                skipped.get(),
                agreement,
                record.median(1),
                serving == null ? Optional.empty() : serving.median(1),
                ended);
    }
}
