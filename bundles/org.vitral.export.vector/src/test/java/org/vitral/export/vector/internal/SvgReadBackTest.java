// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** librsvg renders our SVG, and gives the colours of the mask pixel by pixel. */
class SvgReadBackTest {

    @TempDir Path folder;

    @BeforeEach
    void thereIsLibrsvg() {
        ForeignTool.assume("rsvg-convert", "librsvg2-bin");
    }

    @Test
    void renderedItIsTheMask() throws IOException {
        for (int seed = 1; seed <= 12; seed++) {
            Scene scene = Scene.random(seed);
            BufferedImage picture =
                    rendered(scene, Map.of("labels", "false", "background", "true"));
            int[] truth = scene.truth();
            for (int i = 0; i < truth.length; i++) {
                int color = truth[i] < 0 ? 0 : 0xff000000 | 0x010203 * truth[i];
                assertEquals(
                        Integer.toHexString(color),
                        Integer.toHexString(picture.getRGB(i % scene.width(), i / scene.width())),
                        scene.name() + " pixel " + i);
            }
        }
    }

    @Test
    void anEmbeddedPhotographIsSeenThroughTheAreas() throws IOException {
        Scene scene = Scene.of("0".repeat(20) + "1".repeat(20)).tall(8);
        BufferedImage picture = rendered(scene, Map.of("labels", "false", "photograph", "embed"));
        BufferedImage alone =
                rendered(scene, Map.of("labels", "false", "photograph", "embed", "opacity", "0"));
        int right = scene.width() - 1;
        assertEquals(0xff, alone.getRGB(right, 0) >>> 24);
        assertTrue(
                Math.abs((picture.getRGB(right, 0) & 0xff) - (alone.getRGB(right, 0) & 0xff) / 2)
                        <= 3);
    }

    @Test
    void aLabelIsWrittenIntoTheLargestRegion() throws IOException {
        Scene scene = Scene.of("1".repeat(60)).tall(60);
        BufferedImage without = rendered(scene, Map.of("labels", "false"));
        BufferedImage with = rendered(scene, Map.of());
        int differing = 0;
        for (int y = 20; y < 40; y++) {
            for (int x = 20; x < 40; x++) {
                differing += without.getRGB(x, y) != with.getRGB(x, y) ? 1 : 0;
            }
        }
        assertTrue(differing > 10, "pixels of the label: " + differing);
    }

    private BufferedImage rendered(Scene scene, Map<String, String> said) throws IOException {
        Path svg = folder.resolve("a.svg");
        Path png = folder.resolve("a.png");
        Written.file(svg, new SvgExporter(), said, scene);
        ForeignTool.run("rsvg-convert", svg.toString(), "-o", png.toString());
        BufferedImage picture = ImageIO.read(png.toFile());
        assertEquals(scene.width(), picture.getWidth());
        assertEquals(scene.height(), picture.getHeight());
        return picture;
    }
}
