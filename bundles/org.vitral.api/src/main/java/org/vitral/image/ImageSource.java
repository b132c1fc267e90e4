// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.io.IOException;
import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that finds the images at a location, such as the photographs in a folder.
 *
 * @implSpec An implementation is a service with the property {@link #KIND}. It is safe for use by
 *     several threads, and does no work in {@link #open} that {@link ImageItem#read()} can do
 *     later.
 */
@ConsumerType
public interface ImageSource {

    /** The service property that names the kind of source, for example {@code file}. */
    String KIND = "org.vitral.source.kind";

    /** Whether this source understands such a location. Touches neither disk nor network. */
    boolean accepts(URI location);

    /**
     * Opens the images at a location. None of them is read yet.
     *
     * @throws ImageException if there is nothing at that location that this source can read
     * @throws IOException if the location cannot be looked into
     */
    ImageSequence open(URI location) throws IOException;

    /**
     * Reads the first image at a location.
     *
     * @throws ImageException if there is no image, or it cannot be decoded
     */
    default Image read(URI location) throws IOException {
        try (ImageSequence images = open(location)) {
            return images.next()
                    .orElseThrow(() -> new ImageException("There is no image in it"))
                    .read();
        }
    }
}
