// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Arrays;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.render.Lettering;

/** A chart as a picture. */
final class PictureChart {

    private static final int CHANNELS = 3;
    private static final byte WHITE = (byte) 0xff;

    private PictureChart() {}

    static Image of(Chart chart, Lettering lettering) {
        int width = chart.width();
        int height = chart.height();
        byte[] rgb = new byte[width * height * CHANNELS];
        Arrays.fill(rgb, WHITE);
        for (Chart.Box box : chart.boxes()) {
            fill(box, rgb, width, height);
        }
        for (Chart.Text text : chart.texts()) {
            float start =
                    text.right() ? text.x() - lettering.width(text.text(), text.size()) : text.x();
            lettering.write(
                    rgb, width, height, text.text(), start, text.y(), text.size(), text.color());
        }
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }

    private static void fill(Chart.Box box, byte[] rgb, int width, int height) {
        for (int y = Math.max(0, box.y()); y < Math.min(height, box.y() + box.height()); y++) {
            for (int x = Math.max(0, box.x()); x < Math.min(width, box.x() + box.width()); x++) {
                int at = (y * width + x) * CHANNELS;
                rgb[at] = (byte) (box.color() >> 16);
                rgb[at + 1] = (byte) (box.color() >> 8);
                rgb[at + 2] = (byte) box.color();
            }
        }
    }
}
