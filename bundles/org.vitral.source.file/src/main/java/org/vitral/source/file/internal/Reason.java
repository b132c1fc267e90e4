// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.EOFException;
import java.nio.file.FileSystemException;
import org.vitral.image.ImageException;

/** Turns what a decoder threw into one sentence. */
final class Reason {

    private Reason() {}

    /** What to say of a picture whose decoder gave up. */
    static ImageException ofFailure(ImageFormat format, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof EOFException) {
                return truncated(format, failure);
            }
        }
        return new ImageException(
                "The %s data are damaged (%s)".formatted(format.title(), of(failure)), failure);
    }

    /** What to say of a file that ends before the picture does. */
    static ImageException truncated(ImageFormat format, Throwable cause) {
        return new ImageException(
                "The file is truncated: the %s data end before the picture does"
                        .formatted(format.title()),
                cause);
    }

    /** The message of the innermost cause that has one, on one line and without a full stop. */
    static String of(Throwable failure) {
        String reason = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message =
                    t instanceof FileSystemException f && f.getReason() != null
                            ? f.getReason()
                            : t.getMessage();
            if (message != null && !message.isBlank()) {
                reason = message;
            }
        }
        if (reason == null) {
            return "the decoder stopped with " + failure.getClass().getSimpleName();
        }
        String line = reason.strip().replaceAll("\\s+", " ");
        return line.replaceAll("[.!]+$", "");
    }
}
