// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;

/** The images at one location, one after the other. For one thread at a time. */
@ConsumerType
public interface ImageSequence extends AutoCloseable {

    /** How many images there are in all, where that can be known beforehand. */
    OptionalLong count();

    /**
     * The next image, or nothing after the last one. An image that turns out to be broken is
     * reported by its own {@link ImageItem#read()}, and the ones after it can still be had.
     *
     * @throws IOException if the sequence itself cannot go on
     */
    Optional<ImageItem> next() throws IOException;

    /** Lets go of what the sequence holds. Items that were handed out stay usable. */
    @Override
    void close();
}
