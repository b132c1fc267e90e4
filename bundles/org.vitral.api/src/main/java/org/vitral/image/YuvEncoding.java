// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.util.Objects;

/**
 * What the numbers of a YUV image mean. With Kr, Kg and Kb of the {@link #matrix()}, and red, green
 * and blue from 0 to 255,
 *
 * <pre>{@code
 * y  = (Y  - black) * 255 / lumaSpan
 * cb = (Cb - 128)   * 255 / chromaSpan
 * cr = (Cr - 128)   * 255 / chromaSpan
 *
 * red   = y + 2 (1 - Kr) cr
 * green = y - 2 (1 - Kb) Kb / Kg cb - 2 (1 - Kr) Kr / Kg cr
 * blue  = y + 2 (1 - Kb) cb
 * }</pre>
 *
 * and what lies outside 0 to 255 is 0 or 255. (Rec. ITU-T H.273, 8.3, solved for red, green and
 * blue.)
 *
 * <p>The result is taken for sRGB: its curve and its primaries are close to those of BT.601 and
 * BT.709. Of BT.2020 the matrix is followed and nothing else; what is in a wide gamut or in high
 * dynamic range (PQ, HLG) looks pale unless it was converted before.
 *
 * @param matrix how luma is made of red, green and blue
 * @param range which values stand for black and white
 */
public record YuvEncoding(ColorMatrix matrix, ColorRange range) {
    public YuvEncoding {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(range, "range");
    }

    /** The factor of {@code Y - black}. */
    public double lumaScale() {
        return 255.0 / range.lumaSpan();
    }

    /** The factor of {@code Cr - 128} in red. */
    public double crToRed() {
        return 2 * (1 - matrix.red()) * chromaScale();
    }

    /** The factor of {@code Cb - 128} in green; negative. */
    public double cbToGreen() {
        return -cbToBlue() * matrix.blue() / matrix.green();
    }

    /** The factor of {@code Cr - 128} in green; negative. */
    public double crToGreen() {
        return -crToRed() * matrix.red() / matrix.green();
    }

    /** The factor of {@code Cb - 128} in blue. */
    public double cbToBlue() {
        return 2 * (1 - matrix.blue()) * chromaScale();
    }

    private double chromaScale() {
        return 255.0 / range.chromaSpan();
    }
}
