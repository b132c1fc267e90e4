// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.OperatorT;

/**
 * Folds the image-level branch of DeepLab's pyramid: a map of one place is enlarged to all places,
 * put beside other maps, and convolved 1x1. The convolution of what is the same at all places is
 * the same at all places, so it is done at the one place and added to the convolution of the rest.
 */
final class ImageBranchRule implements GraphRule {

    static final String NAME = "image-branch";

    private static final int CHANNELS = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Change apply(Graph graph) {
        String reason = "There is no CONCATENATION of an enlarged 1 x 1 map before a CONV_2D";
        List<String> folded = new ArrayList<>();
        for (OperatorT concatenation : List.copyOf(graph.operators())) {
            if (graph.builtin(concatenation) != BuiltinOperator.CONCATENATION) {
                continue;
            }
            Optional<OperatorT> resize = enlarged(graph, concatenation);
            if (resize.isEmpty()) {
                continue;
            }
            String refusal = refusal(graph, concatenation, resize.get());
            if (!refusal.isEmpty()) {
                reason = refusal;
                continue;
            }
            folded.add(fold(graph, concatenation, resize.get()));
        }
        return folded.isEmpty() ? Change.none(reason) : Change.made(String.join("; ", folded));
    }

    /** The operator that enlarges a map of one place, for this concatenation alone. */
    private static Optional<OperatorT> enlarged(Graph graph, OperatorT concatenation) {
        return Arrays.stream(concatenation.getInputs())
                .mapToObj(
                        input ->
                                graph.producer(input)
                                        .filter(one -> isEnlargement(graph, one))
                                        .filter(one -> graph.uses(input) == 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isEnlargement(Graph graph, OperatorT operator) {
        int builtin = graph.builtin(operator);
        if (builtin != BuiltinOperator.RESIZE_BILINEAR
                && builtin != BuiltinOperator.RESIZE_NEAREST_NEIGHBOR) {
            return false;
        }
        int from = operator.getInputs()[0];
        int[] small = graph.shape(from);
        return small.length == 4 && small[1] == 1 && small[2] == 1;
    }

    /** Why a concatenation cannot be folded; empty where it can. */
    private static String refusal(Graph graph, OperatorT concatenation, OperatorT resize) {
        int joined = concatenation.getOutputs()[0];
        int small = resize.getInputs()[0];
        if (!graph.isFloatImage(small)) {
            return "The 1 x 1 map is %s, not float32 [1, 1, 1, C]".formatted(graph.describe(small));
        }
        boolean alongChannels =
                options(concatenation) instanceof ConcatenationOptionsT options
                        && (options.getAxis() == CHANNELS || options.getAxis() == -1)
                        && Graph.isNone(options.getFusedActivationFunction());
        if (!alongChannels || concatenation.getInputs().length < 2) {
            return "The enlarged 1 x 1 map is not put beside other channels as it is";
        }
        boolean images =
                graph.isFloatImage(joined)
                        && Arrays.stream(concatenation.getInputs()).allMatch(graph::isFloatImage);
        if (!images) {
            return "The joined maps are not all of them 32-bit floats [1, H, W, C] of a fixed size";
        }
        Optional<OperatorT> reader = graph.soleReader(joined);
        if (reader.isEmpty() || graph.builtin(reader.get()) != BuiltinOperator.CONV_2D) {
            return "The joined maps are not read by one CONV_2D alone";
        }
        OperatorT convolution = reader.get();
        int weights = convolution.getInputs()[1];
        int[] shape = graph.shape(weights);
        boolean pointwise =
                convolution.getInputs()[0] == joined
                        && shape.length == 4
                        && shape[1] == 1
                        && shape[2] == 1
                        && shape[CHANNELS] == graph.shape(joined)[CHANNELS]
                        && options(convolution) instanceof Conv2DOptionsT options
                        && options.getStrideW() == 1
                        && options.getStrideH() == 1;
        if (!pointwise) {
            return "The CONV_2D of the joined maps is not 1 x 1 with steps of 1";
        }
        boolean plain =
                graph.isFloat(weights)
                        && graph.tensor(weights).getSparsity() == null
                        && graph.constant(weights)
                                .filter(values -> values.remaining() == shape[0] * shape[CHANNELS])
                                .isPresent()
                        && graph.isFloatImage(convolution.getOutputs()[0]);
        return plain ? "" : "The CONV_2D of the joined maps has no weights of 32-bit floats";
    }

    private static Object options(OperatorT operator) {
        BuiltinOptionsUnion union = operator.getBuiltinOptions();
        return union == null ? null : union.getValue();
    }

    private static String fold(Graph graph, OperatorT concatenation, OperatorT resize) {
        int joined = concatenation.getOutputs()[0];
        int enlarged = resize.getOutputs()[0];
        int small = resize.getInputs()[0];
        OperatorT convolution = graph.soleReader(joined).orElseThrow();
        int start = 0;
        for (int input : concatenation.getInputs()) {
            if (input == enlarged) {
                break;
            }
            start += graph.shape(input)[CHANNELS];
        }
        int length = graph.shape(small)[CHANNELS];
        int[] rest =
                Arrays.stream(concatenation.getInputs()).filter(one -> one != enlarged).toArray();

        int result = convolution.getOutputs()[0];
        int[] shape = graph.shape(result);
        int count = shape[CHANNELS];
        String name = graph.tensor(result).getName();
        int constant = graph.addTensor(name + "/image", 1, 1, 1, count);
        int varying = graph.addTensor(name + "/places", shape);
        byte activation = ((Conv2DOptionsT) options(convolution)).getFusedActivationFunction();

        List<OperatorT> instead = new ArrayList<>();
        int weights = convolution.getInputs()[1];
        int all = graph.shape(weights)[CHANNELS];
        instead.add(
                convolve(
                        convolution,
                        constant,
                        small,
                        slice(graph, weights, start, length),
                        graph.addConstant(name + "/no_bias", new float[count], count)));
        int[] inputs = convolution.getInputs().clone();
        inputs[0] = rest[0];
        if (rest.length > 1) {
            int[] fewer = shape.clone();
            fewer[CHANNELS] = all - length;
            inputs[0] = graph.addTensor(name + "/joined", fewer);
            instead.add(join(concatenation, rest, inputs[0]));
        }
        inputs[1] = without(graph, weights, start, length);
        instead.add(convolve(convolution, varying, inputs));
        instead.add(graph.sum(varying, constant, result, activation));

        int at = graph.operators().indexOf(convolution);
        graph.operators().addAll(at, instead);
        graph.operators().removeAll(List.of(convolution, concatenation, resize));
        return "%d of the %d channels before a CONV_2D are the same at all %d x %d places"
                .formatted(length, all, shape[2], shape[1]);
    }

    private static OperatorT convolve(OperatorT like, int result, int... inputs) {
        Conv2DOptionsT from = (Conv2DOptionsT) options(like);
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(from.getPadding());
        options.setStrideW(1);
        options.setStrideH(1);
        options.setDilationWFactor(1);
        options.setDilationHFactor(1);
        return operator(like, BuiltinOptions.Conv2DOptions, options, inputs, result);
    }

    private static OperatorT join(OperatorT like, int[] inputs, int result) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(CHANNELS);
        return operator(like, BuiltinOptions.ConcatenationOptions, options, inputs, result);
    }

    private static OperatorT operator(
            OperatorT like, byte type, Object options, int[] inputs, int result) {
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(type);
        union.setValue(options);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(like.getOpcodeIndex());
        operator.setBuiltinOptions(union);
        operator.setInputs(inputs);
        operator.setOutputs(new int[] {result});
        return operator;
    }

    private static int slice(Graph graph, int weights, int start, int length) {
        return part(graph, weights, "/image", new int[] {start, length});
    }

    private static int without(Graph graph, int weights, int start, int length) {
        int end = start + length;
        int all = graph.shape(weights)[CHANNELS];
        return part(graph, weights, "/places", new int[] {0, start, end, all - end});
    }

    /** Weights {@code [O, 1, 1, I]} of some ranges of the channels, each its start and length. */
    private static int part(Graph graph, int weights, String suffix, int[] ranges) {
        int[] shape = graph.shape(weights);
        FloatBuffer values = graph.constant(weights).orElseThrow();
        int length = 0;
        for (int range = 1; range < ranges.length; range += 2) {
            length += ranges[range];
        }
        float[] kept = new float[shape[0] * length];
        int to = 0;
        for (int output = 0; output < shape[0]; output++) {
            for (int range = 0; range < ranges.length; range += 2) {
                int from = output * shape[CHANNELS] + ranges[range];
                values.get(from, kept, to, ranges[range + 1]);
                to += ranges[range + 1];
            }
        }
        return graph.addConstant(
                graph.tensor(weights).getName() + suffix, kept, shape[0], 1, 1, length);
    }
}
