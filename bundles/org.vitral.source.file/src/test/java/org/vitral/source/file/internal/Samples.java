// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small picture files, made here: the left half of most is red, the right half blue. */
final class Samples {

    static final int RED = 0xff0000;
    static final int BLUE = 0x0000ff;

    /** Eight by eight pixels, as the command cwebp of libwebp wrote them. */
    static final byte[] WEBP_LOSSY =
            base64(
                    "UklGRloAAABXRUJQVlA4IE4AAAAwAwCdASoIAAgAAMASJagCdLoB+AFGA/ACu/9wABGB3KzAAP79nr/+cyG3"
                            + "/7tkSYKRP+uiftsiTBSJ//Wjn/41LKEjlc3+NSyhI5feAAA=");

    static final byte[] WEBP_LOSSLESS =
            base64("UklGRh4AAABXRUJQVlA4TBIAAAAvB8ABAA8Q87//8x8O+hDR/wA=");

    /** The upper half opaque, the lower half transparent. */
    static final byte[] WEBP_LOSSLESS_ALPHA =
            base64(
                    "UklGRjQAAABXRUJQVlA4TCcAAAAvB8ABEB8Q8y8gKPJ/NAFBkf+jhfEQFLRtw5RkSZbk20BE9D/Eb3wA");

    static final byte[] WEBP_LOSSY_ALPHA =
            base64(
                    "UklGRoQAAABXRUJQVlA4WAoAAAAQAAAABwAABwAAQUxQSAwAAAABDzD/ERFi/iP6Hw9WUDggUgAAAFADAJ0B"
                            + "KggACAAAwBIlqAJ0ugH4AUYD8AK7/3AAEX9/tDgAAP79nr/+c2z+0hTf+7ZEmCkT/ron7bIkwUif/1o5"
                            + "/+NSyhI5XN/jUsoSOX3gAAA=");

    /** A canvas of 16 x 16 whose first frame, of 8 x 8, is at (4, 4). */
    static final byte[] WEBP_ANIMATION =
            base64(
                    "UklGRogAAABXRUJQVlA4WAoAAAACAAAADwAADwAAQU5JTQYAAAD/////AABBTk1GKgAAAAIAAAIAAAcAAAcA"
                            + "AGQAAABWUDhMEgAAAC8HwAEADxDzv//zHw76ENH/AEFOTUYqAAAABAAABAAABwAABwAAZAAAAFZQOEwSAAAA"
                            + "LwfAAQAPEPO///MfDvoQ0f8A");

    /** Lossless, with EXIF data; the value of their orientation is six. */
    static final byte[] WEBP_EXIF =
            base64(
                    "UklGRlIAAABXRUJQVlA4WAoAAAAIAAAABwAABwAAVlA4TBIAAAAvB8ABAA8Q87//8x8O+hDR/wBFWElGGgAA"
                            + "AElJKgAIAAAAAQASAQMAAQAAAAYAAAAAAAAA");

    private Samples() {}

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    /** Left half red, right half blue. */
    static BufferedImage redAndBlue(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | (x < width / 2 ? RED : BLUE));
            }
        }
        return image;
    }

    /** A grey image of these raw values, all in one row. */
    static BufferedImage gray(int... values) {
        BufferedImage image = new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, values.length, 1, values);
        return image;
    }

    /** What one of the JDK's writers makes of an image. */
    static byte[] write(RenderedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("No writer for " + format + " takes " + image);
        }
        return out.toByteArray();
    }

    static byte[] progressiveJpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return write(writer, new IIOImage(image, null, null), param);
    }

    /** Four components, raw, with an Adobe marker: 0 for CMYK, 2 for YCCK. */
    static byte[] adobeJpeg(int transform, int... components) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, components);
        }
        byte[] jpeg =
                write(writer, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return withSegment(jpeg, 0xee, adobe);
    }

    static byte[] tiff(RenderedImage image, String compression) throws IOException {
        ImageWriter writer = new TIFFImageWriterSpi().createWriterInstance(null);
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        return write(writer, new IIOImage(image, null, null), param);
    }

    private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam param)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The file with one more segment right after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** The file with EXIF data in an APP1 segment. */
    static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] content =
                ByteBuffer.allocate(6 + exif.length)
                        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                        .put(exif)
                        .array();
        return withSegment(jpeg, 0xe1, content);
    }

    /** A TIFF structure with nothing but an orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
        tiff.putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    /** A PNG file of these chunks, which are names and contents in turn. */
    static byte[] png(Object... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a});
        for (int i = 0; i < chunks.length; i += 2) {
            byte[] type = ((String) chunks[i]).getBytes(StandardCharsets.US_ASCII);
            byte[] content = (byte[]) chunks[i + 1];
            CRC32 sum = new CRC32();
            sum.update(type);
            sum.update(content);
            out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
            out.writeBytes(type);
            out.writeBytes(content);
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        }
        return out.toByteArray();
    }

    /** The header chunk of a PNG file. */
    static byte[] pngHeader(int width, int height, int depth, int colorType) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colorType)
                .array();
    }

    static byte[] deflate(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
