// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vitral.image.ImageException;

/**
 * The markers of a JPEG file: what is decided before, and beside, the decoding of its pixels.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class JpegStructure {

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_ADOBE = -1;

    private final byte[] file;
    private final List<Integer> profileSegments = new ArrayList<>();
    private int frame;
    private int precision;
    private int width;
    private int height;
    private int components;
    private boolean jfif;
    private int adobeTransform = NO_ADOBE;
    private byte[] exif;
    private boolean singleScan;
    private boolean complete;

    private JpegStructure(byte[] file) {
        this.file = file;
    }

    /**
     * Walks over all segments and scans up to the end marker.
     *
     * @throws ImageException if there is no frame that can be decoded
     */
    static JpegStructure of(byte[] file) throws ImageException {
        JpegStructure jpeg = new JpegStructure(file);
        jpeg.walk();
        if (jpeg.frame == 0) {
            throw Reason.truncated(ImageFormat.JPEG, null);
        }
        if (jpeg.height == 0) {
            throw new ImageException(
                    "A JPEG picture without a height in its header cannot be read");
        }
        if (jpeg.precision != 8 && jpeg.frame != 0xc3) {
            throw new ImageException(
                    "JPEG pictures of %d bits a sample cannot be read; convert it to 8 bits or to PNG"
                            .formatted(jpeg.precision));
        }
        if (jpeg.components != 1 && jpeg.components != 3 && jpeg.components != 4) {
            throw new ImageException(
                    "A JPEG picture has 1, 3 or 4 components, but this one says %d"
                            .formatted(jpeg.components));
        }
        return jpeg;
    }

    private void walk() {
        int at = 2;
        while (at + 1 < file.length) {
            int marker = Bytes.uint8(file, at + 1);
            if (file[at] != (byte) 0xff || marker == 0 || isRestart(marker)) {
                at++; // entropy-coded data, or bytes that do not belong there
                continue;
            }
            if (marker == 0xff) {
                at++; // fill bytes
                continue;
            }
            if (marker == 0xd9) {
                complete = true;
                return;
            }
            if (marker == 0x01 || marker == 0xd8) {
                at += 2;
                continue;
            }
            if (at + 4 > file.length) {
                return;
            }
            int length = Bytes.uint16be(file, at + 2);
            if (length < 2 || at + 2 + length > file.length) {
                return;
            }
            segment(marker, at, at + 4, length - 2);
            at += 2 + length;
        }
    }

    private void segment(int marker, int start, int at, int length) {
        if (isFrame(marker) && frame == 0 && length >= 6) {
            frame = marker;
            precision = Bytes.uint8(file, at);
            height = Bytes.uint16be(file, at + 1);
            width = Bytes.uint16be(file, at + 3);
            components = Bytes.uint8(file, at + 5);
        } else if (marker == 0xe0 && begins(at, length, JFIF)) {
            jfif = true;
        } else if (marker == 0xe1 && exif == null && begins(at, length, EXIF)) {
            exif = Arrays.copyOfRange(file, at + EXIF.length, at + length);
        } else if (marker == 0xe2 && begins(at, length, PROFILE) && length > PROFILE.length + 2) {
            profileSegments.add(start);
        } else if (marker == 0xee && begins(at, length, ADOBE) && length >= 12) {
            adobeTransform = Bytes.uint8(file, at + 11);
        } else if (marker == 0xda && length >= 1) {
            singleScan = frame != 0xc2 && Bytes.uint8(file, at) == components;
        }
    }

    private boolean begins(int at, int length, byte[] name) {
        return length >= name.length
                && Arrays.equals(file, at, at + name.length, name, 0, name.length);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    /** SOF0 to SOF15; DHT, JPG and DAC lie between them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int components() {
        return components;
    }

    /** The EXIF data without their name, or null. */
    byte[] exif() {
        return exif;
    }

    /** Whether the end marker is there. */
    boolean isComplete() {
        return complete;
    }

    /** Whether one scan holds all of the picture, as in most files that are not progressive. */
    boolean isSingleScan() {
        return singleScan;
    }

    /**
     * Whether the JDK's reader knows what the components mean. Without a marker that says YCbCr it
     * takes three components of the same size for RGB, and it refuses CMYK.
     */
    boolean isCommon() {
        boolean huffman = frame == 0xc0 || frame == 0xc1 || frame == 0xc2;
        boolean known = adobeTransform == NO_ADOBE ? jfif || exif != null : adobeTransform == 1;
        return huffman && (components == 1 || components == 3 && known);
    }

    /**
     * Takes the colour profile out of the file: the reader would convert with it row by row, which
     * is slow, even where the profile is sRGB. Its segments become comments.
     *
     * @return the profile, or null if there is none or a part of it is missing
     */
    byte[] takeProfile() {
        byte[][] parts = new byte[profileSegments.size()][];
        for (int start : profileSegments) {
            file[start + 1] = (byte) 0xfe;
            int at = start + 4 + PROFILE.length;
            int number = Bytes.uint8(file, at);
            if (number >= 1 && number <= parts.length) {
                int end = start + 2 + Bytes.uint16be(file, start + 2);
                parts[number - 1] = Arrays.copyOfRange(file, at + 2, end);
            }
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            if (part == null) {
                return null;
            }
            profile.writeBytes(part);
        }
        return profile.size() == 0 ? null : profile.toByteArray();
    }
}
