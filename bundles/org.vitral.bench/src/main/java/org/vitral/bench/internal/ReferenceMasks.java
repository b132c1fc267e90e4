// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.HashMap;
import java.util.Map;
import org.vitral.bench.BenchException;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;

/** The masks of the plain kernels and the unmodified model, which all delegates should give. */
final class ReferenceMasks {

    private final Map<String, int[]> masks = new HashMap<>();

    /** Segments all frames once, by a segmenter that is gone afterwards. */
    static ReferenceMasks make(TestBed bed)
            throws BenchException, EngineRefusal, InterruptedException, SegmentationException {
        ReferenceMasks reference = new ReferenceMasks();
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        Map<String, Object> properties = bed.configuration(Delegates.CPU, threads, 1);
        properties.put("rewriting", "none");
        try (OwnSegmenters.OwnSegmenter own = bed.segmenters().open(properties)) {
            for (Frame frame : bed.frames()) {
                try (Segmentation seen = own.segmenter().segment(frame.image())) {
                    reference.masks.put(frame.name(), seen.categoryMask().toInts());
                }
            }
        }
        return reference;
    }

    /** How many pixels of a mask of a frame have the same class. */
    long agreeing(Frame frame, CategoryMask mask) {
        int[] expected = masks.get(frame.name());
        int[] found = mask.toInts();
        long same = 0;
        for (int i = 0; i < expected.length; i++) {
            same += expected[i] == found[i] ? 1 : 0;
        }
        return same;
    }
}
