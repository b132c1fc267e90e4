// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** A segmentation cannot be had. The message is one sentence that says why. */
public class SegmentationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason. */
    public SegmentationException(String message) {
        super(message);
    }

    /** An exception with its reason and what it came from. */
    public SegmentationException(String message, Throwable cause) {
        super(message, cause);
    }
}
