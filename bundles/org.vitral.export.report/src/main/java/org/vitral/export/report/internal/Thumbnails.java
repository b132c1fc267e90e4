// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * A small picture of a photograph, and one of its areas to be laid over it.
 *
 * @param width the columns of both
 * @param height the rows of both
 * @param photograph a JPEG, in base 64
 * @param areas a PNG that is transparent where there is background or no class, in base 64
 */
record Thumbnails(int width, int height, String photograph, String areas) {

    private static final float QUALITY = 0.75f;

    static Thumbnails of(ExportSubject subject, CategoryMask mask, int longest) throws IOException {
        Image image = subject.image();
        int side = Math.max(image.uprightWidth(), image.uprightHeight());
        double scale = Math.min(1, (double) longest / side);
        int width = Math.max(1, (int) Math.round(image.uprightWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.uprightHeight() * scale));
        return new Thumbnails(
                width,
                height,
                jpeg(reduced(UprightRows.of(image), width, height)),
                png(areas(subject, mask, width, height)));
    }

    /** Each pixel is the mean of those that it stands for. */
    private static BufferedImage reduced(UprightRows rows, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] rgb = new byte[3 * rows.width()];
        int[] columns = new int[rows.width()];
        int[] counts = new int[width];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = (int) ((long) x * width / columns.length);
            counts[columns[x]]++;
        }
        long[] sums = new long[3 * width];
        int y = 0;
        for (int row = 0; row < height; row++) {
            int first = y;
            for (; y < rows.height() && (long) y * height / rows.height() == row; y++) {
                rows.readRgb(y, rgb, 0);
                for (int x = 0; x < columns.length; x++) {
                    int to = 3 * columns[x];
                    sums[to] += rgb[3 * x] & 0xff;
                    sums[to + 1] += rgb[3 * x + 1] & 0xff;
                    sums[to + 2] += rgb[3 * x + 2] & 0xff;
                }
            }
            for (int x = 0; x < width; x++) {
                long count = (long) counts[x] * (y - first);
                int red = (int) ((sums[3 * x] + count / 2) / count);
                int green = (int) ((sums[3 * x + 1] + count / 2) / count);
                int blue = (int) ((sums[3 * x + 2] + count / 2) / count);
                small.setRGB(x, row, red << 16 | green << 8 | blue);
            }
            Arrays.fill(sums, 0);
        }
        return small;
    }

    /** Each pixel has the class of the one in the middle of those that it stands for. */
    private static BufferedImage areas(
            ExportSubject subject, CategoryMask mask, int width, int height) {
        Segmentation segmentation = subject.segmentation();
        Region part = segmentation.region();
        int unlabelled = segmentation.unlabelled().map(Label::index).orElse(-1);
        boolean background = segmentation.model().hasBackground();
        BufferedImage areas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            int row = middle(y, height, subject.image().uprightHeight()) - part.y();
            for (int x = 0; row >= 0 && row < part.height() && x < width; x++) {
                int column = middle(x, width, subject.image().uprightWidth()) - part.x();
                if (column < 0 || column >= part.width()) {
                    continue;
                }
                int index = mask.label(column, row);
                if (index != unlabelled && !(background && index == 0)) {
                    areas.setRGB(x, y, 0xff000000 | segmentation.label(index).rgb());
                }
            }
        }
        return areas;
    }

    private static int middle(int at, int size, int original) {
        return (int) ((2L * at + 1) * original / (2L * size));
    }

    private static String jpeg(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        return written(writer, how, picture);
    }

    private static String png(BufferedImage picture) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "png")
                        .next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        return written(writer, how, picture);
    }

    private static String written(ImageWriter writer, ImageWriteParam how, BufferedImage picture)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
