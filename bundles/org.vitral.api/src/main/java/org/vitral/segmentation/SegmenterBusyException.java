// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** A segmenter has as many calls as it takes. Once some have ended it takes others. */
public final class SegmenterBusyException extends SegmentationException {
    private static final long serialVersionUID = 1L;

    /** An exception that says how many calls there are. */
    public SegmenterBusyException(String message) {
        super(message);
    }
}
