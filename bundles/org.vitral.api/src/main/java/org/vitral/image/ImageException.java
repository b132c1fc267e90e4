// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.io.IOException;

/**
 * An image cannot be had from where it should come from. The message is one sentence that says why
 * and does not repeat the location, which the caller knows.
 */
public sealed class ImageException extends IOException permits ImageTooLargeException {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason. */
    public ImageException(String message) {
        super(message);
    }

    /** An exception with its reason and what it came from. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
