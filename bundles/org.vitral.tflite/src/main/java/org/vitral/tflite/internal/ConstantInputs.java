// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * What must be so of an operator whose result is as large as a constant says: kernels take the
 * numbers as they are. Where they come from another operator, or the shape that they are about is
 * only known when the model runs, nothing can be said before.
 */
final class ConstantInputs {

    private final OperatorVerifier operator;
    private final ModelTensor[] inputs;
    private final ModelTensor[] outputs;

    /**
     * What an operator has.
     *
     * @param operator what names it in a sentence
     * @param inputs null where one has been left out
     */
    ConstantInputs(OperatorVerifier operator, ModelTensor[] inputs, ModelTensor[] outputs) {
        this.operator = operator;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Makes sure that they fit.
     *
     * @throws IllegalArgumentException if they do not, or the result is larger than memory
     */
    void verify(int code) {
        switch (code) {
            case 65 -> verifySlice();
            case 34, 60, 100 -> verifyPadding();
            case 69 -> requireResult(1, 0, elements(0));
            case 94 -> requireResult(0, 0, 1);
            case 67 -> requireResult(0, 1, 1);
            case 130 -> requireResult(1, 0, 1);
            case 122 -> requireResult(2, 1, 1);
            case 23, 97 -> verifyResize();
            case 85 -> requireResult(1, 0, elements(0));
            case 96 -> verifyRange();
            case 37, 38 -> verifyBlocks();
            default -> {
                // The result is as large as the inputs, or as the options say.
            }
        }
    }

    private void verifySlice() {
        ModelTensor from = inputs[0];
        if (!from.isFixed()) {
            return;
        }
        for (int side = 1; side <= 2; side++) {
            if (inputs[side].elements() != from.rank()) {
                throw damaged("cuts %s by %s", from, inputs[side]);
            }
        }
        for (int i = 0; i < Math.min(numbers(1), numbers(2)); i++) {
            long begin = inputs[1].number(i);
            long size = inputs[2].number(i);
            long left = from.shape()[i] - begin;
            if (begin < 0 || left < 0 || size < -1 || size > left) {
                throw damaged("takes %d from %d of axis %d of %s", size, begin, i, from);
            }
            requireDeclared(i, size == -1 ? left : size);
        }
    }

    /** XNNPACK writes as much as it computes, whatever there is room for. */
    private void requireDeclared(int axis, long size) {
        ModelTensor to = outputs[0];
        if (inputs[0].isFixed()
                && to.isFixed()
                && axis < to.rank()
                && to.rank() == inputs[0].rank()
                && to.shape()[axis] != size) {
            throw damaged("makes %d of axis %d, but declares %s", size, axis, to);
        }
    }

    private void verifyPadding() {
        ModelTensor from = inputs[0];
        if (numbers(1) != 2 * from.rank()) {
            return;
        }
        long elements = 1;
        for (int i = 0; i < from.rank(); i++) {
            long before = inputs[1].number(2 * i);
            long after = inputs[1].number(2 * i + 1);
            if (before < 0 || after < 0) {
                throw damaged("pads with %d and %d", before, after);
            }
            long size = sum(sum(before, after), from.shape()[i]);
            requireDeclared(i, size);
            elements = product(elements, size);
        }
        requireMemory(elements);
    }

    private void verifyResize() {
        ModelTensor from = inputs[0];
        if (from.rank() == 4) {
            requireResult(1, 1, product(from.shape()[0], from.shape()[3]));
            for (int i = 0; i < Math.min(2, numbers(1)); i++) {
                requireDeclared(1 + i, inputs[1].number(i));
            }
        }
    }

    private void verifyRange() {
        if (numbers(0) == 1 && numbers(1) == 1 && numbers(2) == 1) {
            long step = inputs[2].number(0);
            if (step == 0) {
                throw damaged("counts in steps of 0");
            }
            double distance = (double) inputs[1].number(0) - inputs[0].number(0);
            requireMemory((long) Math.max(0, distance / step));
        }
    }

    private void verifyBlocks() {
        for (int side = 1; side <= 2; side++) {
            for (int i = 0; i < numbers(side); i++) {
                long number = inputs[side].number(i);
                if (number < (side == 1 ? 1 : 0)) {
                    throw damaged("has %d in %s", number, inputs[side]);
                }
            }
        }
        if (numbers(2) > 0) {
            verifyCrops();
        }
    }

    /** What is added to, or taken from, each side is at most the size of memory. */
    private void verifyCrops() {
        long most = 1;
        for (int i = 0; i < numbers(2); i++) {
            most = product(most, sum(1, inputs[2].number(i)));
        }
        requireMemory(product(most, elements(0)));
    }

    /** A result of the size that a constant says, times something. */
    private void requireResult(int shape, int least, long times) {
        long elements = times;
        for (int i = 0; i < numbers(shape); i++) {
            long number = inputs[shape].number(i);
            if (number < least) {
                throw damaged("has %d in %s", number, inputs[shape]);
            }
            elements = product(elements, number);
        }
        if (numbers(shape) > 0) {
            requireMemory(elements);
        }
    }

    private void requireMemory(long elements) {
        long bytes = product(elements, Math.max(1, inputs[0].elementSize()));
        if (bytes > FreeMemory.SMALL) {
            FreeMemory.require(bytes, "The result of " + operator);
        }
    }

    private long elements(int at) {
        return inputs[at].elements();
    }

    /** How many an input has, where they are known. */
    private int numbers(int at) {
        ModelTensor input = at < inputs.length ? inputs[at] : null;
        return input != null && input.hasNumbers() ? input.numbers() : 0;
    }

    private static long product(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static long sum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private IllegalArgumentException damaged(String what, Object... values) {
        return ModelVerifier.damaged("%s %s", operator, what.formatted(values));
    }
}
