// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One frame of pixels in memory, on the heap or off it. Nothing here copies pixels.
 *
 * <p>The frame is stored row by row in the layout that {@link #format()} states. Most formats have
 * one plane: the first row at offset 0 of {@link #pixels()}, {@link #rowStride()} bytes from one
 * row to the next. A YUV format has several {@link #planes()}, and {@link #encoding()} says what
 * its numbers mean. {@link #orientation()} says how the frame must be turned to stand upright;
 * {@link #uprightWidth()} and {@link #uprightHeight()} are what a person sees. {@link UprightRows}
 * reads what a person sees, whatever the format and the orientation.
 *
 * <p>Where an image has an alpha channel, what is transparent is seen on white, as on a page: by
 * the segmenter, and in pictures that have no alpha.
 *
 * <p>An image is immutable and may be read by several threads. Who opened it closes it; after that
 * {@link #pixels()} and {@link #planes()} throw {@link IllegalStateException}.
 */
@ProviderType
public interface Image extends AutoCloseable {

    /** The number of columns of the frame as stored. */
    int width();

    /** The number of rows of the frame as stored. */
    int height();

    /** How the pixels lie in memory. */
    PixelFormat format();

    /** What the numbers of a YUV format mean; empty for any other format. */
    Optional<YuvEncoding> encoding();

    /** How the stored frame must be turned to stand upright. */
    Orientation orientation();

    /**
     * The planes, read-only: one for a packed format; for a YUV format luma, and then chroma as the
     * format says.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    List<Plane> planes();

    /**
     * The memory of the first plane, read-only: for a packed format all pixels, {@code (height - 1)
     * * rowStride + width * bytesPerPixel} bytes or more, and for a YUV format the luma.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    default MemorySegment pixels() {
        return planes().getFirst().memory();
    }

    /** The number of bytes from the start of one row to that of the next in the first plane. */
    int rowStride();

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
     * A packed image over memory that somebody else owns; closing it frees nothing. This holds for
     * all images that are made here.
     *
     * @param pixels the pixels, which must not change while the image is in use
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @param rowStride the bytes from row to row, at least {@code width * format.bytesPerPixel()}
     * @throws IllegalArgumentException if the memory is too small for such a frame, or the format
     *     is a YUV format
     */
    static Image of(
            MemorySegment pixels,
            int width,
            int height,
            int rowStride,
            PixelFormat format,
            Orientation orientation) {
        return PlanarImage.packed(pixels, width, height, rowStride, format, orientation);
    }

    /** An upright packed image over an array of pixels without gaps between its rows. */
    static Image of(byte[] pixels, int width, int height, PixelFormat format) {
        return of(
                MemorySegment.ofArray(pixels),
                width,
                height,
                Math.multiplyExact(width, format.bytesPerPixel()),
                format,
                Orientation.UPRIGHT);
    }

    /**
     * A YUV image whose planes follow each other without gaps, and so do their rows: {@code width *
     * height} bytes of luma, and {@code 2 * ((width + 1) / 2) * ((height + 1) / 2)} of chroma.
     *
     * @param frame all planes, which must not change while the image is in use
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @throws IllegalArgumentException if the memory is too small for such a frame, or the format
     *     is no YUV format
     */
    static Image yuv(
            MemorySegment frame,
            int width,
            int height,
            PixelFormat format,
            YuvEncoding encoding,
            Orientation orientation) {
        return PlanarImage.yuv(frame, width, height, format, encoding, orientation);
    }

    /**
     * A YUV image of separate planes, in the order in which {@code format} has them.
     *
     * @param planes as many as the format has, with the strides that they happen to have. Planes of
     *     single chroma samples may lie in one another: Android's {@code YUV_420_888} is {@link
     *     PixelFormat#I420} with a pixel stride of 1 or 2.
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @throws IllegalArgumentException if the planes are not as many, a stride or a memory is too
     *     small for such a frame, or the format is no YUV format
     */
    static Image yuv(
            List<Plane> planes,
            int width,
            int height,
            PixelFormat format,
            YuvEncoding encoding,
            Orientation orientation) {
        return PlanarImage.yuv(planes, width, height, format, encoding, orientation);
    }

    /**
     * A {@link PixelFormat#NV12} image.
     *
     * @param luma a byte for each pixel
     * @param chroma pairs of Cb and Cr
     * @throws IllegalArgumentException if a plane is too small for such a frame
     */
    static Image nv12(
            Plane luma,
            Plane chroma,
            int width,
            int height,
            YuvEncoding encoding,
            Orientation orientation) {
        return yuv(List.of(luma, chroma), width, height, PixelFormat.NV12, encoding, orientation);
    }

    /**
     * A {@link PixelFormat#NV21} image.
     *
     * @param luma a byte for each pixel
     * @param chroma pairs of Cr and Cb
     * @throws IllegalArgumentException if a plane is too small for such a frame
     */
    static Image nv21(
            Plane luma,
            Plane chroma,
            int width,
            int height,
            YuvEncoding encoding,
            Orientation orientation) {
        return yuv(List.of(luma, chroma), width, height, PixelFormat.NV21, encoding, orientation);
    }

    /**
     * A {@link PixelFormat#I420} image. (With the planes of Cb and Cr in the other order in memory
     * it is called {@link PixelFormat#YV12}; here they are named.)
     *
     * @param luma a byte for each pixel
     * @throws IllegalArgumentException if a plane is too small for such a frame
     */
    static Image i420(
            Plane luma,
            Plane cb,
            Plane cr,
            int width,
            int height,
            YuvEncoding encoding,
            Orientation orientation) {
        return yuv(List.of(luma, cb, cr), width, height, PixelFormat.I420, encoding, orientation);
    }

    /**
     * A {@link PixelFormat#YV12} image.
     *
     * @param luma a byte for each pixel
     * @throws IllegalArgumentException if a plane is too small for such a frame
     */
    static Image yv12(
            Plane luma,
            Plane cr,
            Plane cb,
            int width,
            int height,
            YuvEncoding encoding,
            Orientation orientation) {
        return yuv(List.of(luma, cr, cb), width, height, PixelFormat.YV12, encoding, orientation);
    }
}
