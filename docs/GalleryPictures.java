// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes small JPEG files of the PNG files that Vitral wrote, so that a page of many pictures loads
 * fast. What is transparent is shown on squares, as in an editor.
 */
final class GalleryPictures {

    private static final float QUALITY = 0.87f;
    private static final int SQUARE = 12;
    private static final Color LIGHT = new Color(0xffffff);
    private static final Color DARK = new Color(0xe2e2e2);

    private GalleryPictures() {}

    public static void main(String[] folders) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<Path> pictures;
        try (Stream<Path> files = Files.list(Path.of(folders[0]))) {
            pictures = files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
        for (Path picture : pictures) {
            String name = picture.getFileName().toString().replaceAll("png$", "jpg");
            write(onSquares(ImageIO.read(picture.toFile())), Path.of(folders[1], name));
        }
    }

    private static BufferedImage onSquares(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        for (int y = 0; y < height; y += SQUARE) {
            for (int x = 0; x < width; x += SQUARE) {
                graphics.setColor((x + y) / SQUARE % 2 == 0 ? LIGHT : DARK);
                graphics.fillRect(x, y, SQUARE, SQUARE);
            }
        }
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return opaque;
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam quality = writer.getDefaultWriteParam();
        quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        quality.setCompressionQuality(QUALITY);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}
