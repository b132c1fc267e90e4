// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The photographs that may be golden images of models, as binary PPM files: whoever reads these
 * needs no decoder, and has the same pixels everywhere.
 */
final class GoldenPictures {

    private static final List<String> SUFFIXES = List.of(".jpg", ".png");

    private GoldenPictures() {}

    /** The photographs of a folder, {@code b.jpg} as {@code b.ppm}. */
    static Map<String, byte[]> in(Path folder) throws IOException {
        Map<String, byte[]> pictures = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = file.getFileName().toString();
                for (String suffix : SUFFIXES) {
                    if (name.endsWith(suffix)) {
                        String bare = name.substring(0, name.length() - suffix.length());
                        pictures.putIfAbsent(bare + ".ppm", portable(ImageIO.read(file.toFile())));
                    }
                }
            }
        }
        return pictures;
    }

    private static byte[] portable(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                "P6\n%d %d\n255\n"
                        .formatted(image.getWidth(), image.getHeight())
                        .getBytes(StandardCharsets.US_ASCII));
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                out.write(rgb >> 16);
                out.write(rgb >> 8);
                out.write(rgb);
            }
        }
        return out.toByteArray();
    }
}
