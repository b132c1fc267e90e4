// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/** Which of the 256 values of a sample stand for black, for white and for the purest chroma. */
public enum ColorRange {
    /** Luma from 16, black, to 235, white; chroma from 16 to 240. Also called video or TV range. */
    LIMITED(16, 219, 224),
    /** Luma from 0, black, to 255, white; chroma from 0.5 to 255.5. As JPEG has it. */
    FULL(0, 255, 255);

    private final int black;
    private final int lumaSpan;
    private final int chromaSpan;

    ColorRange(int black, int lumaSpan, int chromaSpan) {
        this.black = black;
        this.lumaSpan = lumaSpan;
        this.chromaSpan = chromaSpan;
    }

    /** The luma of black. */
    public int black() {
        return black;
    }

    /** How far the luma of white is from that of black. */
    public int lumaSpan() {
        return lumaSpan;
    }

    /** How far the highest chroma is from the lowest one. */
    public int chromaSpan() {
        return chromaSpan;
    }
}
