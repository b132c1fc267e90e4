// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A number for every pixel, row by row without gaps. Valid until its {@link Segmentation} is
 * closed. For any number of threads.
 *
 * <p>{@link #values()} is for whoever needs memory. Rows and arrays are read as fast, and a
 * segmentation whose memory nobody asked for is closed faster.
 */
@ProviderType
public interface ConfidenceMask {

    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** The values, read-only: {@code width * height} floats in native byte order. */
    MemorySegment values();

    /**
     * The value of one pixel.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    float value(int x, int y);

    /** A copy on the heap that stays valid when the segmentation is closed. */
    ConfidenceMask copy();

    /**
     * Copies the values of one row.
     *
     * @param into {@link #width()} floats or more
     */
    default void copyRow(int y, float[] into) {
        Objects.checkIndex(y, height());
        long start = (long) y * width() * Float.BYTES;
        MemorySegment.copy(values(), ValueLayout.JAVA_FLOAT_UNALIGNED, start, into, 0, width());
    }

    /** A copy of all values, row by row. */
    default float[] toFloats() {
        return values().toArray(ValueLayout.JAVA_FLOAT);
    }

    /**
     * A copy of all values, row by row, as unsigned bytes: {@code 255 v}, rounded; 0 for 0 and
     * less, 255 for 1 and more.
     */
    default byte[] toBytes() {
        float[] values = toFloats();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(values[i], 0f, 1f));
        }
        return bytes;
    }
}
