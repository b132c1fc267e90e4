// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

class PictureTest {

    @ParameterizedTest
    @EnumSource(names = {"RGBA", "BGRA", "ABGR"})
    void whiteShinesThroughWhereAPhotographIsTransparent(PixelFormat format) {
        byte[] pixels = new byte[3 * 4];
        int[] opacities = {0, 51, 255};
        for (int i = 0; i < 3; i++) {
            pixels[4 * i + format.red()] = (byte) 200;
            pixels[4 * i + format.green()] = 100;
            pixels[4 * i + format.alpha()] = (byte) opacities[i];
        }
        Picture picture = Picture.of(Image.of(pixels, 3, 1, format));
        byte[] expected = {
            (byte) 255, (byte) 255, (byte) 255, // transparent
            (byte) 244, (byte) 224, (byte) 204, // a fifth of the colour
            (byte) 200, 100, 0 // opaque
        };
        assertArrayEquals(expected, picture.rgb);
    }

    @Test
    void blendingOverTheEdgeChangesNothing() {
        Picture picture = Picture.of(Image.of(new byte[4], 2, 2, PixelFormat.GRAY));
        picture.blend(-1, 0, 0xffffff, 1);
        picture.blend(2, 0, 0xffffff, 1);
        picture.blend(0, -1, 0xffffff, 1);
        picture.blend(0, 2, 0xffffff, 1);
        assertArrayEquals(new byte[12], picture.rgb);
    }

    @Test
    void blendingGoesFromNothingToTheWholeColour() {
        Picture picture = Picture.of(Image.of(new byte[] {100, 100, 100}, 3, 1, PixelFormat.GRAY));
        picture.blend(0, 0, 0xff0064, 0);
        picture.blend(1, 0, 0xff0064, 0.5f);
        picture.blend(2, 0, 0xff0064, 1);
        assertArrayEquals(
                new byte[] {100, 100, 100, (byte) 178, 50, 100, (byte) 255, 0, 100}, picture.rgb);
    }

    @Test
    void aRoundedRectangleCoversItsAreaLessItsCorners() {
        Picture picture = Picture.of(Image.of(new byte[100 * 80], 100, 80, PixelFormat.GRAY));
        picture.fillRounded(10, 10, 70, 50, 12, new Paint(0xffffff, 1));
        double covered = 0;
        for (int i = 0; i < picture.rgb.length; i += 3) {
            covered += (picture.rgb[i] & 0xff) / 255.0;
        }
        assertEquals(70 * 50 - (4 - Math.PI) * 12 * 12, covered, 2);
        assertEquals(0, picture.rgb[3 * (10 * 100 + 10)]);
    }
}
