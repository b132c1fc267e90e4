// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/** What must be so of a tensor, whatever uses it. */
final class TensorVerifier {

    private static final int SCALES = 2;
    private static final int ZERO_POINTS = 3;
    private static final int DETAILS_TYPE = 4;
    private static final int DETAILS = 5;
    private static final int BLOCKWISE = 2;
    private static final int QUANTIZED_DIMENSION = 6;

    /** More dimensions than any kernel has. */
    private static final int MOST_DIMENSIONS = 16;

    /** Outside of this a product or a quotient of two scales is no number any more. */
    private static final float LARGEST_SCALE = 1e15f;

    private static final float SMALLEST_SCALE = 1e-15f;

    private TensorVerifier() {}

    /**
     * Makes sure that nothing about it is nonsense.
     *
     * @param tensors how many its graph has
     * @throws IllegalArgumentException if something is
     */
    static void verify(ModelTensor tensor, int tensors) {
        if (tensor.rank() > MOST_DIMENSIONS) {
            throw ModelVerifier.damaged("%s has %d dimensions", tensor, tensor.rank());
        }
        long bytes = tensor.byteSize();
        if (tensor.isConstant()) {
            if (!tensor.isText() && !tensor.isSparse() && tensor.data().byteSize() < bytes / 2) {
                throw ModelVerifier.damaged(
                        "%s has %,d bytes of data", tensor, tensor.data().byteSize());
            }
        } else if (bytes > FreeMemory.SMALL) {
            FreeMemory.require(bytes, "The model's " + tensor);
        }
        FlatTable quantization = tensor.quantization();
        if (quantization != null) {
            verifyDetails(tensor, quantization, tensors);
            verifyQuantization(tensor, quantization);
        }
    }

    private static void verifyDetails(ModelTensor tensor, FlatTable quantization, int tensors) {
        int type = quantization.int8(DETAILS_TYPE, 0);
        if (type == 0) {
            return;
        }
        FlatTable details = quantization.table(DETAILS);
        boolean sound = details != null;
        if (sound && type == BLOCKWISE) {
            sound = details.int32(2, 0) > 0;
            for (int i = 0; i < 2; i++) {
                int index = details.int32(i, 0);
                sound &= index >= -1 && index < tensors;
            }
        }
        if (!sound) {
            throw ModelVerifier.damaged("%s has no details of its quantisation", tensor);
        }
    }

    private static void verifyQuantization(ModelTensor tensor, FlatTable quantization) {
        FlatVector scales = quantization.vector(SCALES);
        FlatVector zeroPoints = quantization.vector(ZERO_POINTS);
        if (scales.size() == 0) {
            return;
        }
        if (scales.size() != zeroPoints.size()) {
            throw ModelVerifier.damaged(
                    "%s is quantised with %d scales and %d zero points",
                    tensor, scales.size(), zeroPoints.size());
        }
        int dimension = quantization.int32(QUANTIZED_DIMENSION, 0);
        if (scales.size() > 1
                && (dimension < 0
                        || dimension >= tensor.rank()
                        || tensor.shape()[dimension] != scales.size())) {
            throw ModelVerifier.damaged(
                    "%s is quantised with %d scales along dimension %d",
                    tensor, scales.size(), dimension);
        }
        for (int i = 0; i < scales.size(); i++) {
            float scale = scales.float32(i);
            // Some converters write 0 where all that is in a channel is 0.
            boolean sound = scale == 0 || scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE;
            if (!sound || Float.floatToRawIntBits(scale) < 0) {
                throw ModelVerifier.damaged("%s is quantised with the scale %s", tensor, scale);
            }
            long zeroPoint = zeroPoints.int64(i);
            if (zeroPoint < leastValue(tensor.type()) || zeroPoint > mostValue(tensor.type())) {
                throw ModelVerifier.damaged(
                        "%s is quantised with the zero point %d", tensor, zeroPoint);
            }
        }
    }

    private static long leastValue(int type) {
        return switch (type) {
            case ModelTensor.UINT8 -> 0;
            case ModelTensor.INT8 -> Byte.MIN_VALUE;
            case ModelTensor.INT16 -> Short.MIN_VALUE;
            default -> Integer.MIN_VALUE;
        };
    }

    private static long mostValue(int type) {
        return switch (type) {
            case ModelTensor.UINT8 -> 255;
            case ModelTensor.INT8 -> Byte.MAX_VALUE;
            case ModelTensor.INT16 -> Short.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
    }
}
