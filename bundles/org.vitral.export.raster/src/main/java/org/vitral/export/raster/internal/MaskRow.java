// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Rows of classes as files hold them: bytes, or 16 bits with the low byte first. */
final class MaskRow {

    private static final ValueLayout.OfChar LITTLE_ENDIAN =
            JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private MaskRow() {}

    /** Copies a row of classes into a file's bytes, from one of them on. */
    static void copy(MemorySegment pixels, int width, int bytesPerPixel, byte[] into, int at) {
        if (bytesPerPixel == 1) {
            MemorySegment.copy(pixels, JAVA_BYTE, 0, into, at, width);
        } else {
            MemorySegment.copy(
                    pixels,
                    JAVA_CHAR_UNALIGNED,
                    0,
                    MemorySegment.ofArray(into),
                    LITTLE_ENDIAN,
                    at,
                    width);
        }
    }
}
