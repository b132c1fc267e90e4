// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A table of a FlatBuffer, to be read. Each read is checked against the bounds of the file, so an
 * offset that leads out of it is an {@link IndexOutOfBoundsException}.
 *
 * @param file the whole file
 * @param position where the table begins
 */
record FlatTable(MemorySegment file, long position) {

    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong INT64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The table that all others hang on. */
    static FlatTable root(MemorySegment file) {
        return new FlatTable(file, target(file, 0));
    }

    /** Where an offset leads to. */
    static long target(MemorySegment file, long position) {
        return position + Integer.toUnsignedLong(file.get(INT32, position));
    }

    /** Where a field is, by its number in the schema; 0 where it is absent. */
    private long field(int number) {
        long vtable = position - file.get(INT32, position);
        int size = Short.toUnsignedInt(file.get(INT16, vtable));
        long entry = (number + 2L) * Short.BYTES;
        if (entry + Short.BYTES > size) {
            return 0;
        }
        int offset = Short.toUnsignedInt(file.get(INT16, vtable + entry));
        return offset == 0 ? 0 : position + offset;
    }

    int int8(int number, int absent) {
        long field = field(number);
        return field == 0 ? absent : file.get(ValueLayout.JAVA_BYTE, field);
    }

    int int32(int number, int absent) {
        long field = field(number);
        return field == 0 ? absent : file.get(INT32, field);
    }

    float float32(int number, float absent) {
        long field = field(number);
        return field == 0 ? absent : Float.intBitsToFloat(file.get(INT32, field));
    }

    /** Null where it is absent. */
    FlatTable table(int number) {
        long field = field(number);
        return field == 0 ? null : new FlatTable(file, target(file, field));
    }

    /** Empty where it is absent. */
    FlatVector vector(int number) {
        long field = field(number);
        if (field == 0) {
            return FlatVector.ABSENT;
        }
        long vector = target(file, field);
        return new FlatVector(file, vector + Integer.BYTES, file.get(INT32, vector));
    }

    /** Empty where it is absent. */
    String text(int number) {
        return vector(number).text();
    }
}
