// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * What options make of the format, read by Pillow. In the launcher, WebpIT does so for what the
 * command writes.
 */
@ExtendWith(NeedsTheLibrary.class)
final class PillowTest {

    private static final Path DEBIAN_PYTHON = Path.of("/usr/bin/python3");
    private static final int[][] SIZES = {{1, 1}, {3, 1}, {1, 5}, {37, 23}, {1021, 7}};

    @TempDir private Path folder;

    @BeforeEach
    void needsPillow() throws Exception {
        Result pillow =
                python(
                        """
                        import numpy
                        from PIL import features
                        assert features.check("webp"), "this Pillow reads no WebP"
                        """);
        assumeTrue(pillow.exit == 0, "Python cannot read WebP: " + pillow.text);
    }

    @Test
    void masksOfBothKindsHaveTheColoursOfTheirClasses() throws Exception {
        for (int[] size : SIZES) {
            MaskOf mask = Webp.random(size[0], size[1], 256);
            byte[] indices = new byte[mask.indices().length];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = (byte) mask.indices()[i];
            }
            String name = size[0] + "x" + size[1];
            Files.write(folder.resolve(name + ".indices"), indices);
            for (String pixels : List.of("rgb", "rgba")) {
                Files.write(
                        folder.resolve(name + "." + pixels + ".webp"),
                        Webp.exported(mask, "pixels=" + pixels));
            }
            assertReads(
                    """
                    colors = numpy.array([[i % 80, 2 * (i % 80), 3 * (i % 80), 255] for i in range(256)], numpy.uint8)
                    indices = numpy.fromfile(f"{name}.indices", numpy.uint8).reshape(height, width)
                    with Image.open(f"{name}.rgb.webp") as image:
                        assert image.format == "WEBP" and image.mode == "RGB", image.mode
                        assert (numpy.array(image) == colors[indices][..., :3]).all(), name
                    colors[0] = 0
                    with Image.open(f"{name}.rgba.webp") as image:
                        assert (numpy.array(image.convert("RGBA")) == colors[indices]).all(), name
                    """,
                    size);
        }
    }

    @Test
    void picturesKeepTheirAlphaExactlyAndTheirColoursNearly() throws Exception {
        for (int[] size : SIZES) {
            byte[] pixels = new byte[size[0] * size[1] * 4];
            Random alphas = new Random(8);
            for (int i = 0; i < pixels.length; i += 4) {
                int brightness = 100 + i / 4 % size[0] * 100 / Math.max(100, size[0]);
                pixels[i] = (byte) (brightness / 2);
                pixels[i + 1] = (byte) brightness;
                pixels[i + 2] = (byte) (255 - brightness);
                pixels[i + 3] = (byte) (1 + alphas.nextInt(254));
            }
            String name = size[0] + "x" + size[1];
            Files.write(folder.resolve(name + ".pixels"), pixels);
            Files.write(
                    folder.resolve(name + ".webp"),
                    Webp.encoded(Image.of(pixels, size[0], size[1], PixelFormat.RGBA)));
            assertReads(
                    """
                    pixels = numpy.fromfile(f"{name}.pixels", numpy.uint8).reshape(height, width, 4).astype(int)
                    with Image.open(f"{name}.webp") as image:
                        assert image.mode == "RGBA", image.mode
                        read = numpy.array(image).astype(int)
                    assert (read[..., 3] == pixels[..., 3]).all(), "alpha"
                    assert abs(read - pixels).max() <= 8, abs(read - pixels).max()
                    """,
                    size);
        }
    }

    private void assertReads(String script, int[] size) throws Exception {
        Result result =
                python(
                        """
                        import sys, numpy
                        from PIL import Image
                        width, height = int(sys.argv[1]), int(sys.argv[2])
                        name = f"{width}x{height}"
                        """
                                + script,
                        String.valueOf(size[0]),
                        String.valueOf(size[1]));
        assertEquals(0, result.exit, result.text);
    }

    private record Result(int exit, String text) {}

    private Result python(String script, String... arguments) throws InterruptedException {
        String python = Files.isExecutable(DEBIAN_PYTHON) ? DEBIAN_PYTHON.toString() : "python3";
        ProcessBuilder builder = new ProcessBuilder(python, "-c", script);
        builder.command().addAll(List.of(arguments));
        try {
            Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] text = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return new Result(1, absent.getMessage());
        }
    }
}
