// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.segmentation.StreamedSegmentation;

/**
 * A small picture of an image that goes by row by row, and its mask. A pixel of the picture is the
 * mean of a square of the image's; that of the mask is the one in the middle of it. A square that
 * is cut off by an edge counts by what is left of it.
 */
final class Preview {

    private final Region region;
    private final PixelFormat format;
    private final int step;
    private final int width;
    private final int height;
    private final int pixelBytes;
    private final byte[] row;
    private final int[] sums;
    private final byte[] pixels;

    Preview(Region region, PixelFormat format) {
        this.region = region;
        this.format = format;
        int side = Math.max(region.width(), region.height());
        int most = StreamedSegmentation.PREVIEW_SIDE;
        step = (side + most - 1) / most;
        width = (region.width() + step - 1) / step;
        height = (region.height() + step - 1) / step;
        pixelBytes = format.bytesPerPixel();
        row = new byte[Math.multiplyExact(region.width(), pixelBytes)];
        sums = new int[width * pixelBytes];
        pixels = new byte[width * height * pixelBytes];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Adds a row of the region, which begins at the offset. */
    void add(int y, MemorySegment from, long offset) {
        if (y >= region.height()) {
            return;
        }
        MemorySegment.copy(from, JAVA_BYTE, offset, row, 0, row.length);
        for (int column = 0, at = 0, to = 0; column < width; column++, to += pixelBytes) {
            int end = Math.min(row.length, (column + 1) * step * pixelBytes);
            while (at < end) {
                for (int channel = 0; channel < pixelBytes; channel++) {
                    sums[to + channel] += row[at++] & 0xff;
                }
            }
        }
        if ((y + 1) % step == 0 || y + 1 == region.height()) {
            finish(y / step, y % step + 1);
        }
    }

    private void finish(int line, int rows) {
        int to = line * width * pixelBytes;
        for (int i = 0; i < sums.length; i++) {
            int columns = Math.min(step, region.width() - i / pixelBytes * step);
            int count = columns * rows;
            pixels[to + i] = (byte) ((sums[i] + count / 2) / count);
        }
        Arrays.fill(sums, 0);
    }

    /** The row of the preview whose classes are those of a row of the region, or -1. */
    int maskRow(int y) {
        int line = y / step;
        return y == middle(line, region.height()) ? line : -1;
    }

    /** The column of the region that a pixel of the preview has its class of. */
    int maskColumn(int column) {
        return middle(column, region.width());
    }

    private int middle(int index, int length) {
        int start = index * step;
        return start + Math.min(step, length - start) / 2;
    }

    /** The picture, once all rows were added. */
    Image image() {
        return Image.of(pixels, width, height, format);
    }
}
