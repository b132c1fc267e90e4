// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Texts as a NumPy array, whose elements are UTF-32 of one length, filled up with zeros. */
final class NpyStrings {

    private NpyStrings() {}

    /** The whole array, with its header. */
    static byte[] array(List<String> texts) {
        int length =
                texts.stream()
                        .mapToInt(text -> text.codePointCount(0, text.length()))
                        .max()
                        .orElse(0);
        // NumPy has no texts of no length.
        int characters = Math.max(1, length);
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.writeBytes(NpyHeader.of("<U" + characters, texts.size()));
        for (String text : texts) {
            ByteBuffer element =
                    ByteBuffer.allocate(characters * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            text.codePoints().forEach(element::putInt);
            array.writeBytes(element.array());
        }
        return array.toByteArray();
    }
}
