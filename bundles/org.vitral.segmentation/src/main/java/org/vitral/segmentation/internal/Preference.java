// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Locale;
import org.vitral.segmentation.SegmentationException;

/** What the processors are used for where nobody says how many threads and interpreters. */
enum Preference {

    /** All of them work on one image. */
    LATENCY,

    /** Each of them works on an image of its own. */
    THROUGHPUT;

    /**
     * The preference of that name.
     *
     * @throws SegmentationException if there is none
     */
    static Preference parse(String name) throws SegmentationException {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "latency" -> LATENCY;
            case "throughput" -> THROUGHPUT;
            default ->
                    throw new SegmentationException(
                            "prefer is \"latency\" or \"throughput\", not \"%s\""
                                    .formatted(name.strip()));
        };
    }

    /** The threads for one image where so many are asked for. */
    int threads(int asked) {
        return this == THROUGHPUT && asked == 0 ? 1 : asked;
    }

    /**
     * How many images are worked on at a time where so many are asked for.
     *
     * @param asked 1 where nobody asks
     * @param threads what {@link #threads} gave
     * @param processors of this machine
     */
    int interpreters(int asked, int threads, int processors) {
        return this == THROUGHPUT && asked == 1
                ? Math.clamp(processors / Math.max(1, threads), 1, EngineRequest.MOST_INTERPRETERS)
                : asked;
    }
}
