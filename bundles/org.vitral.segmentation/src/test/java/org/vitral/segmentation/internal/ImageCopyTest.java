// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;

class ImageCopyTest {

    @ParameterizedTest
    @EnumSource
    void aCopyOfAnyKindShowsTheSameAndOutlivesTheImage(PixelFormat format) {
        try (MemoryPool pool = new MemoryPool()) {
            byte[][] expected;
            ImageCopy copy;
            try (Arena arena = Arena.ofConfined()) {
                Image image =
                        AnyImage.noise(
                                        format,
                                        17,
                                        9,
                                        3,
                                        Orientation.TRANSPOSED,
                                        new Random(6),
                                        arena)
                                .image();
                expected = rows(image);
                copy = ImageCopy.of(image, pool);
                assertEquals(image.toString(), copy.image().toString());
            }
            assertArrayEquals(expected, rows(copy.image()));
            copy.close();
        }
    }

    private static byte[][] rows(Image image) {
        UprightRows rows = UprightRows.of(image);
        byte[][] read = new byte[rows.height()][rows.width() * rows.channels()];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, read[y]);
        }
        return read;
    }
}
