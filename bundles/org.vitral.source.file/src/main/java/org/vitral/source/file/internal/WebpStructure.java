// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.vitral.image.ImageException;

/**
 * The chunks of a WebP file.
 *
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP container</a>
 */
final class WebpStructure {

    private static final int FIRST_CHUNK = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private int width;
    private int height;
    private int frameX;
    private int frameY;
    private int frameWidth;
    private int frameHeight;
    private boolean hasPixels;
    private byte[] exif;

    private WebpStructure() {}

    /**
     * Walks over all chunks.
     *
     * @throws ImageException if the file ends before its last chunk does, or has no picture
     */
    static WebpStructure of(byte[] file) throws ImageException {
        if (file.length < FIRST_CHUNK + 8 || Bytes.uint32le(file, 4) + 8 > file.length) {
            throw Reason.truncated(ImageFormat.WEBP, null);
        }
        WebpStructure webp = new WebpStructure();
        webp.chunks(file, FIRST_CHUNK, Bytes.uint32le(file, 4) + 8);
        if (!webp.hasPixels || webp.width == 0) {
            throw new ImageException("There is no picture in this WebP file");
        }
        if (webp.frameX + webp.frameWidth > webp.width
                || webp.frameY + webp.frameHeight > webp.height) {
            throw new ImageException(
                    "The WebP data are damaged (a frame of %d x %d at (%d, %d) is outside of %d x %d pixels)"
                            .formatted(
                                    webp.frameWidth,
                                    webp.frameHeight,
                                    webp.frameX,
                                    webp.frameY,
                                    webp.width,
                                    webp.height));
        }
        return webp;
    }

    private void chunks(byte[] file, int from, long end) throws ImageException {
        long at = from;
        while (at + 8 <= end) {
            String type = new String(file, (int) at, 4, StandardCharsets.ISO_8859_1);
            long size = Bytes.uint32le(file, (int) at + 4);
            if (at + 8 + size > end) {
                throw Reason.truncated(ImageFormat.WEBP, null);
            }
            chunk(type, file, (int) at + 8, (int) size);
            at += 8 + size + (size & 1); // chunks are padded to an even length
        }
    }

    private void chunk(String type, byte[] file, int at, int size) throws ImageException {
        switch (type) {
            case "VP8X" -> {
                if (size >= 10) {
                    size(1 + Bytes.uint24le(file, at + 4), 1 + Bytes.uint24le(file, at + 7));
                }
            }
            case "VP8 " -> {
                hasPixels = true;
                if (size < 10) {
                    throw Reason.truncated(ImageFormat.WEBP, null);
                }
                lossy(
                        Bytes.uint16le(file, at + 6) & 0x3fff,
                        Bytes.uint16le(file, at + 8) & 0x3fff,
                        size);
            }
            case "VP8L" -> {
                hasPixels = true;
                if (size >= 5) {
                    int bits = Bytes.int32le(file, at + 1);
                    size(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
                }
            }
            case "ANMF" -> {
                if (!hasPixels && size >= 16) { // later frames are not decoded
                    frameX = 2 * Bytes.uint24le(file, at);
                    frameY = 2 * Bytes.uint24le(file, at + 3);
                    frameWidth = 1 + Bytes.uint24le(file, at + 6);
                    frameHeight = 1 + Bytes.uint24le(file, at + 9);
                    chunks(file, at + 16, (long) at + size);
                }
                hasPixels = true;
            }
            case "EXIF" -> {
                // Some writers keep the name that EXIF data have in JPEG files.
                boolean named =
                        size >= EXIF.length
                                && Arrays.equals(file, at, at + EXIF.length, EXIF, 0, EXIF.length);
                exif = Arrays.copyOfRange(file, named ? at + EXIF.length : at, at + size);
            }
            default -> {
                // Says nothing that the reader does not see.
            }
        }
    }

    /**
     * Refuses a lossy picture that is much too large for its data: the reader would go on for
     * minutes with zeros. The probabilities of the modes of a macroblock are fixed in key frames
     * and cost more than two bits a macroblock.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6386#section-11.2">RFC 6386, 11.2</a>
     */
    private void lossy(int statedWidth, int statedHeight, int bytes) throws ImageException {
        long macroblocks = (statedWidth + 15L) / 16 * ((statedHeight + 15L) / 16);
        if (2 * macroblocks > 8L * bytes) {
            throw new ImageException(
                    "The WebP data are damaged (%d compressed bytes cannot hold %d x %d pixels)"
                            .formatted(bytes, statedWidth, statedHeight));
        }
        size(statedWidth, statedHeight);
    }

    /** The first chunk that states a size states that of the canvas. */
    private void size(int statedWidth, int statedHeight) {
        if (width == 0) {
            width = statedWidth;
            height = statedHeight;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The first column of the first frame on the canvas. */
    int frameX() {
        return frameX;
    }

    /** The first row of the first frame on the canvas. */
    int frameY() {
        return frameY;
    }

    /** The EXIF data, or null. */
    byte[] exif() {
        return exif;
    }
}
