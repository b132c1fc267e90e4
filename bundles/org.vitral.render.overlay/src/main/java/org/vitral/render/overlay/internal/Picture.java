// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.UprightRows;

/** The picture in the making: red, green, blue, upright, row by row without gaps. */
final class Picture {

    /** The bytes of a pixel. */
    static final int BYTES = 3;

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
        checkSize(width, height);
        return new byte[width * height * BYTES];
    }

    /**
     * Checks that a picture can be that large.
     *
     * @throws IllegalArgumentException if it has too many pixels for an array
     */
    static void checkSize(int width, int height) {
        if ((long) width * height > Integer.MAX_VALUE / BYTES) {
            throw new IllegalArgumentException(
                    "A picture has at most %d pixels, but this one would be %d x %d"
                            .formatted(Integer.MAX_VALUE / BYTES, width, height));
        }
    }

    /** A black picture. */
    static Picture black(int width, int height) {
        return new Picture(width, height, pixels(width, height));
    }

    /**
     * A copy of a photograph, turned upright. Where it is transparent, white shines through, as on
     * a page.
     */
    static Picture of(Image image) {
        UprightRows rows = UprightRows.of(image);
        int width = rows.width();
        int height = rows.height();
        Picture picture = new Picture(width, height, pixels(width, height));
        for (int y = 0; y < height; y++) {
            rows.readRgb(y, picture.rgb, y * width * BYTES);
        }
        return picture;
    }

    /** This picture, for whoever asked for it. */
    Image image() {
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }

    /** The colour of a pixel, by its place in the row of all pixels. */
    int get(int index) {
        int at = index * BYTES;
        return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
    }

    /** Gives a pixel of the picture a colour. */
    void set(int x, int y, int color) {
        int at = (y * width + x) * BYTES;
        rgb[at] = (byte) (color >> 16);
        rgb[at + 1] = (byte) (color >> 8);
        rgb[at + 2] = (byte) color;
    }

    /** Puts another picture at a place where it fits. */
    void put(Picture other, int left, int top) {
        for (int y = 0; y < other.height; y++) {
            System.arraycopy(
                    other.rgb,
                    y * other.width * BYTES,
                    rgb,
                    ((top + y) * width + left) * BYTES,
                    other.width * BYTES);
        }
    }

    /** Gives all of it one colour. */
    void fill(int color) {
        for (int at = 0; at < rgb.length; at += BYTES) {
            rgb[at] = (byte) (color >> 16);
            rgb[at + 1] = (byte) (color >> 8);
            rgb[at + 2] = (byte) color;
        }
    }

    /** How light a colour is, 0 to 255: BT.601's weights in 256ths. */
    static int luma(int rgb) {
        return 77 * (rgb >> 16) + 150 * (rgb >> 8 & 0xff) + 29 * (rgb & 0xff) >> 8;
    }

    /** Takes its colours away, and some of its contrast; what is left is made lighter. */
    void makeGrey(float contrast, int lighter) {
        for (int at = 0; at < rgb.length; at += BYTES) {
            int luma = luma(get(at / BYTES));
            byte grey = (byte) Math.clamp(Math.round(lighter + contrast * luma), 0, 255);
            rgb[at] = grey;
            rgb[at + 1] = grey;
            rgb[at + 2] = grey;
        }
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
