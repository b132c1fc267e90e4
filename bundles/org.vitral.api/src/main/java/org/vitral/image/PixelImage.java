// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** The image that {@link Image#of} makes. */
final class PixelImage implements Image {

    private final int width;
    private final int height;
    private final int rowStride;
    private final PixelFormat format;
    private final Orientation orientation;
    private volatile MemorySegment pixels;

    PixelImage(
            MemorySegment pixels,
            int width,
            int height,
            int rowStride,
            PixelFormat format,
            Orientation orientation) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(orientation, "orientation");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image has at least one pixel, but this is " + width + " x " + height);
        }
        long row = (long) width * format.bytesPerPixel();
        if (rowStride < row) {
            throw new IllegalArgumentException(
                    "A row of %d %s pixels takes %d bytes, but the row stride is %d"
                            .formatted(width, format, row, rowStride));
        }
        long needed = (long) rowStride * (height - 1) + row;
        if (pixels.byteSize() < needed) {
            throw new IllegalArgumentException(
                    "%d x %d %s pixels with a row stride of %d take %d bytes, but there are %d"
                            .formatted(
                                    width, height, format, rowStride, needed, pixels.byteSize()));
        }
        this.pixels = pixels.asReadOnly();
        this.width = width;
        this.height = height;
        this.rowStride = rowStride;
        this.format = format;
        this.orientation = orientation;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int rowStride() {
        return rowStride;
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public MemorySegment pixels() {
        MemorySegment open = pixels;
        if (open == null) {
            throw new IllegalStateException("This image is closed");
        }
        return open;
    }

    @Override
    public void close() {
        pixels = null;
    }
}
