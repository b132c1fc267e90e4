// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.vitral.image.Image;
import org.vitral.segmentation.LiveStreamListener;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;

/** Writes down what it hears, and then does what a test wants at each result. */
final class RecordingListener implements LiveStreamListener {

    /**
     * A line for each: {@code "result 40"}, {@code "error 80 MESSAGE"}, {@code "dropped 2 10-20"}.
     */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final List<Segmentation> results = new CopyOnWriteArrayList<>();
    private final LongConsumer atResult;

    RecordingListener(LongConsumer atResult) {
        this.atResult = atResult;
    }

    RecordingListener() {
        this(timestamp -> {});
    }

    @Override
    public void onResult(Segmentation segmentation, Image image, long timestamp) {
        threads.add(Thread.currentThread());
        image.pixels();
        segmentation.delegate();
        results.add(segmentation);
        heard.add("result " + timestamp);
        atResult.accept(timestamp);
    }

    @Override
    public void onError(SegmentationException failure, long timestamp) {
        threads.add(Thread.currentThread());
        heard.add("error " + timestamp + " " + failure.getMessage());
    }

    @Override
    public void onDropped(long images, long firstTimestamp, long lastTimestamp) {
        threads.add(Thread.currentThread());
        heard.add("dropped " + images + " " + firstTimestamp + "-" + lastTimestamp);
    }
}
