// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.vitral.image.ImageException;

/** The formats that are read, told apart by their first bytes and never by the name of a file. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    TIFF,
    WEBP;

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

    /** The sizes that the header of a bitmap is known to have. */
    private static final Set<Integer> BITMAP_HEADERS = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

    /** The name as people write it. */
    String title() {
        return this == WEBP ? "WebP" : name();
    }

    /**
     * Tells the format of a file.
     *
     * @param head the first bytes of the file
     * @throws ImageException if it is none of these: what it is instead, where that can be told
     */
    static ImageFormat of(byte[] head) throws ImageException {
        if (starts(head, 0, 0xff, 0xd8, 0xff)) {
            return JPEG;
        }
        if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return PNG;
        }
        if (starts(head, 0, 'G', 'I', 'F', '8', '7', 'a')
                || starts(head, 0, 'G', 'I', 'F', '8', '9', 'a')) {
            return GIF;
        }
        if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return WEBP;
        }
        if (starts(head, 0, 'I', 'I', 42, 0)
                || starts(head, 0, 'M', 'M', 0, 42)
                || starts(head, 0, 'I', 'I', 43, 0)
                || starts(head, 0, 'M', 'M', 0, 43)) {
            return TIFF;
        }
        if (starts(head, 0, 'B', 'M')
                && head.length >= 18
                && BITMAP_HEADERS.contains(Bytes.int32le(head, 14))) {
            return BMP;
        }
        String other = otherFormat(head);
        if (other != null) {
            throw new ImageException(other + " cannot be read; convert it to JPEG or PNG");
        }
        // Too short to tell, but the start of something that would be read.
        for (byte[] magic :
                new byte[][] {
                    {(byte) 0xff, (byte) 0xd8},
                    {(byte) 0x89, 'P', 'N', 'G'},
                    {'G', 'I', 'F', '8'},
                    {'B', 'M'},
                    {'R', 'I', 'F', 'F'},
                    {'I', 'I'},
                    {'M', 'M'}
                }) {
            if (head.length < 18 && head.length >= 2 && sharePrefix(head, magic)) {
                throw new ImageException(
                        "The file is truncated: it ends after %d bytes".formatted(head.length));
            }
        }
        throw new ImageException(
                "It is not a picture in a known format (JPEG, PNG, GIF, BMP, TIFF and WebP are"
                        + " read)");
    }

    /** The name of a format that is known but not read, with its article where it needs one. */
    private static String otherFormat(byte[] head) {
        if (starts(head, 4, 'f', 't', 'y', 'p') && head.length >= 12) {
            String brand = new String(head, 8, 4, StandardCharsets.ISO_8859_1);
            if (HEIC_BRANDS.contains(brand)) {
                return "HEIC pictures";
            }
            return brand.equals("avif") || brand.equals("avis") ? "AVIF pictures" : "MP4 videos";
        }
        if (starts(head, 0, '8', 'B', 'P', 'S')) {
            return "Photoshop (PSD) pictures";
        }
        if (starts(head, 0, '%', 'P', 'D', 'F')) {
            return "PDF documents";
        }
        if (starts(head, 0, 0, 0, 0, 12, 'j', 'P', ' ', ' ')
                || starts(head, 0, 0xff, 0x4f, 0xff, 0x51)) {
            return "JPEG 2000 pictures";
        }
        if (starts(head, 0, 0, 0, 0, 12, 'J', 'X', 'L', ' ') || starts(head, 0, 0xff, 0x0a)) {
            return "JPEG XL pictures";
        }
        if (starts(head, 0, 0, 0, 1, 0)) {
            return "Icons (ICO)";
        }
        if (starts(head, 0, 0x76, 0x2f, 0x31, 0x01)) {
            return "OpenEXR pictures";
        }
        return isSvg(head) ? "SVG drawings" : null;
    }

    private static boolean isSvg(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).replace("\ufeff", "").stripLeading();
        return text.startsWith("<svg") || text.startsWith("<") && text.contains("<svg");
    }

    private static boolean starts(byte[] head, int at, int... magic) {
        if (head.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[at + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean sharePrefix(byte[] head, byte[] magic) {
        int length = Math.min(head.length, magic.length);
        return Arrays.equals(head, 0, length, magic, 0, length);
    }
}
