// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * Three running means after each other, which come near to a Gaussian (Wells, Efficient synthesis
 * of Gaussian filters by cascaded uniform filters, 1986). At the rims of a picture the outermost
 * pixels go on.
 */
final class BoxBlur {

    private static final int PASSES = 3;

    private BoxBlur() {}

    /**
     * Blurs a plane of bytes.
     *
     * @param feather about how many pixels a straight edge becomes wide, from a tenth to nine
     *     tenths; less than 1.5 is nothing
     */
    static void feather(byte[] plane, int width, int height, double feather) {
        // Three means over 2 r + 1 pixels have a deviation near r, and an edge is 2.6 of these
        // wide.
        int radius = (int) Math.round(feather / 3);
        if (radius == 0) {
            return;
        }
        float[] line = new float[Math.max(width, height)];
        float[] other = new float[line.length];
        for (int y = 0; y < height; y++) {
            blur(plane, y * width, 1, width, radius, line, other);
        }
        for (int x = 0; x < width; x++) {
            blur(plane, x, width, height, radius, line, other);
        }
    }

    private static void blur(
            byte[] plane, int from, int step, int length, int radius, float[] line, float[] other) {
        boolean even = true;
        for (int i = 0; i < length; i++) {
            line[i] = plane[from + i * step] & 0xff;
            even &= line[i] == line[0];
        }
        if (even) {
            return;
        }
        float[] result = blurred(line, other, length, radius);
        for (int i = 0; i < length; i++) {
            plane[from + i * step] = (byte) Math.round(result[i]);
        }
    }

    /** Blurs a plane of floats with so many channels a pixel. */
    static void blur(float[] plane, int width, int height, int channels, int radius) {
        float[] line = new float[Math.max(width, height)];
        float[] other = new float[line.length];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < height; y++) {
                int from = y * width * channels + channel;
                blur(plane, from, channels, width, radius, line, other);
            }
            for (int x = 0; x < width; x++) {
                int from = x * channels + channel;
                blur(plane, from, width * channels, height, radius, line, other);
            }
        }
    }

    private static void blur(
            float[] plane,
            int from,
            int step,
            int length,
            int radius,
            float[] line,
            float[] other) {
        for (int i = 0; i < length; i++) {
            line[i] = plane[from + i * step];
        }
        float[] result = blurred(line, other, length, radius);
        for (int i = 0; i < length; i++) {
            plane[from + i * step] = result[i];
        }
    }

    private static float[] blurred(float[] line, float[] other, int length, int radius) {
        float[] from = line;
        float[] to = other;
        for (int pass = 0; pass < PASSES; pass++) {
            mean(from, to, length, radius);
            float[] done = from;
            from = to;
            to = done;
        }
        return from;
    }

    private static void mean(float[] from, float[] to, int length, int radius) {
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += from[Math.clamp(i, 0, length - 1)];
        }
        double part = 1.0 / (2 * radius + 1);
        for (int i = 0; i < length; i++) {
            to[i] = (float) (sum * part);
            sum += from[Math.min(i + radius + 1, length - 1)] - from[Math.max(i - radius, 0)];
        }
    }
}
