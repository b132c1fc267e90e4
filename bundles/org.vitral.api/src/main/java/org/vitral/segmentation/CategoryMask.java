// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The class of every pixel, row by row without gaps. Valid until its {@link Segmentation} is
 * closed; {@link #copy()} outlives it. For any number of threads.
 *
 * <p>A pixel that no class took is 255 in one byte, 65,535 in two; see {@link
 * Segmentation#unlabelled()}.
 *
 * <p>{@link #pixels()} is for whoever needs memory. Rows and arrays are read as fast, and a
 * segmentation whose memory nobody asked for is closed faster: no thread that might look at the
 * memory must be waited for.
 */
@ProviderType
public interface CategoryMask {

    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /**
     * The bytes a pixel: 1 for up to 256 classes (255 where pixels may be unlabelled), else 2 in
     * native byte order. Both unsigned.
     */
    int bytesPerPixel();

    /** The pixels, read-only: {@code width * height * bytesPerPixel} bytes. */
    MemorySegment pixels();

    /**
     * The index of the class of one pixel.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    int label(int x, int y);

    /** A copy on the heap that stays valid when the segmentation is closed. */
    CategoryMask copy();

    /**
     * Copies the classes of one row, as unsigned bytes.
     *
     * @param into {@link #width()} bytes or more
     * @throws UnsupportedOperationException if a pixel takes two bytes
     */
    default void copyRow(int y, byte[] into) {
        Objects.checkIndex(y, height());
        if (bytesPerPixel() != 1) {
            throw needsTwoBytes();
        }
        MemorySegment.copy(pixels(), ValueLayout.JAVA_BYTE, (long) y * width(), into, 0, width());
    }

    /**
     * Copies the classes of one row.
     *
     * @param into {@link #width()} chars or more
     */
    default void copyRow(int y, char[] into) {
        Objects.checkIndex(y, height());
        MemorySegment pixels = pixels();
        long first = (long) y * width();
        if (bytesPerPixel() == 2) {
            MemorySegment.copy(
                    pixels,
                    ValueLayout.JAVA_CHAR_UNALIGNED,
                    first * Character.BYTES,
                    into,
                    0,
                    width());
        } else {
            for (int x = 0; x < width(); x++) {
                into[x] = (char) (pixels.get(ValueLayout.JAVA_BYTE, first + x) & 0xff);
            }
        }
    }

    private static UnsupportedOperationException needsTwoBytes() {
        return new UnsupportedOperationException(
                "The classes of this mask take two bytes each; toInts() has room for them");
    }

    /** A copy of the classes of all pixels, row by row. */
    default int[] toInts() {
        int[] labels = new int[Math.multiplyExact(width(), height())];
        MemorySegment pixels = pixels();
        if (bytesPerPixel() == 1) {
            for (int i = 0; i < labels.length; i++) {
                labels[i] = pixels.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            }
        } else {
            for (int i = 0; i < labels.length; i++) {
                labels[i] = pixels.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xffff;
            }
        }
        return labels;
    }

    /**
     * A copy of the classes of all pixels, row by row, as unsigned bytes.
     *
     * @throws UnsupportedOperationException if a pixel takes two bytes
     */
    default byte[] toBytes() {
        if (bytesPerPixel() != 1) {
            throw needsTwoBytes();
        }
        return pixels().toArray(ValueLayout.JAVA_BYTE);
    }

    /** The regions whose pixels hang together by sides; see {@link #regions(Connectivity)}. */
    default List<ConnectedRegion> regions() {
        return regions(Connectivity.FOUR);
    }

    /**
     * The regions of all classes, the largest first; of two of one size, the one whose first pixel,
     * row by row, comes first. Computed at each call.
     *
     * @param connectivity which pixels of a class hang together
     */
    default List<ConnectedRegion> regions(Connectivity connectivity) {
        return RegionSearch.regions(this, connectivity);
    }

    /** The exact contours of one class; see {@link #polygons(int, double)}. */
    default List<Polygon> polygons(int label) {
        return polygons(label, 0);
    }

    /**
     * The contours of one class: a polygon for each part of it that hangs together by sides, in the
     * order of their first pixels. Exact contours follow the edges of the pixels, and filled they
     * give the mask again. Computed at each call.
     *
     * <p>With a tolerance, corners are left out. The polygons stay valid: no ring crosses or comes
     * to touch itself or another ring of the class, and each hole stays in its polygon. A ring
     * keeps at least four corners.
     *
     * @param label the index of the class
     * @param tolerance how far, in pixels, an exact corner may lie from the line that replaces it;
     *     0 for the exact contours
     */
    default List<Polygon> polygons(int label, double tolerance) {
        return RunOutline.polygons(Runs.scan(this, label).runs(), tolerance);
    }

    /**
     * The pixels of one class as run lengths. Computed at each call.
     *
     * @param label the index of the class
     */
    default RunLengths runLengths(int label) {
        return RunColumns.runLengths(Runs.scan(this, label).runs(), width(), height());
    }
}
