// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the reference sees in a picture: the class of each place of the model's mask and its
 * confidence in 255 steps. Immutable.
 */
final class ReferenceMask {

    private static final int STEPS = 255;

    private final int width;
    private final int height;
    private final char[] labels;
    private final byte[] confidences;

    private ReferenceMask(int width, int height, char[] labels, byte[] confidences) {
        this.width = width;
        this.height = height;
        this.labels = labels;
        this.confidences = confidences;
    }

    static ReferenceMask of(Scores scores) {
        ModelRows rows = new ModelRows(scores);
        int width = scores.output().width();
        int height = scores.output().height();
        char[] labels = new char[Math.multiplyExact(width, height)];
        byte[] confidences = new byte[labels.length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            float[] row = rows.read(y);
            for (int x = 0; x < width; x++) {
                int label = scores.label(row, x);
                labels[at] = (char) label;
                confidences[at++] = (byte) Math.round(scores.confidence(row, x, label) * STEPS);
            }
        }
        return new ReferenceMask(width, height, labels, confidences);
    }

    /**
     * The share of places in which scores say the same, with nearly the same confidence.
     *
     * @return 0 to 1
     */
    double agreement(Scores scores) {
        if (scores.output().width() != width || scores.output().height() != height) {
            return 0;
        }
        ModelRows rows = new ModelRows(scores);
        int same = 0;
        int at = 0;
        for (int y = 0; y < height; y++) {
            float[] row = rows.read(y);
            for (int x = 0; x < width; x++) {
                float expected = (confidences[at] & 0xff) / (float) STEPS;
                int label = labels[at++];
                if (Agreement.isSame(label, expected, scores, row, x)) {
                    same++;
                }
            }
        }
        return (double) same / labels.length;
    }

    /** Whether it says the same in all places. */
    boolean isConstant() {
        for (int i = 1; i < labels.length; i++) {
            if (labels[i] != labels[0] || confidences[i] != confidences[0]) {
                return false;
            }
        }
        return true;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(width);
        out.writeInt(height);
        for (char label : labels) {
            out.writeChar(label);
        }
        out.write(confidences);
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if that is not what is there
     */
    static ReferenceMask read(DataInputStream in, int width, int height) throws IOException {
        if (in.readInt() != width || in.readInt() != height) {
            throw new IOException("It is of another size");
        }
        char[] labels = new char[Math.multiplyExact(width, height)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = in.readChar();
        }
        byte[] confidences = in.readNBytes(labels.length);
        if (confidences.length != labels.length || in.read() >= 0) {
            throw new IOException("It is truncated, or there is more than it");
        }
        return new ReferenceMask(width, height, labels, confidences);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReferenceMask that
                && width == that.width
                && height == that.height
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(confidences, that.confidences);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.hashCode(confidences);
    }
}
