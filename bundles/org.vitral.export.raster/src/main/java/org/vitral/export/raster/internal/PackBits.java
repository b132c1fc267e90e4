// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.ByteArrayOutputStream;

/**
 * PackBits: each piece is a byte n and its data. From 0 to 127 it stands for the n + 1 bytes that
 * follow, from -127 to -1 for 1 - n times the byte that follows (TIFF 6.0, section 9).
 */
final class PackBits {

    private static final int LONGEST = 128;

    private PackBits() {}

    /** Packs the bytes of one row. */
    static void pack(byte[] bytes, int from, int to, ByteArrayOutputStream packed) {
        int at = from;
        while (at < to) {
            int run = run(bytes, at, to);
            if (run > 1) {
                packed.write(1 - run);
                packed.write(bytes[at]);
                at += run;
            } else {
                int end = literal(bytes, at, to);
                packed.write(end - at - 1);
                packed.write(bytes, at, end - at);
                at = end;
            }
        }
    }

    /** How often the byte is there, one after the other. */
    private static int run(byte[] bytes, int from, int to) {
        int end = from + 1;
        int limit = Math.min(to, from + LONGEST);
        while (end < limit && bytes[end] == bytes[from]) {
            end++;
        }
        return end - from;
    }

    /** Where the bytes that no run is made of end: a run of two is not worth an end. */
    private static int literal(byte[] bytes, int from, int to) {
        int end = from + 1;
        int limit = Math.min(to, from + LONGEST);
        while (end < limit && run(bytes, end, Math.min(to, end + 3)) < 3) {
            end++;
        }
        return end;
    }
}
