// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.segmentation.CategoryMask;

/** The shared test data. Tests that need it are skipped where it is absent. */
final class TestData {

    static final int SIZE = 257;

    private TestData() {}

    static Path shared(String file) {
        Path path = Path.of(System.getProperty("vitral.shared"), file).normalize();
        assumeTrue(
                Files.isRegularFile(path),
                "The test data " + file + " is not in the folder that vitral.shared names");
        return path;
    }

    static Path starterModel() {
        return shared("models/deeplabv3.tflite");
    }

    static Image horseAndRider() throws IOException {
        BufferedImage decoded = ImageIO.read(shared("images/horse_rider_257.jpg").toFile());
        byte[] pixels = ((DataBufferByte) decoded.getRaster().getDataBuffer()).getData();
        return Image.of(pixels, SIZE, SIZE, PixelFormat.BGR);
    }

    /** The number of pixels in which a mask differs from the golden one. */
    static int differencesFromGolden(CategoryMask mask) throws IOException {
        BufferedImage golden = ImageIO.read(shared("images/horse_rider_257.golden.png").toFile());
        int differences = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (golden.getRaster().getSample(x, y, 0) != mask.label(x, y) * 10) {
                    differences++;
                }
            }
        }
        return differences;
    }
}
