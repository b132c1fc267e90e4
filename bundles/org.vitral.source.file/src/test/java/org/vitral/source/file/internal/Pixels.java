// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitral.image.Image;
import org.vitral.image.ImageException;

/** Decodes bytes as a file, and looks at the pixels. */
final class Pixels {

    private Pixels() {}

    static Image decode(byte[] bytes) throws IOException {
        return decode(bytes, 0);
    }

    static Image decode(byte[] bytes, long maxPixels) throws IOException {
        // The name says nothing about what is inside.
        Path file = Files.createTempFile("vitral-test-", ".bin");
        try {
            Files.write(file, bytes);
            return new PictureDecoder(new MemoryBudget(maxPixels)).decode(file);
        } finally {
            Files.delete(file);
        }
    }

    /** The reason for which these bytes are refused. */
    static String refusal(byte[] bytes) throws IOException {
        try (Image image = decode(bytes)) {
            throw new AssertionError(
                    "Decoded to " + image.width() + " x " + image.height() + " pixels");
        } catch (ImageException e) {
            return e.getMessage();
        }
    }

    static int rgb(Image image, int x, int y) {
        long at = (long) y * image.rowStride() + (long) x * image.format().bytesPerPixel();
        return channel(image, at + image.format().red()) << 16
                | channel(image, at + image.format().green()) << 8
                | channel(image, at + image.format().blue());
    }

    private static int channel(Image image, long at) {
        return image.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /** Checks a pixel, each channel within a tolerance. */
    static void assertPixel(int expected, Image image, int x, int y, int tolerance) {
        int actual = rgb(image, x, y);
        boolean near = true;
        for (int shift = 0; shift <= 16; shift += 8) {
            near &= Math.abs((expected >> shift & 0xff) - (actual >> shift & 0xff)) <= tolerance;
        }
        assertTrue(
                near,
                "Pixel (%d, %d) is %06x, not %06x within %d"
                        .formatted(x, y, actual, expected, tolerance));
    }

    /** Checks that the left half is red and the right half blue. */
    static void assertRedAndBlue(Image image, int tolerance) {
        int middle = image.height() / 2;
        assertPixel(Samples.RED, image, 1, middle, tolerance);
        assertPixel(Samples.BLUE, image, image.width() - 2, middle, tolerance);
    }
}
