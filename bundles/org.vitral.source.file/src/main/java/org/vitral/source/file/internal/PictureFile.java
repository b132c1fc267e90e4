// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.vitral.image.ImageException;

/**
 * A regular file that is there, may be read and is not empty, with its first bytes.
 *
 * @param path where it is
 * @param size its length in bytes
 * @param head its first bytes, at most {@link #HEAD}
 */
record PictureFile(Path path, long size, byte[] head) {

    /** As many bytes as it takes to tell every format, SVG behind its comments included. */
    private static final int HEAD = 1024;

    static PictureFile open(Path path) throws IOException {
        BasicFileAttributes what;
        try {
            what = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new ImageException(
                    Files.isSymbolicLink(path)
                            ? "It is a link to a file that is not there"
                            : "There is no such file",
                    e);
        } catch (AccessDeniedException e) {
            throw denied(e);
        } catch (IOException e) {
            // A link to itself, a name that is too long, a broken disk.
            throw new ImageException("It cannot be read (" + Reason.of(e) + ")", e);
        }
        if (what.isDirectory()) {
            throw new ImageException("It is a folder, not a picture");
        }
        // Opening a pipe would wait for its other end, and a device may never end.
        if (!what.isRegularFile()) {
            throw new ImageException("It is a pipe, socket or device, not a file with a picture");
        }
        if (what.size() == 0) {
            throw new ImageException("The file is empty");
        }
        try (var in = Files.newInputStream(path)) {
            return new PictureFile(path, what.size(), in.readNBytes(HEAD));
        } catch (AccessDeniedException e) {
            throw denied(e);
        }
    }

    /** The whole file. The array is the caller's own. */
    byte[] bytes() throws IOException {
        return Files.readAllBytes(path);
    }

    private static ImageException denied(AccessDeniedException e) {
        return new ImageException("It may not be read: permission denied", e);
    }
}
