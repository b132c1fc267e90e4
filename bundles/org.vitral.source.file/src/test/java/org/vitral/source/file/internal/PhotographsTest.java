// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

class PhotographsTest {

    @ParameterizedTest
    @CsvSource({
        // Name, width, height, then a place and its colour as djpeg of libjpeg-turbo gives it.
        "cats_and_dogs.jpg, 1200, 600, 600, 300, fbb1c2",
        "horse_rider_257.jpg, 257, 257, 128, 128, 434337",
        "pascal.jpg, 500, 375, 250, 187, 0c0f18",
        "portrait.jpg, 820, 1024, 410, 512, 1c2333",
        "sparrow.png, 1280, 851, 640, 425, 9f8d82",
        "sparrow.png, 1280, 851, 0, 0, ffffff"
    })
    void aRealPhotographHasItsSizeAndColours(
            String name, int width, int height, int x, int y, String color) throws IOException {
        Path file = Path.of(System.getProperty("vitral.shared", "")).resolve("images/" + name);
        assumeTrue(Files.exists(file), "there is no folder with test photographs here");
        try (Image image = new FileImageSource(0).read(file.toUri())) {
            assertEquals(width, image.width());
            assertEquals(height, image.height());
            assertEquals(PixelFormat.BGR, image.format());
            assertEquals(Orientation.UPRIGHT, image.orientation());
            Pixels.assertPixel(Integer.parseInt(color, 16), image, x, y, 2);
        }
    }
}
