// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LegendLetteringTest {

    private final LegendLettering lettering = new LegendLettering();

    @Test
    void aTextStandsOnItsBaselineAndIsAsWideAsItSays() {
        int width = 60;
        int height = 30;
        byte[] rgb = new byte[width * height * 3];

        lettering.write(rgb, width, height, "HI", 5, 20, 16, 0xff0000);

        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                assertEquals(0, rgb[at + 1]);
                if (rgb[at] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        assertEquals(19, bottom);
        assertEquals(20 - Math.round(lettering.capHeight(16)), top, 1);
        assertTrue(left >= 5 && right <= 5 + lettering.width("HI", 16), left + " to " + right);
    }

    @Test
    void whatLiesOutsideIsLeftOut() {
        byte[] rgb = new byte[4 * 4 * 3];

        lettering.write(rgb, 4, 4, "outside", 100, -100, 12, 0xffffff);

        assertArrayEquals(new byte[rgb.length], rgb);
    }

    @Test
    void anArrayThatIsTooSmallIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> lettering.write(new byte[11], 2, 2, "a", 0, 0, 12, 0));
    }
}
