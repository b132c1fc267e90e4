// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Rows of samples in memory, on the heap or off it: a whole packed image, or a part of a YUV image.
 * The first sample is at offset 0. The last row ends with its last sample; there need be no memory
 * behind it.
 *
 * @param memory where the samples are
 * @param rowStride the number of bytes from the start of one row to that of the next
 * @param pixelStride the number of bytes from one pixel to the next in a row, or from one chroma
 *     sample or pair to the next
 */
public record Plane(MemorySegment memory, int rowStride, int pixelStride) {
    public Plane {
        Objects.requireNonNull(memory, "memory");
        if (rowStride < 1 || pixelStride < 1) {
            throw new IllegalArgumentException(
                    "Strides are at least 1, but the row stride is %d and the pixel stride %d"
                            .formatted(rowStride, pixelStride));
        }
    }

    /** A plane of single bytes without gaps between them, such as luma. */
    public static Plane ofBytes(MemorySegment memory, int rowStride) {
        return new Plane(memory, rowStride, 1);
    }

    /** A plane of pairs of bytes without gaps between them, such as the chroma of NV12. */
    public static Plane ofPairs(MemorySegment memory, int rowStride) {
        return new Plane(memory, rowStride, 2);
    }

    /** The bytes from the first to the last sample of a plane of this size. */
    long bytes(int columns, int rows, int pixelBytes) {
        return (rows - 1L) * rowStride + rowBytes(columns, pixelBytes);
    }

    /** The bytes from the first to the last sample of a row. */
    long rowBytes(int columns, int pixelBytes) {
        return (columns - 1L) * pixelStride + pixelBytes;
    }
}
