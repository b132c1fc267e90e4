// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * A picture that is enlarged or made smaller until it covers another one; what reaches beyond it is
 * cut off, the same on both sides.
 */
final class Cover {

    private final Picture picture;
    private final int width;
    private final int height;
    private final double scale;

    private Cover(Picture picture, int width, int height) {
        this.picture = picture;
        this.width = width;
        this.height = height;
        scale = Math.min((double) picture.width / width, (double) picture.height / height);
    }

    /** For a picture of the given size. */
    static Cover of(Picture picture, int width, int height) {
        double scale = Math.min((double) picture.width / width, (double) picture.height / height);
        // Means of whole squares first: what is then left to interpolate is less than by two.
        int squares = Math.max(1, (int) scale);
        return new Cover(squares == 1 ? picture : smaller(picture, squares), width, height);
    }

    private static Picture smaller(Picture picture, int scale) {
        Picture small = Picture.black(picture.width / scale, picture.height / scale);
        for (int y = 0; y < small.height; y++) {
            for (int x = 0; x < small.width; x++) {
                for (int channel = 0; channel < Picture.BYTES; channel++) {
                    long sum = 0;
                    for (int row = y * scale; row < (y + 1) * scale; row++) {
                        int at = (row * picture.width + x * scale) * Picture.BYTES + channel;
                        for (int i = 0; i < scale; i++) {
                            sum += picture.rgb[at + i * Picture.BYTES] & 0xff;
                        }
                    }
                    long mean = (sum + (long) scale * scale / 2) / ((long) scale * scale);
                    small.rgb[(y * small.width + x) * Picture.BYTES + channel] = (byte) mean;
                }
            }
        }
        return small;
    }

    /** Paints all of a picture of the size that this was made for. */
    void paint(Picture to) {
        double left = (picture.width - width * scale) / 2;
        double top = (picture.height - height * scale) / 2;
        for (int y = 0; y < height; y++) {
            double down = Math.clamp(top + (y + 0.5) * scale - 0.5, 0, picture.height - 1.0);
            for (int x = 0; x < width; x++) {
                double along = Math.clamp(left + (x + 0.5) * scale - 0.5, 0, picture.width - 1.0);
                for (int channel = 0; channel < Picture.BYTES; channel++) {
                    to.rgb[(y * width + x) * Picture.BYTES + channel] =
                            (byte) Math.round(sample(along, down, channel));
                }
            }
        }
    }

    private double sample(double x, double y, int channel) {
        int left = (int) x;
        int right = Math.min(left + 1, picture.width - 1);
        int top = (int) y;
        int bottom = Math.min(top + 1, picture.height - 1);
        double above = mix(value(left, top, channel), value(right, top, channel), x - left);
        double below = mix(value(left, bottom, channel), value(right, bottom, channel), x - left);
        return mix(above, below, y - top);
    }

    private static double mix(double one, double other, double part) {
        return one + (other - one) * part;
    }

    private int value(int x, int y, int channel) {
        return picture.rgb[(y * picture.width + x) * Picture.BYTES + channel] & 0xff;
    }
}
