// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Segmenter;
import org.vitral.segmentation.Timings;

/** A frame to its mask by the segmenter, with the times of its stages. */
final class TimedSegmentation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Segmenter segmenter;
    private final Image frame;
    private final BenchSubject subject;

    TimedSegmentation(Segmenter segmenter, Image frame, BenchSubject subject) {
        this.segmenter = segmenter;
        this.frame = frame;
        this.subject = subject;
    }

    void run(Recorder into) throws SegmentationException {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        Timings stages;
        try (Segmentation seen = segmenter.segment(frame)) {
            seen.categoryMask();
            stages = seen.timings();
        }
        long nanos = System.nanoTime() - start;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        into.addNanos(subject, BenchStep.FRAME_TO_MASK, nanos);
        into.addNanos(subject, BenchStep.PRE, stages.preprocess().toNanos());
        into.addNanos(subject, BenchStep.INVOKE, stages.invoke().toNanos());
        into.addNanos(subject, BenchStep.POST, stages.postprocess().toNanos());
        into.add(subject, BenchStep.ALLOCATION, bytes);
    }
}
