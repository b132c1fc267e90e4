// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.tensorflow.lite.Tensor;

/**
 * What the whole numbers of a quantised tensor stand for: {@code scale * (number - zeroPoint)}. As
 * in TensorFlow Lite's quantization specification.
 *
 * @param scale more than 0, or 0 where the numbers stand for themselves
 * @param zeroPoint the number that stands for 0
 */
record LinearScale(float scale, int zeroPoint) {

    /** Numbers that stand for themselves. */
    static final LinearScale NONE = new LinearScale(0, 0);

    static LinearScale of(Tensor tensor) {
        Tensor.QuantizationParams stated = tensor.quantizationParams();
        float scale = stated.getScale();
        return scale > 0 && Float.isFinite(scale * 65_535)
                ? new LinearScale(scale, stated.getZeroPoint())
                : NONE;
    }

    boolean isStated() {
        return scale > 0;
    }

    /** The real value of a number. Two numbers never have the same, so that maxima stay maxima. */
    float real(int number) {
        return isStated() ? scale * (number - zeroPoint) : number;
    }
}
