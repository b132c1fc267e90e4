// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** A picture of a gate cannot be read. The message is a sentence. */
final class GatePictureException extends Exception {
    private static final long serialVersionUID = 1L;

    GatePictureException(String message) {
        super(message);
    }

    GatePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
