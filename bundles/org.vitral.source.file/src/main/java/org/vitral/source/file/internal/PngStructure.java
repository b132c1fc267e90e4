// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.vitral.image.ImageException;

/**
 * The chunks of a PNG file: its header, and what the reader does not look at.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class PngStructure {

    private static final int SIGNATURE = 8;
    private static final int CHUNK = 12;

    /** More than any profile that is embedded in practice. */
    private static final int LARGEST_PROFILE = 4 << 20;

    private int width;
    private int height;
    private int depth;
    private int colorType;
    private boolean transparency;
    private long dataLength;
    private byte[] exif;
    private byte[] profile;

    private PngStructure() {}

    /**
     * Walks over all chunks up to the last one.
     *
     * @throws ImageException if the file ends before that, or a chunk that is needed is damaged
     */
    static PngStructure of(byte[] file) throws ImageException {
        PngStructure png = new PngStructure();
        int at = SIGNATURE;
        while (true) {
            if (at + CHUNK > file.length) {
                throw Reason.truncated(ImageFormat.PNG, null);
            }
            long length = Bytes.uint32be(file, at);
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (at == SIGNATURE && !(type.equals("IHDR") && length == 13)) {
                throw new ImageException("The PNG data are damaged (they start with no header)");
            }
            if (at + CHUNK + length > file.length) {
                throw type.chars().allMatch(Character::isLetter)
                        ? Reason.truncated(ImageFormat.PNG, null)
                        : damaged(type);
            }
            int size = (int) length;
            // An upper-case first letter marks what a picture cannot be shown without.
            if (Character.isUpperCase(type.charAt(0)) && !type.equals("IEND")) {
                checkSum(file, at, size, type);
            }
            png.chunk(type, file, at + 8, size);
            if (type.equals("IEND")) {
                return png;
            }
            at += CHUNK + size;
        }
    }

    private static void checkSum(byte[] file, int at, int size, String type) throws ImageException {
        CRC32 sum = new CRC32();
        sum.update(file, at + 4, 4 + size);
        if ((int) sum.getValue() != Bytes.int32be(file, at + 8 + size)) {
            throw damaged(type);
        }
    }

    private static ImageException damaged(String type) {
        return new ImageException(
                "The PNG data are damaged (the check sum of a chunk %s is wrong)"
                        .formatted(type.replaceAll("[^A-Za-z]", "?")));
    }

    private void chunk(String type, byte[] file, int at, int size) {
        switch (type) {
            case "IHDR" -> {
                width = Bytes.int32be(file, at);
                height = Bytes.int32be(file, at + 4);
                depth = Bytes.uint8(file, at + 8);
                colorType = Bytes.uint8(file, at + 9);
            }
            case "IDAT" -> dataLength += size;
            case "tRNS" -> transparency = true;
            case "eXIf" -> exif = Arrays.copyOfRange(file, at, at + size);
            case "iCCP" -> profile = inflate(file, at, size);
            default -> {
                // Says nothing about how the pixels look.
            }
        }
    }

    /** A name that ends with a zero, the method (0 for deflate), and the deflated profile. */
    private static byte[] inflate(byte[] file, int at, int size) {
        int start = at;
        while (start < at + size && file[start] != 0) {
            start++;
        }
        start += 2;
        if (start >= at + size) {
            return null;
        }
        try (var in =
                new InflaterInputStream(new ByteArrayInputStream(file, start, at + size - start))) {
            return in.readNBytes(LARGEST_PROFILE);
        } catch (IOException e) {
            return null; // shown as if there were no profile, as viewers do it
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The compressed bytes of the picture. */
    long dataLength() {
        return dataLength;
    }

    /** The EXIF data, or null. */
    byte[] exif() {
        return exif;
    }

    /** The ICC profile, or null. */
    byte[] profile() {
        return profile;
    }

    /** The bits of a pixel in the file. */
    int bitsPerPixel() {
        return depth * channels();
    }

    /** The bytes of a pixel in the image that the reader makes, at most. */
    int readerBytesPerPixel() {
        int made = channels() + (transparency && colorType != 3 ? 1 : 0);
        return Math.max(1, made * depth / 8);
    }

    private int channels() {
        return switch (colorType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }
}
