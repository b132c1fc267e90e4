// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.Point;
import java.io.IOException;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/**
 * Decodes the first frame of a GIF with the JDK's reader, at its place on the screen that the file
 * states.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">Graphics Interchange Format,
 *     version 89a</a>
 */
final class GifDecoder {

    private static final int SCREEN = 6;
    private static final int BLOCKS = 13;

    private GifDecoder() {}

    static Image decode(byte[] file, MemoryBudget budget) throws IOException {
        int frame = findFrame(file);
        int left = Bytes.uint16le(file, frame + 1);
        int top = Bytes.uint16le(file, frame + 3);
        int width = Bytes.uint16le(file, frame + 5);
        int height = Bytes.uint16le(file, frame + 7);
        budget.require(width, height, 4, 3);
        // Browsers, too, let a frame that is larger than the screen enlarge it.
        int screenWidth = Math.max(Bytes.uint16le(file, SCREEN), left + width);
        int screenHeight = Math.max(Bytes.uint16le(file, SCREEN + 2), top + height);
        budget.require(screenWidth, screenHeight, 8, 3);
        Decoding decoding =
                Decoding.of(PlatformReaders.of(ImageFormat.GIF), new MemoryStream(file));
        if (!decoding.warnings().isEmpty()
                && decoding.warnings().getFirst().startsWith("Out-of-sequence")) {
            throw new ImageException("The GIF data are damaged (an LZW code is out of sequence)");
        }
        Image image =
                new SrgbConversion(SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, null)
                        .apply(decoding.image());
        return WhiteCanvas.place(image, new Point(left, top), screenWidth, screenHeight);
    }

    /** Where the first frame's descriptor is; all of its data are there too. */
    private static int findFrame(byte[] file) throws ImageException {
        if (file.length < BLOCKS) {
            throw Reason.truncated(ImageFormat.GIF, null);
        }
        int at = BLOCKS + colorTable(file, SCREEN + 4);
        while (at < file.length) {
            int block = Bytes.uint8(file, at);
            if (block == 0x2c) {
                if (at + 11 > file.length) {
                    break;
                }
                skipSubBlocks(file, at + 11 + colorTable(file, at + 9));
                return at;
            }
            if (block == 0x3b) {
                throw new ImageException("There is no picture in this GIF file");
            }
            if (block != 0x21) {
                throw new ImageException(
                        "The GIF data are damaged (a block starts with 0x%02x)".formatted(block));
            }
            at = skipSubBlocks(file, at + 2);
        }
        throw Reason.truncated(ImageFormat.GIF, null);
    }

    /** The bytes of the colour table that these flags announce. */
    private static int colorTable(byte[] file, int flagsAt) {
        int flags = Bytes.uint8(file, flagsAt);
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static int skipSubBlocks(byte[] file, int from) throws ImageException {
        int at = from;
        while (at < file.length) {
            int size = Bytes.uint8(file, at);
            at += 1 + size;
            if (size == 0) {
                return at;
            }
        }
        throw Reason.truncated(ImageFormat.GIF, null);
    }
}
