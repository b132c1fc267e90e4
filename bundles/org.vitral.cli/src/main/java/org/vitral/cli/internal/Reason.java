// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.vitral.image.ImageException;
import org.vitral.model.ModelException;
import org.vitral.segmentation.SegmentationException;

/** Turns what went wrong into one line for a person. */
final class Reason {

    private Reason() {}

    /** Why something failed: one line, never empty. */
    static String of(Throwable failure) {
        return Text.oneLine(sentence(failure));
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "Permission denied";
            case NoSuchFileException _, FileNotFoundException _ ->
                    "There is no such file or folder";
            case FileAlreadyExistsException e ->
                    "There already is a file of that name" + in(e.getFile());
            case NotDirectoryException e -> "This is not a folder" + in(e.getFile());
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case InvalidPathException e -> "This is no name of a file here: " + e.getReason();
            case ImageException e -> message(e);
            case ModelException e -> message(e);
            case SegmentationException e -> message(e);
            case FailureException e -> message(e);
            case IOException e -> message(e);
            case UnsupportedOperationException e when e.getMessage() != null -> e.getMessage();
            case OutOfMemoryError _ ->
                    "Not enough memory: the heap of the JVM is at most %,d MB"
                            .formatted(Runtime.getRuntime().maxMemory() / 1_000_000);
            // A message for a person comes with the exceptions above; what is left is a defect.
            default ->
                    "Unexpected %s%s (--verbose shows where)"
                            .formatted(
                                    failure.getClass().getSimpleName(),
                                    failure.getMessage() == null
                                            ? ""
                                            : ": " + failure.getMessage());
        };
    }

    private static String in(String file) {
        return file == null ? "" : ": " + file;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
