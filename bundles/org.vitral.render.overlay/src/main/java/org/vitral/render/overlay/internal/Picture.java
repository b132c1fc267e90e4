// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;

/** The picture in the making: red, green, blue, upright, row by row without gaps. */
final class Picture {

    private static final int BYTES = 3;
    private static final int OPAQUE = 256;

    final int width;
    final int height;
    final byte[] rgb;

    private Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * A picture over an array that somebody else owns.
     *
     * @throws IllegalArgumentException if it is too small for such a picture
     */
    static Picture over(byte[] rgb, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height * BYTES > rgb.length) {
            throw new IllegalArgumentException(
                    "%d bytes are no RGB picture of %d x %d".formatted(rgb.length, width, height));
        }
        return new Picture(width, height, rgb);
    }

    private static byte[] pixels(int width, int height) {
        if ((long) width * height > Integer.MAX_VALUE / BYTES) {
            throw new IllegalArgumentException(
                    "An overlay has at most %d pixels, but this photograph is %d x %d"
                            .formatted(Integer.MAX_VALUE / BYTES, width, height));
        }
        return new byte[width * height * BYTES];
    }

    /**
     * A copy of a photograph, turned upright. Where it is transparent, white shines through, as on
     * a page.
     */
    static Picture of(Image image) {
        int width = image.uprightWidth();
        int height = image.uprightHeight();
        Picture picture = new Picture(width, height, pixels(width, height));
        Orientation orientation = image.orientation();
        int rawWidth = image.width();
        int rawHeight = image.height();
        // The upright place of a raw pixel, from where raw pixels are seen in the corners.
        boolean fromRight = orientation.rawX(0, 0, rawWidth) > 0;
        boolean fromBottom = orientation.rawY(0, 0, rawHeight) > 0;
        int along = orientation.swapsAxes() ? picture.width * BYTES : BYTES;
        int across = orientation.swapsAxes() ? BYTES : picture.width * BYTES;
        int stepX = fromRight ? -along : along;
        int stepY = fromBottom ? -across : across;
        int first =
                (fromRight ? (rawWidth - 1) * along : 0)
                        + (fromBottom ? (rawHeight - 1) * across : 0);
        int rowBytes = rawWidth * image.format().bytesPerPixel();
        MemorySegment pixels = image.pixels();
        if (image.format() == PixelFormat.RGB && stepX == BYTES) {
            for (int y = 0; y < rawHeight; y++) {
                long from = (long) y * image.rowStride();
                MemorySegment.copy(
                        pixels, JAVA_BYTE, from, picture.rgb, first + y * stepY, rowBytes);
            }
            return picture;
        }
        byte[] row = new byte[rowBytes];
        for (int y = 0; y < rawHeight; y++) {
            MemorySegment.copy(pixels, JAVA_BYTE, (long) y * image.rowStride(), row, 0, rowBytes);
            picture.copyRow(row, image.format(), first + y * stepY, stepX);
        }
        return picture;
    }

    private void copyRow(byte[] row, PixelFormat format, int first, int step) {
        int bytes = format.bytesPerPixel();
        int red = format.red();
        int green = format.green();
        int blue = format.blue();
        int alpha = format.alpha();
        for (int from = 0, to = first; from < row.length; from += bytes, to += step) {
            int opacity = alpha < 0 ? 255 : row[from + alpha] & 0xff;
            if (opacity == 255) {
                rgb[to] = row[from + red];
                rgb[to + 1] = row[from + green];
                rgb[to + 2] = row[from + blue];
            } else {
                rgb[to] = onWhite(row[from + red], opacity);
                rgb[to + 1] = onWhite(row[from + green], opacity);
                rgb[to + 2] = onWhite(row[from + blue], opacity);
            }
        }
    }

    private static byte onWhite(byte value, int opacity) {
        return (byte) (255 - ((255 - (value & 0xff)) * opacity + 127) / 255);
    }

    /**
     * Paints a part of one pixel; a pixel outside the picture is none of our business.
     *
     * @param opacity from 0, nothing, to 1, all
     */
    void blend(int x, int y, int color, float opacity) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            return;
        }
        int at = (y * width + x) * BYTES;
        int part = (int) (opacity * OPAQUE + 0.5f);
        rgb[at] = mix(rgb[at], color >> 16, part);
        rgb[at + 1] = mix(rgb[at + 1], color >> 8 & 0xff, part);
        rgb[at + 2] = mix(rgb[at + 2], color & 0xff, part);
    }

    private static byte mix(byte below, int above, int part) {
        int value = below & 0xff;
        return (byte) (value + ((above - value) * part + OPAQUE / 2 >> 8));
    }

    /** Paints a rectangle with round corners. */
    void fillRounded(
            float left, float top, float boxWidth, float boxHeight, float radius, Paint paint) {
        float middleX = left + boxWidth / 2;
        float middleY = top + boxHeight / 2;
        float straightX = boxWidth / 2 - radius;
        float straightY = boxHeight / 2 - radius;
        int bottom = (int) Math.ceil(top + boxHeight);
        int right = (int) Math.ceil(left + boxWidth);
        for (int y = (int) top; y < bottom; y++) {
            float dy = Math.abs(y + 0.5f - middleY) - straightY;
            for (int x = (int) left; x < right; x++) {
                float dx = Math.abs(x + 0.5f - middleX) - straightX;
                float distance =
                        dx > 0 && dy > 0 ? (float) Math.sqrt(dx * dx + dy * dy) : Math.max(dx, dy);
                float covered = Math.clamp(radius + 0.5f - distance, 0f, 1f);
                if (covered > 0) {
                    blend(x, y, paint.rgb(), covered * paint.opacity());
                }
            }
        }
    }
}
