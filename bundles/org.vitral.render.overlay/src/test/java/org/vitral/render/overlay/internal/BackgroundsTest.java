// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.image.PixelFormat;

class BackgroundsTest {

    private static final Scene SCENE =
            Scene.empty(120, 90, "background", "thing").withEllipse(1, 60, 45, 25, 25);

    @Test
    void whatIsInFrontStaysAsItIsAndDoesNotLeakIntoTheBlur() {
        Image photograph = Pictures.of(SCENE, 1, 0xffffff, 0x102030);
        Image blurred = Pictures.render(new BlurRenderer(), photograph, SCENE, "strength=10");
        assertEquals(0xffffff, Pictures.rgb(blurred, 60, 45));
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 120; x++) {
                if (Math.hypot(x + 0.5 - 60, y + 0.5 - 45) > 28) {
                    assertEquals(0x102030, Pictures.rgb(blurred, x, y), x + ", " + y);
                }
            }
        }
    }

    @Test
    void whatIsBehindIsBlurredTheMoreTheStronger() {
        Image noise = Pictures.noise(120, 90);
        int weak = contrast(Pictures.render(new BlurRenderer(), noise, SCENE, "strength=1"));
        int strong = contrast(Pictures.render(new BlurRenderer(), noise, SCENE, "strength=20"));
        assertTrue(strong < weak && weak < contrast(noise), strong + " < " + weak);
        assertTrue(strong < 30, strong + " levels are left");
    }

    /** The largest step of red between neighbours in the first row. */
    private static int contrast(Image picture) {
        int most = 0;
        for (int x = 1; x < 120; x++) {
            int step =
                    Math.abs(
                            (Pictures.rgb(picture, x, 0) >> 16)
                                    - (Pictures.rgb(picture, x - 1, 0) >> 16));
            most = Math.max(most, step);
        }
        return most;
    }

    @Test
    void whereNothingIsFoundAllIsBlurredAndWhereAllIsFoundNothing() {
        Image noise = Pictures.noise(40, 30);
        Scene nothing = Scene.empty(40, 30, "background", "thing");
        Scene all = nothing.withEllipse(1, 20, 15, 99, 99);
        Image same = Pictures.render(new BlurRenderer(), noise, all);
        assertArrayEquals(Pictures.bytes(noise), Pictures.bytes(same));
        Image blurred = Pictures.render(new BlurRenderer(), noise, nothing, "strength=25");
        int middle = Pictures.rgb(blurred, 20, 15) >> 16;
        assertEquals(0x90, middle, 0x20);
    }

    @Test
    void theBackgroundIsTheColourThatWasChosen() {
        Image photograph = Pictures.noise(120, 90);
        Image picture =
                Pictures.render(new BackgroundRenderer(), photograph, SCENE, "color=#00b140");
        assertEquals(0x00b140, Pictures.rgb(picture, 3, 3));
        assertEquals(Pictures.rgb(photograph, 60, 45), Pictures.rgb(picture, 60, 45));
    }

    @Test
    void aPictureIsCutToFillTheBackground(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("beach.png"));
        // 400 x 100: its middle 133 columns fill 120 x 90; left and right thirds are red.
        byte[] rgb = new byte[400 * 100 * 3];
        for (int at = 0; at < 400 * 100; at++) {
            boolean middle = at % 400 >= 133 && at % 400 < 267;
            rgb[3 * at + (middle ? 2 : 0)] = (byte) 200;
        }
        BackgroundRenderer renderer =
                new BackgroundRenderer(
                        List.of(new OneImage(Image.of(rgb, 400, 100, PixelFormat.RGB))));
        Image photograph = Pictures.plain(120, 90, 0xffffff);
        Image picture = Pictures.render(renderer, photograph, SCENE, "image=" + file);
        for (int x : new int[] {0, 10, 110, 119}) {
            assertEquals(0x0000c8, Pictures.rgb(picture, x, 5), "column " + x);
        }
        assertEquals(0xffffff, Pictures.rgb(picture, 60, 45));
    }

    @Test
    void aPictureThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("beach.png");
        Image photograph = Pictures.noise(120, 90);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        Pictures.render(
                                                new BackgroundRenderer(),
                                                photograph,
                                                SCENE,
                                                "image=" + file))
                        .getMessage();
        assertEquals(
                "The background %s cannot be read: There is no such file".formatted(file), message);
    }

    @Test
    void aColourAndAPictureAtOnceAreRefused() {
        Image photograph = Pictures.noise(120, 90);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Pictures.render(
                                        new BackgroundRenderer(),
                                        photograph,
                                        SCENE,
                                        "image=beach.png",
                                        "color=#112233"));
        assertTrue(e.getMessage().contains("#112233 and beach.png"), e.getMessage());
    }

    /** A source that has one image, wherever it is asked to look. */
    private record OneImage(Image image) implements ImageSource {

        @Override
        public boolean accepts(URI location) {
            return true;
        }

        @Override
        public ImageSequence open(URI location) throws IOException {
            throw new ImageException("It has one image only");
        }

        @Override
        public Image read(URI location) {
            return image;
        }
    }
}
