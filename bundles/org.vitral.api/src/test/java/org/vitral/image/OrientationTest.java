// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    /** A raw frame of three columns and two rows; each expected text is the upright frame. */
    private static final String[] RAW = {"abc", "def"};

    @ParameterizedTest
    @CsvSource({
        "1, abc def",
        "2, cba fed",
        "3, fed cba",
        "4, def abc",
        "5, ad be cf",
        "6, da eb fc",
        "7, fc eb da",
        "8, cf be ad"
    })
    void eachExifValueTurnsTheFrameAsTheStandardSays(int exif, String expected) {
        Orientation orientation = Orientation.ofExif(exif);
        int width = orientation.uprightWidth(3, 2);
        int height = orientation.uprightHeight(3, 2);
        StringBuilder upright = new StringBuilder();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rawX = orientation.rawX(x, y, 3);
                int rawY = orientation.rawY(x, y, 2);
                upright.append(RAW[rawY].charAt(rawX));
            }
            upright.append(' ');
        }
        assertEquals(expected, upright.toString().strip());
    }

    @ParameterizedTest
    @EnumSource
    void theExifValueLeadsBackToTheOrientation(Orientation orientation) {
        assertEquals(orientation, Orientation.ofExif(orientation.exif()));
    }

    @ParameterizedTest
    @EnumSource
    void anOrientationIsReadByItsNumberAndAsItIsWritten(Orientation orientation) {
        assertEquals(orientation, Orientation.parse("" + orientation.exif()));
        assertEquals(orientation, Orientation.parse(orientation.toString()));
        assertEquals(orientation, Orientation.parse(" " + orientation.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "90", "", "left"})
    void whatIsNoOrientationIsRefused(String text) {
        assertEquals(
                "An orientation is a value of the EXIF tag, 1 to 8, or one of upright, mirrored, rotated-180, flipped, transposed, rotated-90, transversed, rotated-270, not '"
                        + text
                        + "'",
                assertThrows(IllegalArgumentException.class, () -> Orientation.parse(text))
                        .getMessage());
    }

    @Test
    void valuesOutsideTheStandardMeanUpright() {
        assertEquals(Orientation.UPRIGHT, Orientation.ofExif(0));
        assertEquals(Orientation.UPRIGHT, Orientation.ofExif(9));
    }
}
