// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.TensorT;

/**
 * How large a graph is.
 *
 * @param nodes its operators
 * @param multiplications those of one run: convolutions, matrix products, resizes, element by
 *     element products
 * @param bytes those of its tensors, weights included
 */
public record GraphSize(int nodes, long multiplications, long bytes) {

    /** A bilinear interpolation is three blends of two numbers. */
    private static final int BILINEAR = 3;

    static GraphSize of(Graph graph) {
        long multiplications = 0;
        for (OperatorT operator : graph.operators()) {
            multiplications += multiplications(graph, operator);
        }
        long bytes =
                IntStream.concat(
                                graph.operators().stream()
                                        .flatMapToInt(
                                                operator ->
                                                        IntStream.concat(
                                                                Arrays.stream(operator.getInputs()),
                                                                Arrays.stream(
                                                                        operator.getOutputs()))),
                                graph.inputs())
                        .filter(tensor -> tensor >= 0)
                        .distinct()
                        .mapToLong(tensor -> bytes(graph.tensor(tensor)))
                        .sum();
        return new GraphSize(graph.operators().size(), multiplications, bytes);
    }

    GraphSize minus(GraphSize other) {
        return new GraphSize(
                nodes - other.nodes, multiplications - other.multiplications, bytes - other.bytes);
    }

    private static long multiplications(Graph graph, OperatorT operator) {
        long results = elements(graph.tensor(operator.getOutputs()[0]).getShape());
        return switch (graph.builtin(operator)) {
            // Each result is a sum over all but the first axis of the weights.
            case BuiltinOperator.CONV_2D, BuiltinOperator.FULLY_CONNECTED -> {
                int[] weights = graph.tensor(operator.getInputs()[1]).getShape();
                yield results * elements(weights) / Math.max(1, weights[0]);
            }
            case BuiltinOperator.DEPTHWISE_CONV_2D -> {
                int[] weights = graph.tensor(operator.getInputs()[1]).getShape();
                yield results * weights[1] * weights[2];
            }
            case BuiltinOperator.TRANSPOSE_CONV -> {
                int[] weights = graph.tensor(operator.getInputs()[1]).getShape();
                long from = elements(graph.tensor(operator.getInputs()[2]).getShape());
                yield from * elements(weights) / Math.max(1, weights[3]);
            }
            case BuiltinOperator.RESIZE_BILINEAR -> results * BILINEAR;
            case BuiltinOperator.MUL -> results;
            default -> 0;
        };
    }

    private static long bytes(TensorT tensor) {
        return elements(tensor.getShape()) * Graph.bytesPerElement(tensor.getType());
    }

    private static long elements(int[] shape) {
        long product = 1;
        for (int length : shape == null ? new int[0] : shape) {
            product *= length;
        }
        return product;
    }
}
