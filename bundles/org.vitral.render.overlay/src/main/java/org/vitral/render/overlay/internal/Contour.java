// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.function.IntUnaryOperator;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;

/**
 * A line where classes meet.
 *
 * <p>A round brush with a soft rim is put wherever the edge crosses the way from the middle of a
 * pixel to that of its neighbour; the scores tell where that is. The strongest touch counts, so
 * that the touches melt into one even line.
 */
final class Contour {

    private static final float OPACITY = 0.85f;
    private static final float CASING = 0.5f;
    private static final int DARK = 80;
    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0;

    /** The places between two pixels that a brush is made for. */
    private static final int PHASES = 8;

    private final float radius;
    private final int reach;
    private final byte[][] besideBrush = new byte[PHASES][];
    private final byte[][] belowBrush = new byte[PHASES][];
    private final IntUnaryOperator color;
    private final ClassColors colors;
    private final float opacity;

    private Contour(double thickness, float opacity, ClassColors colors, IntUnaryOperator color) {
        this.opacity = opacity;
        this.colors = colors;
        this.color = color;
        radius = (float) (thickness / 2);
        reach = (int) Math.ceil(radius + 0.5f);
        for (int phase = 0; phase < PHASES; phase++) {
            float at = (phase + 0.5f) / PHASES;
            besideBrush[phase] = brush(0.5f + at, 0.5f);
            belowBrush[phase] = brush(0.5f, 0.5f + at);
        }
    }

    /** Lines of one colour and of the given thickness in pixels. */
    static Contour of(double thickness, int rgb) {
        return new Contour(thickness, OPACITY, null, label -> rgb);
    }

    /** Lines to be put under those of the classes: dark under light ones, light under dark ones. */
    static Contour casing(double thickness, ClassColors colors) {
        return new Contour(
                thickness,
                CASING,
                colors,
                label -> Picture.luma(colors.rgb(label)) < DARK ? WHITE : BLACK);
    }

    /** Lines in the colours of the classes; where two meet, each on its side. */
    static Contour ofClasses(double thickness, ClassColors colors) {
        return new Contour(thickness, 1, colors, colors::rgb);
    }

    /** Draws the lines of the mask within its region of the picture. */
    void paint(Picture picture, SoftMask soft, CategoryMask mask, Region region) {
        int width = mask.width();
        int height = mask.height();
        byte[] line = new byte[width * height];
        char[] touching = colors == null ? null : new char[width * height];
        MaskRows rows = new MaskRows(mask);
        int[] row = new int[width];
        int[] next = new int[width];
        rows.read(0, row);
        for (int y = 0; y < height; y++) {
            boolean last = y == height - 1;
            if (!last) {
                rows.read(y + 1, next);
            }
            for (int x = 0; x < width; x++) {
                if (x < width - 1 && row[x] != row[x + 1]) {
                    float at = soft.crossing(row[x], x, y, row[x + 1], x + 1, y);
                    byte[] brush = besideBrush[phase(at)];
                    touch(line, touching, mask, x, y, brush, row[x], row[x + 1]);
                }
                if (!last && row[x] != next[x]) {
                    float at = soft.crossing(row[x], x, y, next[x], x, y + 1);
                    touch(line, touching, mask, x, y, belowBrush[phase(at)], row[x], next[x]);
                }
            }
            int[] done = row;
            row = next;
            next = done;
        }
        paint(picture, line, touching, width, region);
    }

    private static int phase(float at) {
        return Math.min((int) (at * PHASES), PHASES - 1);
    }

    private void paint(Picture picture, byte[] line, char[] touching, int width, Region region) {
        for (int at = 0, y = region.y(); at < line.length; y++) {
            for (int x = region.x(); x < region.x() + width; x++, at++) {
                if (line[at] != 0) {
                    int label = touching == null ? 0 : touching[at];
                    float part = (line[at] & 0xff) / 255f * opacity;
                    picture.blend(x, y, color.applyAsInt(label), part);
                }
            }
        }
    }

    private void touch(
            byte[] line,
            char[] touching,
            CategoryMask mask,
            int x,
            int y,
            byte[] brush,
            int one,
            int other) {
        int width = mask.width();
        int height = mask.height();
        int side = 2 * reach + 1;
        int left = Math.max(0, x - reach);
        int right = Math.min(width - 1, x + reach);
        int bottom = Math.min(height - 1, y + reach);
        for (int row = Math.max(0, y - reach); row <= bottom; row++) {
            int from = (row - y + reach) * side - x + reach;
            for (int column = left; column <= right; column++) {
                byte touched = brush[from + column];
                int at = row * width + column;
                if ((touched & 0xff) > (line[at] & 0xff)) {
                    line[at] = touched;
                    if (touching != null) {
                        touching[at] = (char) nearer(mask, column, row, one, other);
                    }
                }
            }
        }
    }

    /** The class whose colour a pixel of the line between two classes has. */
    private int nearer(CategoryMask mask, int x, int y, int one, int other) {
        if (colors.isBackground(one)) {
            return other;
        }
        if (colors.isBackground(other)) {
            return one;
        }
        return mask.label(x, y) == other ? other : one;
    }

    /** A disc around a place in or beside the middle pixel, as opacities of 0 to 255. */
    private byte[] brush(float centerX, float centerY) {
        int side = 2 * reach + 1;
        byte[] brush = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double distance =
                        Math.hypot(x - reach + 0.5f - centerX, y - reach + 0.5f - centerY);
                double covered = Math.clamp(radius + 0.5 - distance, 0.0, 1.0);
                brush[y * side + x] = (byte) Math.round(255 * covered);
            }
        }
        return brush;
    }
}
