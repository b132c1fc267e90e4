// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One frame of pixels in memory, on the heap or off it. Nothing here copies pixels.
 *
 * <p>The frame is stored row by row, the first row at offset 0, {@link #rowStride()} bytes from one
 * row to the next, in the layout that {@link #format()} states. {@link #orientation()} says how it
 * must be turned to stand upright; {@link #uprightWidth()} and {@link #uprightHeight()} are what a
 * person sees.
 *
 * <p>An image is immutable and may be read by several threads. Who opened it closes it; after that
 * {@link #pixels()} throws {@link IllegalStateException}.
 */
@ProviderType
public interface Image extends AutoCloseable {

    /** The number of columns of the frame as stored. */
    int width();

    /** The number of rows of the frame as stored. */
    int height();

    /** The number of bytes from the start of one row to that of the next. */
    int rowStride();

    /** How the bytes of a pixel lie. */
    PixelFormat format();

    /** How the stored frame must be turned to stand upright. */
    Orientation orientation();

    /**
     * The pixels, read-only: {@code (height - 1) * rowStride + width * bytesPerPixel} bytes or
     * more.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    MemorySegment pixels();

    /** The number of columns that a person sees. */
    default int uprightWidth() {
        return orientation().uprightWidth(width(), height());
    }

    /** The number of rows that a person sees. */
    default int uprightHeight() {
        return orientation().uprightHeight(width(), height());
    }

    /**
     * This image, to be turned otherwise than it says. Nothing is copied; to close one of the two
     * closes both.
     */
    default Image withOrientation(Orientation other) {
        return new OrientedImage(this, other);
    }

    /** Gives the pixels back. Closing twice does nothing more. */
    @Override
    void close();

    /**
     * An image over memory that somebody else owns; closing it frees nothing.
     *
     * @param pixels the pixels, which must not change while the image is in use
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @param rowStride the bytes from row to row, at least {@code width * format.bytesPerPixel()}
     * @throws IllegalArgumentException if the memory is too small for such a frame
     */
    static Image of(
            MemorySegment pixels,
            int width,
            int height,
            int rowStride,
            PixelFormat format,
            Orientation orientation) {
        return new PixelImage(pixels, width, height, rowStride, format, orientation);
    }

    /** An upright image over an array of pixels without gaps between its rows. */
    static Image of(byte[] pixels, int width, int height, PixelFormat format) {
        return of(
                MemorySegment.ofArray(pixels),
                width,
                height,
                Math.multiplyExact(width, format.bytesPerPixel()),
                format,
                Orientation.UPRIGHT);
    }
}
