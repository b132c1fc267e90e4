// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.Arrays;

/** What must be so of an operator: its tensors, its options, and how they fit together. */
final class OperatorVerifier {

    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int OPTIONS_TYPE = 3;
    private static final int OPTIONS = 4;
    private static final int OPTIONS_2 = 12;
    private static final int ABSENT = -1;
    private static final int LAST_ACTIVATION = 5;
    private static final int VALID = 1;
    private static final int LAST_PADDING = VALID;

    /** Strides, filters and blocks beyond this overflow where a kernel adds to them. */
    private static final int LARGEST_STEP = 1 << 24;

    private final int index;
    private final int code;
    private final OperatorKind kind;
    private final FlatTable operator;
    private final ModelTensor[] tensors;
    private final FlatVector inputs;
    private final FlatVector outputs;

    /**
     * An operator of a graph.
     *
     * @param code its number in the schema
     * @param tensors those of its graph
     */
    OperatorVerifier(int index, int code, FlatTable operator, ModelTensor[] tensors) {
        this.index = index;
        this.code = code;
        this.kind = OperatorKind.of(code);
        this.operator = operator;
        this.tensors = tensors;
        this.inputs = operator.vector(INPUTS);
        this.outputs = operator.vector(OUTPUTS);
    }

    /**
     * Makes sure that its kernel may have it.
     *
     * @param graph the graph that it is in
     * @param calls where the graphs that it runs are noted
     * @param variables where what it does with variables is noted
     * @throws IllegalArgumentException if something is wrong with it: what
     */
    void verify(int graph, SubgraphCalls calls, VariableShapes variables) {
        requireCount("inputs", inputs.size(), kind.fewestInputs(), kind.mostInputs());
        requireCount("outputs", outputs.size(), kind.fewestOutputs(), kind.mostOutputs());
        for (int i = 0; i < inputs.size(); i++) {
            requireTensor("reads", inputs.int32(i), kind.isOptional(i));
            requireContent("reads", input(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            requireTensor("writes", outputs.int32(i), false);
            requireContent("writes", tensors[outputs.int32(i)]);
        }
        FlatTable options = options();
        verifyOptions(options);
        verifyTensors(options);
        ModelTensor[] read = new ModelTensor[inputs.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = input(i);
        }
        ModelTensor[] written = new ModelTensor[outputs.size()];
        for (int i = 0; i < written.length; i++) {
            written[i] = tensors[outputs.int32(i)];
        }
        requireMemory(read, written);
        new OperandTypes(this, read, written).verify(code, kind);
        new ConstantInputs(this, read, written).verify(code);
        if (code == 45) {
            new StridedSlice(this, read).verify(options);
        }
        variables.add(code, options, read, written);
        verifyCalls(options, graph, calls);
    }

    /** All that it writes, and the largest of what it reads, are in memory at once. */
    private void requireMemory(ModelTensor[] read, ModelTensor[] written) {
        long bytes = 0;
        for (ModelTensor tensor : read) {
            if (tensor != null && !tensor.isConstant()) {
                bytes = Math.max(bytes, tensor.byteSize());
            }
        }
        for (ModelTensor tensor : written) {
            bytes = Math.min(Long.MAX_VALUE / 2, bytes + tensor.byteSize());
        }
        if (bytes > FreeMemory.SMALL) {
            FreeMemory.require(bytes, "The model's " + this);
        }
    }

    private void requireCount(String what, int count, int fewest, int most) {
        if (count < fewest || count > most) {
            throw damaged(
                    "has %d %s instead of %s",
                    count, what, fewest == most ? fewest : fewest + " or more");
        }
    }

    private void requireTensor(String does, int tensor, boolean optional) {
        if (tensor >= tensors.length || tensor < (optional ? ABSENT : 0)) {
            throw damaged("%s tensor %d, but there are %d tensors", does, tensor, tensors.length);
        }
    }

    /** Few kernels look whether there is anything in a tensor. */
    private void requireContent(String does, ModelTensor tensor) {
        boolean empty =
                tensor != null
                        && !tensor.isConstant()
                        && tensor.isFixed()
                        && tensor.elements() == 0;
        if (empty && !kind.takesEmpty()) {
            throw damaged("%s %s, which is empty", does, tensor);
        }
    }

    /** Null where there are none. */
    private FlatTable options() {
        int type = operator.int8(OPTIONS_TYPE, 0);
        if (kind.options() != 0 && type != 0 && type != kind.options()) {
            throw damaged("has options of type %d instead of %d", type, kind.options());
        }
        return type == 0 ? null : operator.table(OPTIONS);
    }

    private void verifyOptions(FlatTable options) {
        switch (code) {
            case 3 -> verifyWindow(options, 0, new int[] {1, 2}, new int[] {4, 5}, 3);
            case 4 -> {
                verifyWindow(options, 0, new int[] {1, 2}, new int[] {5, 6}, 4);
                requireBetween("a depth multiplier", options.int32(3, 0), 0, LARGEST_STEP);
            }
            case 67 -> verifyWindow(options, 0, new int[] {1, 2}, new int[0], 3);
            case 132, 141 -> verifyWindow(options, 0, new int[] {1, 2, 3}, new int[] {5, 6, 7}, 4);
            case 1, 12, 17 -> verifyWindow(options, 0, new int[] {1, 2, 3, 4}, new int[0], 5);
            case 0, 9, 11, 16, 18, 24, 41, 42, 44, 52 -> requireActivation(options, 0);
            case 2, 27, 35, 46 -> requireActivation(options, 1);
            case 5, 26 -> requireStep("a block of", options == null ? 0 : options.int32(0, 0));
            case 49, 102 -> requireParts(options, outputs.size());
            case 88 -> requireParts(options, outputs.size());
            case 83 -> requireParts(options, inputs.size());
            default -> {
                // Nothing that its kernel takes for granted.
            }
        }
    }

    /** Options of what moves a window over an image, where strides must not be 0. */
    private void verifyWindow(
            FlatTable options, int padding, int[] steps, int[] dilations, int activation) {
        if (options == null) {
            throw damaged("has no options");
        }
        requireBetween("padding", options.int8(padding, 0), 0, LAST_PADDING);
        for (int step : steps) {
            requireStep("a stride or a filter of", options.int32(step, 0));
        }
        for (int dilation : dilations) {
            requireStep("a dilation of", options.int32(dilation, 1));
        }
        requireActivation(options, activation);
    }

    private void requireActivation(FlatTable options, int field) {
        if (options != null) {
            requireBetween("activation", options.int8(field, 0), 0, LAST_ACTIVATION);
        }
    }

    private void requireParts(FlatTable options, int count) {
        int parts = options == null ? 0 : options.int32(0, 0);
        if (parts != count) {
            throw damaged("has options for %d tensors, but has %d", parts, count);
        }
    }

    private void requireStep(String what, long value) {
        requireBetween(what, value, 1, LARGEST_STEP);
    }

    private void requireBetween(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw damaged("has %s %d, which is not between %d and %d", what, value, least, most);
        }
    }

    private void verifyTensors(FlatTable options) {
        switch (code) {
            case 3 -> {
                verifyFilter(1, 2, 0, 4);
                verifyGroups();
                requireRoom(options, input(1).shape()[1], input(1).shape()[2], 5, 4);
            }
            case 4 -> {
                // The schema lets it be absent, no kernel does.
                requireCount("inputs", inputs.size(), 3, 3);
                requireTensor("reads", inputs.int32(2), false);
                verifyFilter(1, 2, 3, 4);
                requireRoom(options, input(1).shape()[1], input(1).shape()[2], 6, 5);
            }
            case 67 -> {
                verifyFilter(1, 3, 0, 4);
                verifyEnlarged(options);
            }
            case 1, 12, 17 ->
                    requireRoom(options, options.int32(4, 0), options.int32(3, 0), ABSENT, ABSENT);
            case 132 -> verifyFilter(1, 2, 4, 5);
            case 141 -> verifyFilter(1, 3, 3, 5);
            case 9 -> {
                verifyFilter(1, 2, 0, 2);
                verifyRows();
            }
            case 6, 124 -> requireSameElements();
            default -> {
                // Nothing that its kernel takes for granted.
            }
        }
    }

    /** Weights have a fixed rank, and as many biases as channels. */
    private void verifyFilter(int filterAt, int biasAt, int channelDimension, int rank) {
        ModelTensor filter = input(filterAt);
        if (filter.rank() != rank || filter.elements() == 0) {
            throw damaged("has %s as its filter, but that has %d dimensions", filter, rank);
        }
        ModelTensor bias = inputs.size() > biasAt ? input(biasAt) : null;
        int channels = filter.shape()[channelDimension];
        if (bias != null && bias.elements() != channels) {
            throw damaged("has %s as its bias, but %d channels", bias, channels);
        }
    }

    /** A matrix is multiplied by rows of its own length. */
    private void verifyRows() {
        ModelTensor rows = input(0);
        int length = input(1).shape()[1];
        if (rows.isFixed() && (rows.rank() == 0 || rows.elements() % length != 0)) {
            throw damaged("multiplies %s by %s, whose rows are of another length", rows, input(1));
        }
    }

    /** A window that is only moved within an image must fit in it. */
    private void requireRoom(
            FlatTable options, long height, long width, int verticalDilation, int dilation) {
        ModelTensor image = input(0);
        if (options.int8(0, 0) != VALID || image.rank() != 4 || !image.isFixed()) {
            return;
        }
        long high = (height - 1) * (verticalDilation < 0 ? 1 : options.int32(verticalDilation, 1));
        long wide = (width - 1) * (dilation < 0 ? 1 : options.int32(dilation, 1));
        if (high >= image.shape()[1] || wide >= image.shape()[2]) {
            throw damaged("moves %d x %d within %s", high + 1, wide + 1, image);
        }
    }

    /** The channels of the image are divided among groups of filters of one size. */
    private void verifyGroups() {
        ModelTensor image = input(0);
        int[] filter = input(1).shape();
        if (image.rank() != filter.length || !image.isFixed()) {
            return;
        }
        int channels = image.shape()[filter.length - 1];
        int groups = channels / filter[filter.length - 1];
        if (channels % filter[filter.length - 1] != 0 || filter[0] % groups != 0) {
            throw damaged("filters %s with %s", image, input(1));
        }
    }

    /** A transposed convolution makes an image from which a convolution would make its input. */
    private void verifyEnlarged(FlatTable options) {
        ModelTensor size = input(0);
        ModelTensor filter = input(1);
        ModelTensor from = input(2);
        if (!size.hasNumbers() || size.numbers() != 4 || from.rank() != 4 || !from.isFixed()) {
            return;
        }
        ModelTensor to = tensors[outputs.int32(0)];
        for (int axis = 0; axis < 4 && to.rank() == 4 && to.isFixed(); axis++) {
            if (size.number(axis) != to.shape()[axis]) {
                throw damaged("makes %d of axis %d, but declares %s", size.number(axis), axis, to);
            }
        }
        if (size.number(3) != filter.shape()[0] || size.number(0) != from.shape()[0]) {
            throw damaged("makes %d channels of %s with %s", size.number(3), from, filter);
        }
        for (int axis = 1; axis <= 2; axis++) {
            // Strides are in the order of width and height.
            long stride = options.int32(3 - axis, 0);
            long smaller = from.shape()[axis];
            long larger = size.number(axis);
            if (larger <= (smaller - 1) * stride
                    || larger >= smaller * stride + filter.shape()[axis]) {
                throw damaged("enlarges %d to %d by %d", smaller, larger, stride);
            }
        }
    }

    /** What is constant is enlarged before the model runs, by the shape that is declared. */
    private void requireSameElements() {
        ModelTensor from = input(0);
        ModelTensor to = tensors[outputs.int32(0)];
        if (from.isConstant() && !Arrays.equals(from.shape(), to.shape())) {
            throw damaged("makes %s of %s", to, from);
        }
    }

    /** Null where it has been left out. */
    private ModelTensor input(int at) {
        int tensor = inputs.int32(at);
        return tensor == ABSENT ? null : tensors[tensor];
    }

    private void verifyCalls(FlatTable options, int graph, SubgraphCalls calls) {
        FlatTable options2 = operator.table(OPTIONS_2);
        switch (code) {
            case 118, 119 -> {
                call(options, 0, graph, calls);
                call(options, 1, graph, calls);
            }
            case 129, 31 -> call(options, 0, graph, calls);
            case 200 -> {
                call(options2, 0, graph, calls);
                call(options2, 1, graph, calls);
            }
            case 174, 206 -> call(options2, 1, graph, calls);
            case 199 -> call(options2, 2, graph, calls);
            case 198 -> call(options2, 5, graph, calls);
            case 190 -> call(options2, 6, graph, calls);
            default -> {
                // Most run no other graph.
            }
        }
    }

    private void call(FlatTable options, int field, int graph, SubgraphCalls calls) {
        int called = options == null ? ABSENT : options.int32(field, 0);
        if (called < 0 || called >= calls.graphs()) {
            throw damaged("runs graph %d, but there are %d graphs", called, calls.graphs());
        }
        calls.add(graph, called);
    }

    /** For example {@code operator 12 (CONV_2D)}. */
    @Override
    public String toString() {
        return "operator %d (%s)".formatted(index, kind.name());
    }

    private IllegalArgumentException damaged(String what, Object... values) {
        return ModelVerifier.damaged("%s %s", this, what.formatted(values));
    }
}
