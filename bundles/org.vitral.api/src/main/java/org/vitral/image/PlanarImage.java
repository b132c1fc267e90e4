// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The image that the methods of {@link Image} make: of one plane, or of several. */
final class PlanarImage implements Image {

    private final int width;
    private final int height;
    private final int rowStride;
    private final PixelFormat format;
    private final Optional<YuvEncoding> encoding;
    private final Orientation orientation;
    private volatile List<Plane> planes;

    private PlanarImage(
            List<Plane> planes,
            int width,
            int height,
            PixelFormat format,
            Optional<YuvEncoding> encoding,
            Orientation orientation) {
        Objects.requireNonNull(orientation, "orientation");
        this.planes =
                planes.stream()
                        .map(
                                plane ->
                                        new Plane(
                                                plane.memory().asReadOnly(),
                                                plane.rowStride(),
                                                plane.pixelStride()))
                        .toList();
        this.width = width;
        this.height = height;
        this.rowStride = planes.getFirst().rowStride();
        this.format = format;
        this.encoding = encoding;
        this.orientation = orientation;
    }

    static Image packed(
            MemorySegment pixels,
            int width,
            int height,
            int rowStride,
            PixelFormat format,
            Orientation orientation) {
        checkSize(width, height);
        if (format.isYuv()) {
            throw new IllegalArgumentException(
                    "%s has %d planes, and an encoding: Image.yuv makes such an image"
                            .formatted(format, format.planes()));
        }
        int pixelBytes = format.bytesPerPixel();
        long row = (long) width * pixelBytes;
        if (rowStride < row) {
            throw new IllegalArgumentException(
                    "A row of %d %s pixels takes %d bytes, but the row stride is %d"
                            .formatted(width, format, row, rowStride));
        }
        Plane plane = new Plane(pixels, rowStride, pixelBytes);
        long needed = plane.bytes(width, height, pixelBytes);
        if (pixels.byteSize() < needed) {
            throw new IllegalArgumentException(
                    "%d x %d %s pixels with a row stride of %d take %d bytes, but there are %d"
                            .formatted(
                                    width, height, format, rowStride, needed, pixels.byteSize()));
        }
        return new PlanarImage(
                List.of(plane), width, height, format, Optional.empty(), orientation);
    }

    static Image yuv(
            MemorySegment frame,
            int width,
            int height,
            PixelFormat format,
            YuvEncoding encoding,
            Orientation orientation) {
        checkSize(width, height);
        checkYuv(format);
        long luma = (long) width * height;
        int samples = samplesPerPlane(format);
        long chromaStride = (long) half(width) * samples;
        long chroma = chromaStride * half(height);
        long needed = luma + chroma * (format.planes() - 1);
        if (frame.byteSize() < needed) {
            throw new IllegalArgumentException(
                    "%d x %d pixels in %s take %d bytes, but there are %d"
                            .formatted(width, height, format, needed, frame.byteSize()));
        }
        List<Plane> planes = new ArrayList<>();
        planes.add(Plane.ofBytes(frame.asSlice(0, luma), width));
        for (int plane = 1; plane < format.planes(); plane++) {
            MemorySegment memory = frame.asSlice(luma + chroma * (plane - 1), chroma);
            planes.add(new Plane(memory, Math.toIntExact(chromaStride), samples));
        }
        return yuv(planes, width, height, format, encoding, orientation);
    }

    static Image yuv(
            List<Plane> planes,
            int width,
            int height,
            PixelFormat format,
            YuvEncoding encoding,
            Orientation orientation) {
        checkSize(width, height);
        checkYuv(format);
        Objects.requireNonNull(encoding, "encoding");
        if (planes.size() != format.planes()) {
            throw new IllegalArgumentException(
                    "%s has %d planes, but here are %d"
                            .formatted(format, format.planes(), planes.size()));
        }
        checkPlane(format, "luma", planes.getFirst(), width, height, 1);
        int samples = samplesPerPlane(format);
        for (Plane chroma : planes.subList(1, planes.size())) {
            checkPlane(format, "chroma", chroma, half(width), half(height), samples);
        }
        return new PlanarImage(planes, width, height, format, Optional.of(encoding), orientation);
    }

    private static void checkSize(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image has at least one pixel, but this is " + width + " x " + height);
        }
    }

    private static void checkYuv(PixelFormat format) {
        if (!format.isYuv()) {
            throw new IllegalArgumentException(
                    "%s is no YUV format: Image.of makes such an image".formatted(format));
        }
    }

    private static void checkPlane(
            PixelFormat format, String what, Plane plane, int columns, int rows, int pixelBytes) {
        if (plane.pixelStride() < pixelBytes) {
            throw new IllegalArgumentException(
                    "%d bytes of %s in %s lie side by side, but the pixel stride is %d"
                            .formatted(pixelBytes, what, format, plane.pixelStride()));
        }
        long row = plane.rowBytes(columns, pixelBytes);
        if (plane.rowStride() < row) {
            throw new IllegalArgumentException(
                    "A row of %d columns of %s in %s takes %d bytes, but the row stride is %d"
                            .formatted(columns, what, format, row, plane.rowStride()));
        }
        long needed = plane.bytes(columns, rows, pixelBytes);
        if (plane.memory().byteSize() < needed) {
            throw new IllegalArgumentException(
                    "%d x %d of %s in %s with a row stride of %d take %d bytes, but there are %d"
                            .formatted(
                                    columns,
                                    rows,
                                    what,
                                    format,
                                    plane.rowStride(),
                                    needed,
                                    plane.memory().byteSize()));
        }
    }

    /** How many chroma samples lie side by side: Cb and Cr, or one of them. */
    private static int samplesPerPlane(PixelFormat format) {
        return format.planes() == 2 ? 2 : 1;
    }

    private static int half(int side) {
        return side / 2 + side % 2;
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
    public Optional<YuvEncoding> encoding() {
        return encoding;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public List<Plane> planes() {
        List<Plane> open = planes;
        if (open == null) {
            throw new IllegalStateException("This image is closed");
        }
        return open;
    }

    @Override
    public void close() {
        planes = null;
    }

    /** Such as {@code 640 x 480 NV12 (BT601, LIMITED) rotated-90}. */
    @Override
    public String toString() {
        String meaning =
                encoding.map(yuv -> " (%s, %s)".formatted(yuv.matrix(), yuv.range())).orElse("");
        return "%d x %d %s%s %s".formatted(width, height, format, meaning, orientation);
    }
}
