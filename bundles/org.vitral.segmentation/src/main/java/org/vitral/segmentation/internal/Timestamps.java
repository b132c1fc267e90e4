// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** The timestamps of a sequence, in milliseconds. Not thread-safe. */
final class Timestamps {

    private boolean any;
    private long last;

    /**
     * Takes the next one.
     *
     * @throws IllegalArgumentException if it is not above the one before
     */
    void accept(long timestamp) {
        if (any && timestamp <= last) {
            throw new IllegalArgumentException(
                    "Timestamps increase from image to image, but %d ms came after %d ms"
                            .formatted(timestamp, last));
        }
        any = true;
        last = timestamp;
    }
}
