// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/** A slice in strides, with constant numbers and of a known shape, takes at least something. */
final class StridedSlice {

    private static final int BEGIN_MASK = 0;
    private static final int END_MASK = 1;
    private static final int ELLIPSIS_MASK = 2;
    private static final int NEW_AXIS_MASK = 3;
    private static final int SHRINK_AXIS_MASK = 4;
    private static final int OFFSET = 5;

    private final OperatorVerifier operator;
    private final ModelTensor[] inputs;

    /**
     * The inputs of an operator.
     *
     * @param operator what names it in a sentence
     */
    StridedSlice(OperatorVerifier operator, ModelTensor[] inputs) {
        this.operator = operator;
        this.inputs = inputs;
    }

    /**
     * Makes sure that it can be cut.
     *
     * @param options null where there are none
     * @throws IllegalArgumentException if not
     */
    void verify(FlatTable options) {
        ModelTensor from = inputs[0];
        for (int i = 1; i < 4; i++) {
            if (!inputs[i].hasNumbers() || inputs[i].numbers() != inputs[1].numbers()) {
                return;
            }
        }
        int axes = inputs[1].numbers();
        for (int axis = 0; axis < axes; axis++) {
            if (inputs[3].number(axis) == 0) {
                throw damaged("has a stride of 0");
            }
        }
        // With these, the numbers are about other axes.
        boolean plain = mask(options, ELLIPSIS_MASK) == 0 && mask(options, NEW_AXIS_MASK) == 0;
        if (!plain || !from.isFixed() || axes > from.rank()) {
            return;
        }
        for (int axis = 0; axis < axes; axis++) {
            verifyAxis(options, axis, from);
        }
    }

    private void verifyAxis(FlatTable options, int axis, ModelTensor from) {
        long size = from.shape()[axis];
        long stride = inputs[3].number(axis);
        boolean offset = options != null && options.int8(OFFSET, 0) != 0;
        long begin = inputs[1].number(axis);
        if (isSet(options, BEGIN_MASK, axis)) {
            begin = stride > 0 ? 0 : size - 1;
        }
        begin = within(begin < 0 ? begin + size : begin, stride, size);
        if (isSet(options, SHRINK_AXIS_MASK, axis)) {
            return;
        }
        long end = inputs[2].number(axis);
        if (offset) {
            end += begin;
        } else if (isSet(options, END_MASK, axis)) {
            end = stride > 0 ? size : -1 - size;
        }
        end = within(end < 0 ? end + size : end, stride, size);
        if (stride > 0 ? end <= begin : end >= begin) {
            throw damaged("takes nothing of axis %d of %s", axis, from);
        }
    }

    /** Where counting can begin or end: from before the first to behind the last. */
    private static long within(long number, long stride, long size) {
        return stride > 0 ? Math.clamp(number, 0, size) : Math.clamp(number, -1, size - 1);
    }

    private static int mask(FlatTable options, int field) {
        return options == null ? 0 : options.int32(field, 0);
    }

    private static boolean isSet(FlatTable options, int field, int axis) {
        return (mask(options, field) >> axis & 1) != 0;
    }

    private IllegalArgumentException damaged(String what, Object... values) {
        return ModelVerifier.damaged("%s %s", operator, what.formatted(values));
    }
}
