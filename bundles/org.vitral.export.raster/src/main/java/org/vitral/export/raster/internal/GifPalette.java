// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The 256 colours of a frame, and which of them stands for a colour.
 *
 * <p>Where there are few colours they are the palette, and each is kept. Else it is black, for what
 * is beside a picture of another shape, and what median cut makes of the frame. What lies between
 * two entries is dithered by a fixed pattern: one that wanders from frame to frame would flicker.
 *
 * @see <a href="https://doi.org/10.1145/965145.801294">P. Heckbert, Color image quantization for
 *     frame buffer display, 1982</a>
 */
final class GifPalette {

    static final int COLORS = 256;

    /** Colours are counted by the upper five bits of each channel. */
    private static final int BITS = 5;

    private static final int CELLS = 1 << 3 * BITS;

    /** All but black, which is the first. */
    private static final int CHOSEN = COLORS - 1;

    /** How far dithering moves a channel, from end to end. */
    private static final int DITHER = 16;

    /** Bayer's order of four by four pixels. */
    private static final int[] ORDER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

    private final int[] rgb;
    private final boolean exact;
    private final short[] nearest = new short[CELLS];

    private GifPalette(int[] rgb, boolean exact) {
        this.rgb = rgb;
        this.exact = exact;
        Arrays.fill(nearest, (short) -1);
    }

    /** The palette for a frame. */
    static GifPalette of(int[] frame) {
        return new GifPalette(chosen(frame), false);
    }

    /**
     * The palette of these colours and no others.
     *
     * @param frame a frame, which decides where there are more than 256 of them
     */
    static GifPalette of(Set<Integer> colors, int[] frame) {
        if (colors.size() > COLORS) {
            return of(frame);
        }
        Set<Integer> distinct = new LinkedHashSet<>(colors);
        int[] rgb = new int[COLORS];
        int count = 0;
        for (int color : distinct) {
            rgb[count++] = color;
        }
        return new GifPalette(rgb, true);
    }

    int[] rgb() {
        return rgb.clone();
    }

    /** The entries that stand for the colours of a frame. */
    byte[] indices(int[] frame, int width) {
        byte[] indices = new byte[frame.length];
        for (int i = 0; i < frame.length; i++) {
            indices[i] = (byte) (exact ? same(frame[i]) : dithered(frame[i], i % width, i / width));
        }
        return indices;
    }

    /** Few colours may lie in one cell; those of the frames before are tried first. */
    private int same(int color) {
        int cell = cell(color);
        if (nearest[cell] < 0 || rgb[nearest[cell]] != color) {
            nearest[cell] = (short) closest(color);
        }
        return nearest[cell];
    }

    private int dithered(int color, int x, int y) {
        int step = (2 * ORDER[(y & 3) << 2 | x & 3] - 15) * DITHER / 32;
        int moved =
                Math.clamp((color >> 16) + step, 0, 255) << 16
                        | Math.clamp((color >> 8 & 0xff) + step, 0, 255) << 8
                        | Math.clamp((color & 0xff) + step, 0, 255);
        int cell = cell(moved);
        if (nearest[cell] < 0) {
            nearest[cell] = (short) closest(middle(cell));
        }
        return nearest[cell];
    }

    private int closest(int color) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < rgb.length; i++) {
            int red = (rgb[i] >> 16) - (color >> 16);
            int green = (rgb[i] >> 8 & 0xff) - (color >> 8 & 0xff);
            int blue = (rgb[i] & 0xff) - (color & 0xff);
            int distance = 2 * red * red + 4 * green * green + 3 * blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static int[] chosen(int[] frame) {
        int[] counts = new int[CELLS];
        for (int color : frame) {
            counts[cell(color)]++;
        }
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(counts));
        while (boxes.size() < CHOSEN) {
            Box widest = boxes.stream().max(Comparator.comparingLong(Box::weight)).orElseThrow();
            if (widest.weight() == 0) {
                break;
            }
            boxes.remove(widest);
            boxes.addAll(widest.cut());
        }
        int[] rgb = new int[COLORS];
        int count = 1;
        for (Box box : boxes) {
            rgb[count++] = box.mean();
        }
        return rgb;
    }

    private static int cell(int color) {
        return color >> 9 & 0x7c00 | color >> 6 & 0x3e0 | color >> 3 & 0x1f;
    }

    /** The colour in the middle of a cell. */
    private static int middle(int cell) {
        return level(cell >> 10) << 16 | level(cell >> 5 & 31) << 8 | level(cell & 31);
    }

    private static int level(int fiveBits) {
        return fiveBits << 3 | fiveBits >> 2;
    }

    /** Cells that share an entry. */
    private static final class Box {
        private final int[] counts;
        private final int[] cells;
        private final long pixels;
        private final int longestShift;
        private final int longest;

        Box(int[] counts) {
            this(counts, occupied(counts));
        }

        private Box(int[] counts, int[] cells) {
            this.counts = counts;
            this.cells = cells;
            long sum = 0;
            for (int cell : cells) {
                sum += counts[cell];
            }
            pixels = sum;
            int shift = 0;
            int length = -1;
            for (int s : new int[] {5, 10, 0}) {
                int least = 31;
                int most = 0;
                for (int cell : cells) {
                    least = Math.min(least, cell >> s & 31);
                    most = Math.max(most, cell >> s & 31);
                }
                if (most - least > length) {
                    length = most - least;
                    shift = s;
                }
            }
            longestShift = shift;
            longest = length;
        }

        private static int[] occupied(int[] counts) {
            int[] cells = new int[CELLS];
            int count = 0;
            for (int i = 0; i < CELLS; i++) {
                if (counts[i] > 0) {
                    cells[count++] = i;
                }
            }
            return Arrays.copyOf(cells, count);
        }

        /** What is gained by a cut: many pixels, far apart. */
        long weight() {
            return cells.length < 2 ? 0 : pixels * longest * longest;
        }

        /** Two boxes with half of the pixels each, or nearly. */
        List<Box> cut() {
            int[] sorted =
                    Arrays.stream(cells)
                            .boxed()
                            .sorted(Comparator.comparingInt(cell -> cell >> longestShift & 31))
                            .mapToInt(Integer::intValue)
                            .toArray();
            long below = counts[sorted[0]];
            int at = 1;
            while (at < sorted.length - 1 && below + counts[sorted[at]] <= pixels / 2) {
                below += counts[sorted[at++]];
            }
            return List.of(
                    new Box(counts, Arrays.copyOf(sorted, at)),
                    new Box(counts, Arrays.copyOfRange(sorted, at, sorted.length)));
        }

        int mean() {
            long red = 0;
            long green = 0;
            long blue = 0;
            for (int cell : cells) {
                red += (long) counts[cell] * level(cell >> 10);
                green += (long) counts[cell] * level(cell >> 5 & 31);
                blue += (long) counts[cell] * level(cell & 31);
            }
            return (int)
                    (Math.ceilDiv(2 * red - pixels, 2 * pixels) << 16
                            | Math.ceilDiv(2 * green - pixels, 2 * pixels) << 8
                            | Math.ceilDiv(2 * blue - pixels, 2 * pixels));
        }
    }
}
