// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A vector of a FlatBuffer, to be read with the same checks as a {@link FlatTable}.
 *
 * @param file the whole file; null where the vector is absent
 * @param first where its first element is
 * @param size the number of its elements
 */
record FlatVector(MemorySegment file, long first, int size) {

    static final FlatVector ABSENT = new FlatVector(null, 0, 0);

    boolean isAbsent() {
        return file == null;
    }

    int int32(int index) {
        return file.get(FlatTable.INT32, first + (long) index * Integer.BYTES);
    }

    long int64(int index) {
        return file.get(FlatTable.INT64, first + (long) index * Long.BYTES);
    }

    float float32(int index) {
        return Float.intBitsToFloat(int32(index));
    }

    FlatTable table(int index) {
        return new FlatTable(file, FlatTable.target(file, first + (long) index * Integer.BYTES));
    }

    /** All of it, where its elements are bytes. */
    MemorySegment bytes() {
        return file.asSlice(first, size);
    }

    String text() {
        return isAbsent()
                ? ""
                : new String(bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
