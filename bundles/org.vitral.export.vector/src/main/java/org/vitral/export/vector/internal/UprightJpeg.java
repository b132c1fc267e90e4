// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.vitral.image.Image;
import org.vitral.image.UprightRows;

/** A photograph as a JPEG that stands upright without EXIF, as the areas do. */
final class UprightJpeg {

    private static final float QUALITY = 0.9f;
    private static final int LONGEST_SIDE = 65_500;

    private UprightJpeg() {}

    static String base64(Image image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(image, bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void write(Image image, OutputStream out) throws IOException {
        UprightRows rows = UprightRows.of(image);
        if (Math.max(rows.width(), rows.height()) > LONGEST_SIDE) {
            throw new IOException(
                    "JPEG has room for %d columns and rows, but the photograph is %d x %d"
                            .formatted(LONGEST_SIDE, rows.width(), rows.height()));
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture(rows), null, null), how);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage picture(UprightRows rows) {
        int width = rows.width();
        BufferedImage picture =
                new BufferedImage(width, rows.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[3 * width];
        int at = 0;
        for (int y = 0; y < rows.height(); y++) {
            rows.readRgb(y, rgb, 0);
            for (int x = 0; x < rgb.length; x += 3, at += 3) {
                bgr[at] = rgb[x + 2];
                bgr[at + 1] = rgb[x + 1];
                bgr[at + 2] = rgb[x];
            }
        }
        return picture;
    }
}
