// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

class OutlineFontTest {

    private static final OutlineFont FONT = OutlineFont.legend();
    private static final Paint WHITE = new Paint(0xffffff, 1);

    @Test
    void allOfLatinGreekAndRussianHasOutlines() {
        IntStream.concat(
                        IntStream.concat(
                                IntStream.rangeClosed(' ', '~'),
                                IntStream.rangeClosed(0xa1, 0x17f)),
                        IntStream.concat(
                                IntStream.rangeClosed('α', 'ω'), IntStream.rangeClosed('А', 'я')))
                .forEach(code -> assertTrue(FONT.has(code), Character.toString(code)));
        assertTrue(FONT.has('…'));
    }

    @Test
    void aCharacterWithoutAnOutlineIsABox() {
        assertFalse(FONT.has('猫'));
        assertArrayEquals(drawn("猫"), drawn("犬"));
        assertTrue(ink("猫") > 0);
    }

    @Test
    void everyCharacterThatHasAnOutlineCanBeDrawnAtAnySize() {
        Picture picture = black(40, 40);
        for (float size : new float[] {0.5f, 11, 13.92f, 87}) {
            for (int code = 0; code < 0x2200; code++) {
                FONT.draw(picture, Character.toString(code), 7.3f, 20.6f, size, WHITE);
            }
        }
        assertFalse(Arrays.equals(black(40, 40).rgb, picture.rgb));
    }

    @Test
    void theLetterIIsABarOfTheHeightOfCapitals() {
        float size = 100;
        float bar = 0.0938f * size; // the thickness of the stem, 192 of 2048 units
        assertEquals(bar * FONT.capHeight() * size, ink("I", size), 0.05 * bar * size);
    }

    @Test
    void aHoleInALetterIsNotFilled() {
        Picture picture = black(120, 120);
        FONT.draw(picture, "O", 10, 100, 100, WHITE);
        int middle = (100 - Math.round(FONT.capHeight() * 50)) * 120 + 10 + 39;
        assertEquals(0, picture.rgb[3 * middle]);
    }

    @Test
    void theWidthOfATextIsThatOfItsLettersAndGrowsWithTheSize() {
        assertEquals(FONT.width("12", 20) + FONT.width("3.4", 20), FONT.width("123.4", 20), 0.001f);
        assertEquals(2 * FONT.width("cat", 20), FONT.width("cat", 40), 0.001f);
        assertEquals(0, FONT.width("", 20));
    }

    @Test
    void allDigitsAreOfOneWidthSoThatNumbersStandInColumns() {
        for (char digit = '0'; digit <= '9'; digit++) {
            assertEquals(FONT.width("0", 20), FONT.width(String.valueOf(digit), 20));
        }
    }

    @Test
    void aLetterAndItsAccentAreOneCharacter() {
        assertArrayEquals(drawn("\u00e9"), drawn("e\u0301"));
    }

    private static byte[] drawn(String text) {
        return drawn(text, 20).rgb;
    }

    private static Picture drawn(String text, float size) {
        Picture picture = black(120, 120);
        FONT.draw(picture, text, 10, 100, size, WHITE);
        return picture;
    }

    private static double ink(String text) {
        return ink(text, 20);
    }

    /** How many pixels a text covers. */
    private static double ink(String text, float size) {
        byte[] rgb = drawn(text, size).rgb;
        double ink = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            ink += (rgb[i] & 0xff) / 255.0;
        }
        return ink;
    }

    private static Picture black(int width, int height) {
        return Picture.of(Image.of(new byte[width * height], width, height, PixelFormat.GRAY));
    }
}
