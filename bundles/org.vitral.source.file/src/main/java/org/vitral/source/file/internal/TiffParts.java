// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import java.io.IOException;
import org.vitral.image.ImageException;

/**
 * The strips or tiles of a TIFF page.
 *
 * @param width the columns of the page
 * @param height the rows of the page
 * @param unitWidth the columns of a tile; of a strip those of the page
 * @param unitHeight the rows of a tile or strip
 * @param tiled whether they are tiles
 * @param planes how many planes follow each other: 1 where the samples of a pixel lie together
 * @param rowBytes the bytes of a row of an uncompressed strip, 0 where strips cannot be cut
 * @param bytesPerPixel those of a pixel once decoded
 * @param offsets where each begins in the file
 * @param counts the bytes that each takes
 */
record TiffParts(
        int width,
        int height,
        int unitWidth,
        int unitHeight,
        boolean tiled,
        int planes,
        long rowBytes,
        int bytesPerPixel,
        long[] offsets,
        long[] counts) {

    private static final int UNCOMPRESSED = 1;
    private static final int PLANAR = 2;
    private static final int YCBCR = 6;

    /**
     * A rectangle of a page that is made of whole strips or tiles.
     *
     * @param unitHeight the rows of a strip in it; for tiles those of all
     */
    record Part(
            int width, int height, int unitHeight, boolean tiled, long[] offsets, long[] counts) {}

    static TiffParts of(Directory page) throws IOException {
        int width = (int) TiffDecoder.number(page, TIFF.TAG_IMAGE_WIDTH, 0);
        int height = (int) TiffDecoder.number(page, TIFF.TAG_IMAGE_HEIGHT, 0);
        int samples = (int) TiffDecoder.number(page, TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        int bits = (int) TiffDecoder.number(page, TIFF.TAG_BITS_PER_SAMPLE, 1);
        boolean tiled = page.getEntryById(TIFF.TAG_TILE_OFFSETS) != null;
        long[] offsets =
                TiffDecoder.numbers(page, tiled ? TIFF.TAG_TILE_OFFSETS : TIFF.TAG_STRIP_OFFSETS);
        long[] counts =
                TiffDecoder.numbers(
                        page, tiled ? TIFF.TAG_TILE_BYTE_COUNTS : TIFF.TAG_STRIP_BYTE_COUNTS);
        int unitWidth = tiled ? (int) TiffDecoder.number(page, TIFF.TAG_TILE_WIDTH, 0) : width;
        long stripRows =
                Math.min(height, TiffDecoder.number(page, TIFF.TAG_ROWS_PER_STRIP, height));
        int unitHeight =
                tiled ? (int) TiffDecoder.number(page, TIFF.TAG_TILE_HEIGTH, 0) : (int) stripRows;
        boolean planar = TiffDecoder.number(page, TIFF.TAG_PLANAR_CONFIGURATION, 1) == PLANAR;
        int planes = planar ? samples : 1;
        if (width < 1 || height < 1 || unitWidth < 1 || unitHeight < 1) {
            throw new ImageException(
                    "The TIFF data are damaged (%d x %d pixels in parts of %d x %d)"
                            .formatted(width, height, unitWidth, unitHeight));
        }
        long units =
                Math.ceilDivExact((long) width, unitWidth)
                        * Math.ceilDivExact((long) height, unitHeight)
                        * planes;
        if (offsets.length < units || counts.length < units) {
            throw new ImageException(
                    "The TIFF data are damaged (%d parts are needed, and %d are listed)"
                            .formatted(units, Math.min(offsets.length, counts.length)));
        }
        boolean plain =
                !tiled
                        && TiffDecoder.number(page, TIFF.TAG_COMPRESSION, UNCOMPRESSED)
                                == UNCOMPRESSED
                        && TiffDecoder.number(page, TIFF.TAG_PHOTOMETRIC_INTERPRETATION, 0)
                                != YCBCR;
        long rowBits = (long) width * bits * (planar ? 1 : samples);
        return new TiffParts(
                width,
                height,
                unitWidth,
                unitHeight,
                tiled,
                planes,
                plain ? (rowBits + 7) / 8 : 0,
                Math.max(1, samples * ((bits + 7) / 8)),
                offsets,
                counts);
    }

    /** Whether strips can be cut between any rows. */
    boolean canBeCut() {
        return rowBytes > 0;
    }

    /** The part of the rows from one to another, both at the border of a strip or tile. */
    Part rows(int from, int to) {
        if (canBeCut()) {
            return cut(from, to);
        }
        return select(
                0,
                unitsAcross(),
                from / unitHeight,
                Math.ceilDiv(to, unitHeight),
                width,
                to - from);
    }

    /** The part of the columns from one to another, both at the border of a tile. */
    Part columns(int from, int to) {
        return select(
                from / unitWidth, Math.ceilDiv(to, unitWidth), 0, unitsDown(), to - from, height);
    }

    private int unitsAcross() {
        return Math.ceilDiv(width, unitWidth);
    }

    private int unitsDown() {
        return Math.ceilDiv(height, unitHeight);
    }

    private Part select(int left, int right, int top, int bottom, int partWidth, int partHeight) {
        int count = (right - left) * (bottom - top) * planes;
        long[] partOffsets = new long[count];
        long[] partCounts = new long[count];
        int to = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++, to++) {
                    int unit = (plane * unitsDown() + y) * unitsAcross() + x;
                    partOffsets[to] = offsets[unit];
                    partCounts[to] = counts[unit];
                }
            }
        }
        return new Part(
                partWidth,
                partHeight,
                Math.min(unitHeight, partHeight),
                tiled,
                partOffsets,
                partCounts);
    }

    /** Each piece of a strip that holds some of the rows is a strip of its own, of one row. */
    private Part cut(int from, int to) {
        int rows = to - from;
        long[] partOffsets = new long[rows * planes];
        long[] partCounts = new long[rows * planes];
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < rows; row++) {
                int y = from + row;
                int strip = plane * unitsDown() + y / unitHeight;
                partOffsets[plane * rows + row] = offsets[strip] + y % unitHeight * rowBytes;
                partCounts[plane * rows + row] = rowBytes;
            }
        }
        return new Part(width, rows, 1, false, partOffsets, partCounts);
    }
}
