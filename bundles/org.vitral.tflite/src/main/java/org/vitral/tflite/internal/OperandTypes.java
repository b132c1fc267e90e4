// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * The types of what an operator reads and writes, where its kernel does not look at them itself.
 */
final class OperandTypes {

    private static final int FLOAT32 = 0;
    private static final int RESOURCE = 13;
    private static final int VARIANT = 14;

    private final OperatorVerifier operator;
    private final ModelTensor[] inputs;
    private final ModelTensor[] outputs;

    /**
     * What an operator has.
     *
     * @param operator what names it in a sentence
     * @param inputs null where one has been left out
     */
    OperandTypes(OperatorVerifier operator, ModelTensor[] inputs, ModelTensor[] outputs) {
        this.operator = operator;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Makes sure that they fit.
     *
     * @throws IllegalArgumentException if they do not
     */
    void verify(int code, OperatorKind kind) {
        if (!isAboutResources(code) && !kind.isOpen()) {
            requirePlain(inputs);
            requirePlain(outputs);
        }
        switch (code) {
            case 1, 2, 5, 11, 12, 13, 17, 19, 20, 21, 22, 23, 26, 28, 34, 36, 37, 38, 39 ->
                    requireSame(0);
            case 14, 43, 45, 47, 59, 60, 65, 66, 69, 70, 73, 75, 76, 92, 93, 97, 98 ->
                    requireSame(0);
            case 101, 104, 105, 108, 111, 116, 117, 128, 130 -> requireSame(0);
            case 49 -> requireSame(1);
            case 3, 4, 9, 18, 25, 40, 42, 50, 54, 55, 57, 74, 81, 82, 89, 126 -> requireFloat(0);
            case 16, 24, 27, 35, 44, 46, 52 -> requireFloat(0);
            case 67 -> requireFloat(2);
            case 0, 41 -> {
                requireFloat(0);
                // The sum gets the type of what is added, whatever it has been declared.
                requireSum(inputs[1].type() == ModelTensor.INT16 ? 15 : 20);
            }
            case 58, 61, 62, 63, 71, 72 -> requireFractions();
            default -> {
                // The kernel looks at them itself.
            }
        }
    }

    /** Variables, tables, and what hands tensors on to another graph. */
    private static boolean isAboutResources(int code) {
        return switch (code) {
            case 118, 119, 129, 136, 137, 138, 139, 142, 143, 144 -> true;
            default -> false;
        };
    }

    private void requirePlain(ModelTensor[] operands) {
        for (ModelTensor operand : operands) {
            if (operand != null && (operand.type() == RESOURCE || operand.type() == VARIANT)) {
                throw damaged("has %s of type %d", operand, operand.type());
            }
        }
    }

    private void requireSame(int input) {
        ModelTensor from = inputs[input];
        for (ModelTensor to : outputs) {
            if (from != null && from.type() != to.type()) {
                throw damaged("makes %s of type %d of type %d", to, to.type(), from.type());
            }
        }
    }

    private void requireFloat(int input) {
        if (inputs[input] != null && inputs[input].type() == FLOAT32) {
            requireSame(input);
        }
    }

    /** A sum of quantised numbers is scaled by less than 1, with so many bits to the left. */
    private void requireSum(int bits) {
        if (!isQuantized(inputs[1])) {
            return;
        }
        float first = scale(inputs[0]);
        float second = scale(inputs[1]);
        float sum = scale(outputs[0]);
        double factor = 2.0 * Math.max(first, second) / (sum * (double) (1 << bits));
        if (!(first > 0 && second > 0 && factor < 1)) {
            throw damaged("adds with the scales %s, %s and %s", first, second, sum);
        }
    }

    /** Quantised numbers are compared with scales below 1. */
    private void requireFractions() {
        for (ModelTensor input : inputs) {
            boolean small = input.type() == ModelTensor.UINT8 || input.type() == ModelTensor.INT8;
            if (small && !(scale(input) > 0 && scale(input) < 1)) {
                throw damaged("compares with the scale %s of %s", scale(input), input);
            }
        }
    }

    private static boolean isQuantized(ModelTensor tensor) {
        return tensor.type() == ModelTensor.UINT8
                || tensor.type() == ModelTensor.INT8
                || tensor.type() == ModelTensor.INT16;
    }

    private static float scale(ModelTensor tensor) {
        FlatTable quantization = tensor.quantization();
        FlatVector scales = quantization == null ? FlatVector.ABSENT : quantization.vector(2);
        return scales.size() == 0 ? 0 : scales.float32(0);
    }

    private IllegalArgumentException damaged(String what, Object... values) {
        return ModelVerifier.damaged("%s %s", operator, what.formatted(values));
    }
}
