// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * An image does not fit into memory. It may still be had row by row, see {@link ImageItem#rows()}.
 */
public final class ImageTooLargeException extends ImageException {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason. */
    public ImageTooLargeException(String message) {
        super(message);
    }

    /** An exception with its reason and what it came from. */
    public ImageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
