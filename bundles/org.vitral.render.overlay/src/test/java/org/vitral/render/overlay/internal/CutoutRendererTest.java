// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

class CutoutRendererTest {

    private static final Scene SCENE =
            Scene.empty(60, 60, "background", "thing", "other").withEllipse(1, 30, 30, 15, 15);

    @Test
    void whatIsInsideIsThePhotographAndWhatIsOutsideIsNothing() {
        Image photograph = Pictures.noise(60, 60);
        Image cut = Pictures.render(new CutoutRenderer(), photograph, SCENE);
        assertEquals(PixelFormat.RGBA, cut.format());
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 60; x++) {
                double from = Math.hypot(x + 0.5 - 30, y + 0.5 - 30);
                if (from < 12) {
                    assertEquals(255, Pictures.alpha(cut, x, y), x + ", " + y);
                    assertEquals(Pictures.rgb(photograph, x, y), Pictures.rgb(cut, x, y));
                } else if (from > 18) {
                    assertEquals(0, Pictures.alpha(cut, x, y), x + ", " + y);
                    assertEquals(0, Pictures.rgb(cut, x, y), x + ", " + y);
                }
            }
        }
    }

    @Test
    void theEdgeIsAsWideAsWasAskedFor() {
        Image photograph = Pictures.noise(60, 60);
        assertTrue(softPixels(photograph, "feather=1") <= 3);
        int wide = softPixels(photograph, "feather=12");
        assertTrue(wide >= 9 && wide <= 15, wide + " soft pixels");
    }

    /** On the way from the middle to the right. */
    private static int softPixels(Image photograph, String option) {
        Image cut = Pictures.render(new CutoutRenderer(), photograph, SCENE, option);
        int soft = 0;
        int last = 255;
        for (int x = 30; x < 60; x++) {
            int alpha = Pictures.alpha(cut, x, 30);
            assertTrue(alpha <= last, "alpha rises at " + x);
            soft += alpha > 25 && alpha < 230 ? 1 : 0;
            last = alpha;
        }
        return soft;
    }

    @Test
    void theEdgeBringsNoneOfTheOldBackground() {
        // Red before green; the mask is two pixels larger than the thing, as masks are.
        Scene seen = Scene.empty(60, 60, "background", "thing").withEllipse(1, 30, 30, 15, 15);
        Scene real = Scene.empty(60, 60, "background", "thing").withEllipse(1, 30, 30, 14.5, 14.5);
        Image photograph = Pictures.of(real, 1, 0xc03020, 0x20d040);
        Image cut = Pictures.render(new CutoutRenderer(), photograph, seen, "feather=6");
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 60; x++) {
                if (Pictures.alpha(cut, x, y) > 0 && Pictures.alpha(cut, x, y) < 100) {
                    int color = Pictures.rgb(cut, x, y);
                    assertTrue(
                            (color >> 8 & 0xff) < 0x60, "#%06x at %d, %d".formatted(color, x, y));
                }
            }
        }
    }

    @Test
    void onlyTheChosenClassesAreCutOut() {
        Scene two = SCENE.withEllipse(2, 30, 30, 5, 5);
        Image cut =
                Pictures.render(new CutoutRenderer(), Pictures.noise(60, 60), two, "classes=other");
        assertEquals(255, Pictures.alpha(cut, 30, 30));
        assertEquals(0, Pictures.alpha(cut, 30, 20));
    }
}
