// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.vitral.image.Orientation;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Files of an RGB picture whose metadata say how it must be turned to stand upright. */
final class OrientedFile {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int SIGNATURE_AND_HEADER = 8 + 25;
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

    private OrientedFile() {}

    /** The frame that a camera held like that would store: it is seen as the upright picture. */
    static BufferedImage store(BufferedImage upright, Orientation orientation) {
        boolean swaps = orientation.swapsAxes();
        int width = swaps ? upright.getHeight() : upright.getWidth();
        int height = swaps ? upright.getWidth() : upright.getHeight();
        BufferedImage raw = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                int rawX = orientation.rawX(x, y, width);
                int rawY = orientation.rawY(x, y, height);
                raw.setRGB(rawX, rawY, upright.getRGB(x, y));
            }
        }
        return raw;
    }

    /** A PNG with a chunk eXIf behind its header. */
    static byte[] png(BufferedImage raw, Orientation orientation) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(raw, "png", plain);
        byte[] file = plain.toByteArray();
        byte[] exif = exif(orientation);
        CRC32 check = new CRC32();
        check.update("eXIf".getBytes(US_ASCII));
        check.update(exif);
        ByteBuffer all = ByteBuffer.allocate(file.length + exif.length + 12);
        all.put(file, 0, SIGNATURE_AND_HEADER);
        all.putInt(exif.length).put("eXIf".getBytes(US_ASCII)).put(exif);
        all.putInt((int) check.getValue());
        all.put(file, SIGNATURE_AND_HEADER, file.length - SIGNATURE_AND_HEADER);
        return all.array();
    }

    /** A baseline TIFF of one uncompressed strip. */
    static byte[] tiff(BufferedImage raw, Orientation orientation) {
        int width = raw.getWidth();
        int height = raw.getHeight();
        int bytes = width * height * 3;
        int bits = 8 + 2 + 10 * 12 + 4;
        int pixels = bits + 6;
        ByteBuffer file = ByteBuffer.allocate(pixels + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 10);
        entry(file, 0x100, LONG, 1, width);
        entry(file, 0x101, LONG, 1, height);
        entry(file, 0x102, SHORT, 3, bits);
        entry(file, 0x103, SHORT, 1, 1); // uncompressed
        entry(file, 0x106, SHORT, 1, 2); // RGB
        entry(file, 0x111, LONG, 1, pixels);
        entry(file, ORIENTATION, SHORT, 1, orientation.exif());
        entry(file, 0x115, SHORT, 1, 3); // samples a pixel
        entry(file, 0x116, LONG, 1, height);
        entry(file, 0x117, LONG, 1, bytes);
        file.putInt(0);
        file.putShort((short) 8).putShort((short) 8).putShort((short) 8);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = raw.getRGB(x, y);
                file.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        return file.array();
    }

    /**
     * A JPEG of the best quality, with as many chroma samples as pixels, and EXIF data.
     *
     * @param inRgb whether the samples are red, green and blue, and not luma and chroma, whose
     *     rounding is most of what is lost at this quality
     */
    static byte[] jpeg(BufferedImage raw, Orientation orientation, boolean inRgb)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(plain)) {
            ImageWriteParam best = writer.getDefaultWriteParam();
            best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            best.setCompressionQuality(1);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(
                            ImageTypeSpecifier.createFromRenderedImage(raw), best);
            IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
            NodeList components = tree.getElementsByTagName("componentSpec");
            for (int i = 0; i < components.getLength(); i++) {
                IIOMetadataNode component = (IIOMetadataNode) components.item(i);
                component.setAttribute("HsamplingFactor", "1");
                component.setAttribute("VsamplingFactor", "1");
            }
            if (inRgb) {
                declareRgb(tree);
            }
            metadata.setFromTree(JPEG_METADATA, tree);
            writer.setOutput(out);
            writer.write(null, new IIOImage(raw, null, metadata), best);
        } finally {
            writer.dispose();
        }
        byte[] file = plain.toByteArray();
        byte[] exif = exif(orientation);
        ByteBuffer all = ByteBuffer.allocate(file.length + exif.length + 10);
        all.put(file, 0, 2);
        all.putShort((short) 0xffe1).putShort((short) (exif.length + 8));
        all.put("Exif\0\0".getBytes(US_ASCII)).put(exif);
        all.put(file, 2, file.length - 2);
        return all.array();
    }

    /** Adobe's marker with the transform 0, in the place of JFIF's. */
    private static void declareRgb(IIOMetadataNode tree) {
        Node variety = tree.getElementsByTagName("JPEGvariety").item(0);
        while (variety.hasChildNodes()) {
            variety.removeChild(variety.getFirstChild());
        }
        IIOMetadataNode adobe = new IIOMetadataNode("app14Adobe");
        adobe.setAttribute("version", "100");
        adobe.setAttribute("flags0", "0");
        adobe.setAttribute("flags1", "0");
        adobe.setAttribute("transform", "0");
        Node sequence = tree.getElementsByTagName("markerSequence").item(0);
        sequence.insertBefore(adobe, sequence.getFirstChild());
    }

    /** EXIF data that have nothing but the orientation. */
    private static byte[] exif(Orientation orientation) {
        ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1);
        entry(exif, ORIENTATION, SHORT, 1, orientation.exif());
        return exif.putInt(0).array();
    }

    private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
        file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
