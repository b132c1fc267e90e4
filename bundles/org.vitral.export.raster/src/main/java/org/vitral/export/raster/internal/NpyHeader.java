// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The start of an array in NumPy's format, version 1.0; after it come the elements, the last index
 * running fastest.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
final class NpyHeader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** The elements start at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private NpyHeader() {}

    /**
     * The bytes before the elements.
     *
     * @param type NumPy's name of the type of the elements, for example {@code <u2}
     * @param shape the size in each dimension
     */
    static byte[] of(String type, int... shape) {
        String sizes =
                Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }";
        byte[] dictionary = text.formatted(type, sizes).getBytes(StandardCharsets.US_ASCII);
        int before = MAGIC.length + Short.BYTES;
        int length = (before + dictionary.length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = Arrays.copyOf(MAGIC, length);
        header[MAGIC.length] = (byte) (length - before);
        header[MAGIC.length + 1] = (byte) (length - before >> 8);
        Arrays.fill(header, before, length, (byte) ' ');
        System.arraycopy(dictionary, 0, header, before, dictionary.length);
        header[length - 1] = '\n';
        return header;
    }

    /** The type of the elements of a mask. */
    static String maskType(int bytesPerPixel) {
        return bytesPerPixel == 1 ? "|u1" : "<u2";
    }
}
