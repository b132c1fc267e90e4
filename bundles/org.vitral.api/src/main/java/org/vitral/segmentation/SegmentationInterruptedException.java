// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** The thread of a call was interrupted while it waited. Its interrupt flag is set. */
public final class SegmentationInterruptedException extends SegmentationException {
    private static final long serialVersionUID = 1L;

    /** An exception that says what the call waited for. */
    public SegmentationInterruptedException(String message) {
        super(message);
    }
}
