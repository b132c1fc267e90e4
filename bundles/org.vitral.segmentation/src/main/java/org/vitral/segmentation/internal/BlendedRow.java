// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.vitral.model.OutputKind;

/**
 * Finds the class of each pixel of a row by the blended scores of the tiles that cover it. The row
 * falls into pieces, in each of which the same tiles cover all pixels, and each of them from one
 * cell of its grid. In a piece the blended scores are weighted means of the scores at the corners
 * of these cells. So a class that wins at all corners wins in the whole piece; and a class that is
 * below one other at all corners need not be looked at.
 *
 * <p>For one thread.
 */
final class BlendedRow {

    private final List<TileColumn> columns;
    private final Scores kind;
    private final OutputPlan plan;
    private final int channels;
    private final boolean foreground;

    /** The first pixel of each piece, and at the end the width. */
    private final int[] pieces;

    /** The tiles that cover each piece. */
    private final TileColumn[][] covering;

    private final byte[] bytes;
    private final short[] shorts;
    private final MemorySegment memory;

    /** Where the corners of a piece begin in the values of their tiles. */
    private double[][] cornerValues = new double[8][];

    private int[] cornerStarts = new int[8];
    private int[] cornerWinners = new int[8];
    private int corners;
    private int[] survivors = new int[8];

    /**
     * Rows of pixels.
     *
     * @param columns the tiles, which cover all pixels between them
     * @param kind what the numbers are
     * @param plan which classes may be found
     */
    BlendedRow(List<TileColumn> columns, Scores kind, OutputPlan plan, int width) {
        this.columns = columns;
        this.plan = plan;
        this.kind = kind;
        this.channels = kind.channels();
        this.foreground = kind.output().kind() == OutputKind.FOREGROUND_SCORE;
        TreeSet<Integer> cuts = new TreeSet<>();
        for (TileColumn column : columns) {
            for (int run : column.axis.runStart) {
                cuts.add(column.start + run);
            }
        }
        pieces = cuts.stream().mapToInt(Integer::intValue).toArray();
        covering = new TileColumn[pieces.length - 1][];
        for (int i = 0; i < covering.length; i++) {
            covering[i] = covering(pieces[i]);
        }
        boolean narrow = plan.bytesPerPixel() == 1;
        bytes = narrow ? new byte[width] : null;
        shorts = narrow ? null : new short[width];
        memory = narrow ? MemorySegment.ofArray(bytes) : MemorySegment.ofArray(shorts);
    }

    private TileColumn[] covering(int pixel) {
        List<TileColumn> found = new ArrayList<>();
        for (TileColumn column : columns) {
            if (column.start <= pixel && pixel < column.end()) {
                found.add(column);
            }
        }
        return found.toArray(TileColumn[]::new);
    }

    /** The classes of the row that was found last. */
    MemorySegment pixels() {
        return memory;
    }

    /** The class of one pixel of the row that was found last. */
    int label(int x) {
        return bytes != null ? bytes[x] & 0xff : shorts[x] & 0xffff;
    }

    /** Finds the classes of the row that the tiles hold the scores of. */
    void find() {
        if (kind.output().kind() == OutputKind.CLASS_INDICES) {
            findNearest();
            ruleOut();
            return;
        }
        for (TileColumn column : columns) {
            if (foreground) {
                column.findForeground(kind.foregroundThreshold());
            } else {
                column.findWinners();
            }
        }
        for (int piece = 0; piece < covering.length; piece++) {
            findPiece(piece);
        }
        ruleOut();
    }

    /** Takes out classes that a list rules out, and winners that are not sure enough. */
    private void ruleOut() {
        if (!plan.filters()) {
            return;
        }
        boolean unsure = plan.scoreThreshold() > 0 || plan.marginThreshold() > 0;
        float[] scores = new float[channels];
        for (int piece = 0; piece < covering.length; piece++) {
            for (int x = pieces[piece]; x < pieces[piece + 1]; x++) {
                int label = label(x);
                if (label != plan.replacement()
                        && (plan.ruledOut().get(label)
                                || unsure && !isSure(covering[piece], x, label, scores))) {
                    fill(x, x + 1, plan.replacement());
                }
            }
        }
    }

    private boolean isSure(TileColumn[] tiles, int x, int label, float[] scores) {
        copyScores(tiles, x, scores, 0);
        return kind.confidence(scores, 0, label) >= plan.scoreThreshold()
                && (plan.marginThreshold() == 0
                        || kind.margin(scores, 0, label) >= plan.marginThreshold());
    }

    private void findNearest() {
        for (int piece = 0; piece < covering.length; piece++) {
            for (int x = pieces[piece]; x < pieces[piece + 1]; x++) {
                TileColumn best = heaviest(covering[piece], x);
                int label = (int) best.values[best.axis.nearest(x - best.start)];
                fill(x, x + 1, Math.clamp(label, 0, Scores.MOST_CLASSES - 1));
            }
        }
    }

    private static TileColumn heaviest(TileColumn[] tiles, int x) {
        TileColumn best = tiles[0];
        for (TileColumn tile : tiles) {
            if (tile.weights[x - tile.start] > best.weights[x - best.start]) {
                best = tile;
            }
        }
        return best;
    }

    private void findPiece(int piece) {
        int from = pieces[piece];
        int to = pieces[piece + 1];
        TileColumn[] tiles = covering[piece];
        if (hasOneWinner(tiles, from)) {
            fill(from, to, tiles[0].winners[tiles[0].axis.cell[from - tiles[0].start]]);
        } else if (foreground) {
            findForeground(tiles, from, to);
        } else {
            findSurvivor(tiles, from, to);
        }
    }

    private boolean hasOneWinner(TileColumn[] tiles, int pixel) {
        corners = 0;
        boolean same = true;
        for (TileColumn tile : tiles) {
            int left = tile.axis.cell[pixel - tile.start];
            addCorner(tile, left);
            addCorner(tile, tile.right(left));
            same &= cornerWinners[corners - 2] == cornerWinners[0];
            same &= cornerWinners[corners - 1] == cornerWinners[0];
        }
        return same;
    }

    private void addCorner(TileColumn tile, int column) {
        if (corners == cornerStarts.length) {
            cornerValues = Arrays.copyOf(cornerValues, corners * 2);
            cornerStarts = Arrays.copyOf(cornerStarts, corners * 2);
            cornerWinners = Arrays.copyOf(cornerWinners, corners * 2);
        }
        cornerValues[corners] = tile.values;
        cornerStarts[corners] = column * channels;
        cornerWinners[corners] = tile.winners[column];
        corners++;
    }

    private void findForeground(TileColumn[] tiles, int from, int to) {
        double threshold = kind.foregroundThreshold();
        for (int x = from; x < to; x++) {
            fill(x, x + 1, blended(tiles, x, 0) > threshold ? 1 : 0);
        }
    }

    private void findSurvivor(TileColumn[] tiles, int from, int to) {
        int count = survivors();
        if (count == 1) {
            fill(from, to, survivors[0]);
            return;
        }
        for (int x = from; x < to; x++) {
            int best = survivors[0];
            double highest = blended(tiles, x, best);
            for (int i = 1; i < count; i++) {
                double score = blended(tiles, x, survivors[i]);
                if (score > highest) {
                    highest = score;
                    best = survivors[i];
                }
            }
            fill(x, x + 1, best);
        }
    }

    /** Keeps, in ascending order, the classes that no winner of a corner is above everywhere. */
    private int survivors() {
        if (survivors.length < channels) {
            survivors = new int[channels];
        }
        int count = 0;
        for (int label = 0; label < channels; label++) {
            boolean below = false;
            for (int corner = 0; corner < corners && !below; corner++) {
                below = isBelow(label, cornerWinners[corner]);
            }
            if (!below) {
                survivors[count++] = label;
            }
        }
        return count;
    }

    /** Whether another class wins against this one in the whole piece, ties included. */
    private boolean isBelow(int label, int other) {
        for (int corner = 0; corner < corners; corner++) {
            double own = cornerValues[corner][cornerStarts[corner] + label];
            double rival = cornerValues[corner][cornerStarts[corner] + other];
            if (other < label ? rival < own : rival <= own) {
                return false;
            }
        }
        return true;
    }

    private static double blended(TileColumn[] tiles, int x, int channel) {
        if (tiles.length == 1) {
            // Alone it has the whole weight.
            return tiles[0].at(x, channel);
        }
        double sum = 0;
        for (TileColumn tile : tiles) {
            sum += tile.weights[x - tile.start] * tile.at(x, channel);
        }
        return sum;
    }

    /** Writes all blended scores of one pixel; for class indices its class. */
    void copyScores(int x, float[] into, int at) {
        copyScores(covering(x), x, into, at);
    }

    private void copyScores(TileColumn[] tiles, int x, float[] into, int at) {
        if (kind.output().kind() == OutputKind.CLASS_INDICES) {
            TileColumn best = heaviest(tiles, x);
            into[at] = (float) best.values[best.axis.nearest(x - best.start)];
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            into[at + channel] = (float) blended(tiles, x, channel);
        }
    }

    private void fill(int from, int to, int label) {
        if (bytes != null) {
            Arrays.fill(bytes, from, to, (byte) label);
        } else {
            Arrays.fill(shorts, from, to, (short) label);
        }
    }
}
