// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** One image of an {@link ImageSequence}, not yet read. */
@ConsumerType
public interface ImageItem {

    /**
     * The name of the image, relative to the location that was opened, with {@code /} between
     * folders and with its extension: {@code horse.jpg}, or {@code 2024/may/horse.jpg} in a folder.
     */
    String name();

    /**
     * Reads and decodes the image; the caller closes it.
     *
     * @throws ImageException if it cannot be decoded: what is wrong with it, in one sentence
     * @throws IOException if it cannot be read
     */
    Image read() throws IOException;

    /**
     * Opens the image to be read row by row, so that it need not fit into memory; the caller closes
     * it.
     *
     * @throws ImageException if images of this kind cannot be read so: why, in one sentence
     * @throws IOException if it cannot be read
     */
    default ImageRows rows() throws IOException {
        throw new ImageException("It cannot be read row by row");
    }
}
