// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;

/**
 * Writes a mask as a baseline TIFF of one image in strips, the fields before the strips.
 *
 * <p>The fields say where each strip is, so all compressed strips are held until the last row is
 * there: of a mask, that is a small part of its size. Without compression the places are known, and
 * a strip is written when it is full.
 *
 * <p>The format is that of TIFF, Revision 6.0 (Adobe, 1992), and the compression by deflate that of
 * its Technical Notes (Adobe, 2002).
 */
final class TiffMaskWriter implements MaskRowSink {

    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int PLANAR_CONFIGURATION = 284;
    private static final int COLOR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;

    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int UNASSOCIATED_ALPHA = 2;

    private static final int STRIP_BYTES = 1 << 18;
    private static final long LARGEST_FILE = 0xffff_ffffL;

    private final MaskPixels pixels;
    private final TiffCompression compression;
    private final OutputStream out;
    private final TiffFields fields = new TiffFields();
    private final List<byte[]> strips = new ArrayList<>();

    private int width;
    private int height;
    private int bytesPerPixel;
    private int[] argb;
    private int rowBytes;
    private int rowsPerStrip;
    private byte[] strip;
    private int filled;

    TiffMaskWriter(MaskPixels pixels, TiffCompression compression, OutputStream out) {
        this.pixels = pixels;
        this.compression = compression;
        this.out = out;
    }

    @Override
    public void begin(int columns, int rows, int bytes, ModelDescription model) throws IOException {
        width = columns;
        height = rows;
        bytesPerPixel = bytes;
        if (pixels == MaskPixels.RGBA) {
            argb = ClassColors.argb(1 << 8 * bytesPerPixel, model);
        }
        rowBytes = Math.multiplyExact(width, argb == null ? bytesPerPixel : Integer.BYTES);
        rowsPerStrip = Math.clamp(STRIP_BYTES / rowBytes, 1, height);
        strip = new byte[Math.multiplyExact(rowBytes, rowsPerStrip)];
        describe(model);
        if (compression == TiffCompression.NONE) {
            long[] lengths = new long[Math.ceilDiv(height, rowsPerStrip)];
            for (int i = 0; i < lengths.length; i++) {
                int count = Math.min(rowsPerStrip, height - i * rowsPerStrip);
                lengths[i] = (long) count * rowBytes;
            }
            writeFields(lengths);
        }
    }

    @Override
    public void row(int y, MemorySegment row) throws IOException {
        if (argb == null) {
            MaskRow.copy(row, width, bytesPerPixel, strip, filled);
        } else {
            paint(row);
        }
        filled += rowBytes;
        if (filled == strip.length || y == height - 1) {
            if (compression == TiffCompression.NONE) {
                out.write(strip, 0, filled);
            } else {
                strips.add(compression.compress(strip, filled, rowBytes));
            }
            filled = 0;
        }
        if (y == height - 1) {
            end();
        }
    }

    private void describe(ModelDescription model) {
        fields.longs(IMAGE_WIDTH, width);
        fields.longs(IMAGE_LENGTH, height);
        fields.shorts(COMPRESSION, compression.code());
        fields.longs(ROWS_PER_STRIP, rowsPerStrip);
        fields.shorts(PLANAR_CONFIGURATION, 1);
        if (argb != null) {
            fields.shorts(BITS_PER_SAMPLE, 8, 8, 8, 8);
            fields.shorts(SAMPLES_PER_PIXEL, 4);
            fields.shorts(PHOTOMETRIC, RGB);
            fields.shorts(EXTRA_SAMPLES, UNASSOCIATED_ALPHA);
            return;
        }
        fields.shorts(BITS_PER_SAMPLE, 8 * bytesPerPixel);
        fields.shorts(SAMPLES_PER_PIXEL, 1);
        boolean palette = pixels == MaskPixels.PALETTE && bytesPerPixel == 1;
        fields.shorts(PHOTOMETRIC, palette ? PALETTE : BLACK_IS_ZERO);
        if (palette) {
            fields.shorts(COLOR_MAP, colorMap(ClassColors.rgb(1 << Byte.SIZE, model.labels())));
        }
    }

    /** All red values, then all green, then all blue, from 0 to 65,535. */
    private static long[] colorMap(int[] rgb) {
        long[] map = new long[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            map[i] = (rgb[i] >> 16) * 0x101L;
            map[rgb.length + i] = (rgb[i] >> 8 & 0xff) * 0x101L;
            map[2 * rgb.length + i] = (rgb[i] & 0xff) * 0x101L;
        }
        return map;
    }

    private void paint(MemorySegment row) {
        int at = filled;
        for (int x = 0; x < width; x++) {
            int value =
                    bytesPerPixel == 1
                            ? Byte.toUnsignedInt(row.get(JAVA_BYTE, x))
                            : row.get(JAVA_CHAR_UNALIGNED, 2L * x);
            int color = argb[value];
            strip[at++] = (byte) (color >> 16);
            strip[at++] = (byte) (color >> 8);
            strip[at++] = (byte) color;
            strip[at++] = (byte) (color >>> 24);
        }
    }

    private void end() throws IOException {
        if (compression != TiffCompression.NONE) {
            writeFields(strips.stream().mapToLong(bytes -> bytes.length).toArray());
            for (byte[] bytes : strips) {
                out.write(bytes);
            }
            strips.clear();
        }
        out.flush();
    }

    private void writeFields(long[] lengths) throws IOException {
        long[] offsets = new long[lengths.length];
        fields.longs(STRIP_BYTE_COUNTS, lengths);
        fields.longs(STRIP_OFFSETS, offsets);
        long at = fields.length();
        for (int i = 0; i < lengths.length; i++) {
            offsets[i] = at;
            at += lengths[i];
        }
        if (at > LARGEST_FILE) {
            throw new IOException(
                    "A TIFF file has at most 4 GiB, but this mask of %d x %d pixels takes %.1f"
                            .formatted(width, height, at / (double) (1 << 30)));
        }
        out.write(fields.bytes());
    }
}
