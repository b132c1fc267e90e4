// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.Arrays;

/**
 * What is cut out of a photograph, or what is left of it, blurred. The other part does not leak
 * into it: that counts nothing, and what is around fills its place.
 *
 * <p>Colours are averaged as amounts of light, so that lamps stay bright, and at a size at which
 * the blur is a few pixels wide.
 */
final class BlurredPart {

    private static final int CHANNELS = 4;
    private static final int RADIUS = 4;

    /**
     * What pixels of the other part count, so that there is a colour where there is nothing else.
     */
    private static final float TRACE = 1e-4f;

    /** How fast a square counts less, the more of it or of one beside it is of the other part. */
    private static final float DOUBT = 3;

    private static final int LEVELS = 4096;

    private final boolean inside;
    private final int scale;
    private final int columns;
    private final int rows;
    private final float[] light;

    /**
     * Blurs.
     *
     * @param inside whether what is cut out is blurred, or what is left
     * @param radius how far, in pixels
     */
    BlurredPart(Picture picture, Matte matte, boolean inside, double radius) {
        this.inside = inside;
        scale = Math.max(1, (int) (radius / RADIUS));
        columns = (picture.width + scale - 1) / scale;
        rows = (picture.height + scale - 1) / scale;
        float[] others = new float[columns * rows];
        light = new float[columns * rows * CHANNELS];
        shrink(picture, matte, others);
        weigh(others);
        BoxBlur.blur(
                light, columns, rows, CHANNELS, Math.max(1, (int) Math.round(radius / scale / 2)));
        for (int at = 0; at < light.length; at += CHANNELS) {
            for (int channel = 0; channel < 3; channel++) {
                light[at + channel] /= light[at + 3];
            }
        }
    }

    /**
     * The mean light of the part in each square of pixels, and how much the other one has of it.
     */
    private void shrink(Picture picture, Matte matte, float[] others) {
        float[] linear = linear();
        double[] sums = new double[columns * CHANNELS];
        long[] sumsOfOthers = new long[columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(sums, 0);
            Arrays.fill(sumsOfOthers, 0);
            int bottom = Math.min(picture.height, (row + 1) * scale);
            for (int y = row * scale; y < bottom; y++) {
                for (int x = 0; x < picture.width; x++) {
                    int at = y * picture.width + x;
                    int square = x / scale;
                    int other = inside ? Matte.ALL - matte.at(at) : matte.at(at);
                    float weight = 1 - other / (float) Matte.ALL + TRACE;
                    for (int channel = 0; channel < 3; channel++) {
                        int value = picture.rgb[at * Picture.BYTES + channel] & 0xff;
                        sums[square * CHANNELS + channel] += weight * linear[value];
                    }
                    sums[square * CHANNELS + 3] += weight;
                    sumsOfOthers[square] += other;
                }
            }
            for (int square = 0; square < columns; square++) {
                int at = (row * columns + square) * CHANNELS;
                double all = sums[square * CHANNELS + 3];
                for (int channel = 0; channel < 3; channel++) {
                    light[at + channel] = (float) (sums[square * CHANNELS + channel] / all);
                }
                int wide = Math.min(picture.width, (square + 1) * scale) - square * scale;
                int pixels = wide * (bottom - row * scale);
                others[row * columns + square] = (float) sumsOfOthers[square] / pixels / Matte.ALL;
            }
        }
    }

    /** Squares beside the other part count less, since the edge is not known that well. */
    private void weigh(float[] others) {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                float most = 0;
                for (int row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
                    for (int at = Math.max(0, x - 1); at <= Math.min(columns - 1, x + 1); at++) {
                        most = Math.max(most, others[row * columns + at]);
                    }
                }
                float weight =
                        Math.max(0, 1 - DOUBT * most) + TRACE * (1 - others[y * columns + x]);
                weight += TRACE * TRACE;
                int at = (y * columns + x) * CHANNELS;
                for (int channel = 0; channel < 3; channel++) {
                    light[at + channel] *= weight;
                }
                light[at + 3] = weight;
            }
        }
    }

    /** The colours of a row of the photograph, {@code 0xRRGGBB}. */
    void read(int y, int[] row) {
        float down = Math.clamp((y + 0.5f) / scale - 0.5f, 0, rows - 1f);
        int top = (int) down * columns;
        int bottom = Math.min((int) down + 1, rows - 1) * columns;
        float below = down - (int) down;
        for (int x = 0; x < row.length; x++) {
            float across = Math.clamp((x + 0.5f) / scale - 0.5f, 0, columns - 1f);
            int left = (int) across;
            int right = Math.min(left + 1, columns - 1);
            float beside = across - left;
            int color = 0;
            for (int channel = 0; channel < 3; channel++) {
                float first =
                        mix(
                                light[(top + left) * CHANNELS + channel],
                                light[(top + right) * CHANNELS + channel],
                                beside);
                float second =
                        mix(
                                light[(bottom + left) * CHANNELS + channel],
                                light[(bottom + right) * CHANNELS + channel],
                                beside);
                color = color << 8 | encoded(mix(first, second, below));
            }
            row[x] = color;
        }
    }

    private static float mix(float one, float other, float part) {
        return one + (other - one) * part;
    }

    /** sRGB's curve (IEC 61966-2-1), from a byte to light. */
    private static float[] linear() {
        float[] linear = new float[256];
        for (int i = 0; i < linear.length; i++) {
            double value = i / 255.0;
            linear[i] =
                    (float)
                            (value <= 0.04045
                                    ? value / 12.92
                                    : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return linear;
    }

    private static int encoded(float light) {
        return Encoding.TABLE[Math.clamp((int) (light * (LEVELS - 1) + 0.5f), 0, LEVELS - 1)];
    }

    /** The same curve from light to a byte; finer where it is steep than an eye can tell. */
    private static final class Encoding {
        static final int[] TABLE = new int[LEVELS];

        static {
            for (int i = 0; i < LEVELS; i++) {
                double light = (double) i / (LEVELS - 1);
                double value =
                        light <= 0.0031308
                                ? 12.92 * light
                                : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
                TABLE[i] = (int) Math.round(255 * value);
            }
        }
    }
}
