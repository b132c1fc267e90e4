// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An animated GIF that is being written: frames of one size, each with its palette of 256 colours
 * (GIF89a, with the application extension of Netscape for loops). A frame whose palette is that of
 * the file has no table of its own.
 *
 * <p>The JDK's writer is reached through the image registry of the whole process only, which keeps
 * hold of class loaders.
 */
final class GifFile {

    /** How long a GIF can show a picture, in hundredths of a second. */
    static final int LONGEST_DELAY = 0xffff;

    private static final int COLORS = 256;
    private static final int GLOBAL_TABLE_OF_256 = 0x80 | 7 << 4 | 7;
    private static final int LOCAL_TABLE_OF_256 = 0x80 | 7;
    private static final int KEEP_WHAT_IS_THERE = 1 << 2;

    private final OutputStream out;
    private final int width;
    private final int height;
    private final int[] rgb;
    private final GifLzw lzw = new GifLzw();

    /**
     * Begins a file.
     *
     * @param rgb the palette of the first frame, 256 colours as {@code 0xRRGGBB}
     * @param times how often it is shown, 0 for without end
     */
    GifFile(OutputStream out, int width, int height, int[] rgb, int times) throws IOException {
        this.out = out;
        this.width = width;
        this.height = height;
        this.rgb = rgb.clone();
        out.write("GIF89a".getBytes(StandardCharsets.US_ASCII));
        writeShort(width);
        writeShort(height);
        out.write(new byte[] {(byte) GLOBAL_TABLE_OF_256, 0, 0});
        writeTable(rgb);
        if (times != 1) {
            out.write(new byte[] {0x21, (byte) 0xff, 11});
            out.write("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {3, 1});
            // It counts the repetitions, after the first time.
            writeShort(times == 0 ? 0 : times - 1);
            out.write(0);
        }
    }

    /**
     * Writes a frame.
     *
     * @param pixels indices into the palette, row by row
     * @param rgb its palette, 256 colours as {@code 0xRRGGBB}
     * @param delay how long it is shown, in hundredths of a second
     */
    void frame(byte[] pixels, int[] rgb, int delay) throws IOException {
        out.write(new byte[] {0x21, (byte) 0xf9, 4, KEEP_WHAT_IS_THERE});
        writeShort(delay);
        out.write(new byte[] {0, 0});
        out.write(0x2c);
        writeShort(0);
        writeShort(0);
        writeShort(width);
        writeShort(height);
        if (Arrays.equals(rgb, this.rgb)) {
            out.write(0);
        } else {
            out.write(LOCAL_TABLE_OF_256);
            writeTable(rgb);
        }
        lzw.write(pixels, out);
    }

    /** Ends the file. */
    void end() throws IOException {
        out.write(0x3b);
        out.flush();
    }

    private void writeTable(int[] rgb) throws IOException {
        for (int i = 0; i < COLORS; i++) {
            out.write(rgb[i] >> 16);
            out.write(rgb[i] >> 8);
            out.write(rgb[i]);
        }
    }

    private void writeShort(int value) throws IOException {
        out.write(value);
        out.write(value >> 8);
    }
}
