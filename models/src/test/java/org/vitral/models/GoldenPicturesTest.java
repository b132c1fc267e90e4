// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenPicturesTest {

    @TempDir private Path folder;

    @Test
    void aPhotographIsItsPixelsInRows() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xfffefd);
        ImageIO.write(image, "png", folder.resolve("b.png").toFile());
        Files.writeString(folder.resolve("notes.txt"), "no photograph");

        Map<String, byte[]> pictures = GoldenPictures.in(folder);

        assertEquals(Set.of("b.ppm"), pictures.keySet());
        assertArrayEquals(
                "P6\n2 1\n255\n\u0001\u0002\u0003\u00ff\u00fe\u00fd"
                        .getBytes(StandardCharsets.ISO_8859_1),
                pictures.get("b.ppm"));
    }
}
