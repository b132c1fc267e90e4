// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.util.Arrays;
import org.vitral.image.Image;
import org.vitral.image.UprightRows;

/** Makes pictures smaller. */
final class SmallPicture {

    private SmallPicture() {}

    /**
     * The picture in a size that is no larger: each pixel is the mean of those that it covers, by
     * how much it covers of them.
     *
     * @return colours as {@code 0xRRGGBB}, row by row
     */
    static int[] of(Image picture, Fit size) {
        UprightRows rows = UprightRows.of(picture);
        int width = rows.width();
        byte[] rgb = new byte[Math.multiplyExact(width, 3)];
        double[] sums = new double[size.width() * 3];
        int[] small = new int[Math.multiplyExact(size.width(), size.height())];
        double step = (double) rows.height() / size.height();
        double columnStep = (double) width / size.width();
        int read = -1;
        for (int y = 0; y < size.height(); y++) {
            double top = y * step;
            double bottom = y == size.height() - 1 ? rows.height() : (y + 1) * step;
            Arrays.fill(sums, 0);
            for (int row = (int) top; row < Math.min(Math.ceil(bottom), rows.height()); row++) {
                if (row != read) {
                    rows.readRgb(row, rgb, 0);
                    read = row;
                }
                double share = Math.min(row + 1, bottom) - Math.max(row, top);
                addRow(rgb, width, columnStep, share / (step * columnStep), sums);
            }
            for (int x = 0; x < size.width(); x++) {
                small[y * size.width() + x] =
                        channel(sums[3 * x]) << 16
                                | channel(sums[3 * x + 1]) << 8
                                | channel(sums[3 * x + 2]);
            }
        }
        return small;
    }

    private static void addRow(byte[] rgb, int width, double step, double weight, double[] sums) {
        for (int x = 0; x < sums.length / 3; x++) {
            double left = x * step;
            double right = (x + 1) * step;
            for (int column = (int) left; column < Math.min(Math.ceil(right), width); column++) {
                double share = Math.min(column + 1, right) - Math.max(column, left);
                for (int c = 0; c < 3; c++) {
                    sums[3 * x + c] += weight * share * (rgb[3 * column + c] & 0xff);
                }
            }
        }
    }

    private static int channel(double mean) {
        return Math.clamp(Math.round(mean), 0, 255);
    }
}
