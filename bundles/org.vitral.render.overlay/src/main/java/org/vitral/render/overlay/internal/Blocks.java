// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/** The squares of a picture, from its left upper corner on, some of which are to be hidden. */
final class Blocks {

    private final Picture picture;
    private final int side;
    private final int columns;
    private final boolean[] hidden;

    Blocks(Picture picture, int side) {
        this.picture = picture;
        this.side = side;
        columns = (picture.width + side - 1) / side;
        hidden = new boolean[columns * ((picture.height + side - 1) / side)];
    }

    /** Hides the blocks that hold some pixels of a row, or are nearer to them than the margin. */
    void hide(int fromX, int toX, int y, int margin) {
        int left = Math.max(0, fromX - margin) / side;
        int right = Math.min(picture.width - 1, toX + margin) / side;
        int bottom = Math.min(picture.height - 1, y + margin) / side;
        for (int row = Math.max(0, y - margin) / side; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                hidden[row * columns + column] = true;
            }
        }
    }

    /** Paints the hidden blocks, each in its mean colour. */
    void paint() {
        for (int at = 0; at < hidden.length; at++) {
            if (hidden[at]) {
                paint(at % columns * side, at / columns * side);
            }
        }
    }

    private void paint(int left, int top) {
        int right = Math.min(left + side, picture.width);
        int bottom = Math.min(top + side, picture.height);
        int pixels = (right - left) * (bottom - top);
        for (int channel = 0; channel < Picture.BYTES; channel++) {
            long sum = 0;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    sum += picture.rgb[(y * picture.width + x) * Picture.BYTES + channel] & 0xff;
                }
            }
            byte mean = (byte) ((sum + pixels / 2) / pixels);
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    picture.rgb[(y * picture.width + x) * Picture.BYTES + channel] = mean;
                }
            }
        }
    }
}
