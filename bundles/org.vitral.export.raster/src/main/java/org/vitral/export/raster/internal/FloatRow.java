// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A row of numbers, and the same as the bytes of a file, the low byte first. */
final class FloatRow {

    private final boolean half;
    private final float[] values;
    private final ByteBuffer bytes;

    /**
     * A row.
     *
     * @param half whether a number in the file has 16 bits, rounded to nearest; else 32
     */
    FloatRow(int width, boolean half) {
        this.half = half;
        values = new float[width];
        bytes =
                ByteBuffer.allocate(Math.multiplyExact(width, half ? Short.BYTES : Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** NumPy's name of the type. */
    String type() {
        return half ? "<f2" : "<f4";
    }

    /** The numbers, to be filled. */
    float[] values() {
        return values;
    }

    /** The numbers as they are now, as bytes that are valid until the next call. */
    byte[] bytes() {
        bytes.clear();
        for (float value : values) {
            if (half) {
                bytes.putShort(Float.floatToFloat16(value));
            } else {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }
}
