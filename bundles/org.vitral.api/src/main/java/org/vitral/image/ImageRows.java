// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An image that is read from top to bottom, a few rows at a time, and never held as a whole. Its
 * frame is the upright one: rows come as a person sees them. For one thread at a time.
 */
@ConsumerType
public interface ImageRows extends AutoCloseable {

    /** The number of columns of the upright frame. */
    int width();

    /** The number of rows of the upright frame. */
    int height();

    /** How the bytes of a pixel lie. */
    PixelFormat format();

    /**
     * Reads the next rows.
     *
     * @param rows how many, at least 1 and at most as many as are left
     * @param into gets {@code rows * width * format.bytesPerPixel()} bytes, without gaps
     * @throws ImageException if the data are damaged or end: what is wrong, in one sentence
     * @throws IOException if they cannot be read
     * @throws IllegalArgumentException if fewer rows are left
     */
    void read(int rows, MemorySegment into) throws IOException;

    /** Lets go of the file, at any row. Closing twice does nothing more. */
    @Override
    void close();
}
