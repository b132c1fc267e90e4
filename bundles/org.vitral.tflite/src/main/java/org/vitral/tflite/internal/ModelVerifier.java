// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * Looks for what TensorFlow Lite takes for granted in a model. Its own verifier has seen before
 * that the file's offsets and lengths are sound; this one looks at what they mean: indices, shapes,
 * quantisation, and the options of each operator.
 */
final class ModelVerifier {

    // Fields of the tables Model, SubGraph, Operator and OperatorCode.
    private static final int CODES = 1;
    private static final int GRAPHS = 2;
    private static final int BUFFERS = 4;
    private static final int SIGNATURES = 7;
    private static final int TENSORS = 0;
    private static final int INPUTS = 1;
    private static final int OUTPUTS = 2;
    private static final int OPERATORS = 3;
    private static final int CODE_INDEX = 0;
    private static final int INTERMEDIATES = 8;
    private static final int OLD_CODE = 0;
    private static final int CODE = 3;
    private static final int SIGNATURE_GRAPH = 4;
    private static final int MAP_TENSOR = 1;

    private static final int ABSENT = -1;

    private final FlatTable model;
    private final FlatVector codes;
    private final FlatVector graphs;
    private final VariableShapes variables = new VariableShapes();

    private ModelVerifier(MemorySegment file) {
        model = FlatTable.root(file);
        codes = model.vector(CODES);
        graphs = model.vector(GRAPHS);
    }

    /**
     * Makes sure that native code may have this model.
     *
     * @throws IllegalArgumentException if it is damaged: where, and what is there
     */
    static void verify(MemorySegment file) {
        try {
            new ModelVerifier(file).verify();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "The model is damaged: an offset or a length leads out of the file", e);
        }
    }

    /** Whether a model that has been verified has an operator of that code. */
    static boolean has(MemorySegment file, int operator) {
        FlatVector codes = FlatTable.root(file).vector(CODES);
        for (int i = 0; i < codes.size(); i++) {
            if (code(codes.table(i)) == operator) {
                return true;
            }
        }
        return false;
    }

    /** What is thrown when something is wrong. */
    static IllegalArgumentException damaged(String what, Object... values) {
        return new IllegalArgumentException("The model is damaged: " + what.formatted(values));
    }

    private void verify() {
        for (int i = 0; i < codes.size(); i++) {
            int code = code(codes.table(i));
            if (code < 0 || code > OperatorKind.LAST) {
                throw damaged(
                        "it uses the built-in operator %d, which TensorFlow Lite does not have",
                        code);
            }
        }
        if (graphs.size() < 1) {
            throw damaged("it has no graph");
        }
        SubgraphCalls calls = new SubgraphCalls(graphs.size());
        int[] sizes = new int[graphs.size()];
        for (int i = 0; i < graphs.size(); i++) {
            sizes[i] = verifyGraph(i, graphs.table(i), calls);
        }
        calls.requireEnd();
        verifySignatures(sizes);
    }

    /** The number of its tensors. */
    private int verifyGraph(int graphIndex, FlatTable graph, SubgraphCalls calls) {
        FlatVector buffers = model.vector(BUFFERS);
        FlatVector described = graph.vector(TENSORS);
        ModelTensor[] tensors = new ModelTensor[described.size()];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = ModelTensor.read(i, described.table(i), buffers);
            TensorVerifier.verify(tensors[i], tensors.length);
        }
        requireTensors(graph.vector(INPUTS), tensors, "an input");
        requireTensors(graph.vector(OUTPUTS), tensors, "an output");
        requireDistinct(graph.vector(INPUTS), tensors.length);
        BitSet known = new BitSet(tensors.length);
        setAll(known, graph.vector(INPUTS));
        FlatVector operators = graph.vector(OPERATORS);
        for (int i = 0; i < operators.size(); i++) {
            FlatTable operator = operators.table(i);
            verifyIntermediates(i, operator.vector(INTERMEDIATES), tensors.length);
            new OperatorVerifier(i, code(i, operator), operator, tensors)
                    .verify(graphIndex, calls, variables);
            setAll(known, operator.vector(OUTPUTS));
        }
        requireKnown(graph.vector(OUTPUTS), tensors, known);
        return tensors.length;
    }

    private static void requireTensors(FlatVector indices, ModelTensor[] tensors, String what) {
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.int32(i);
            if (index < 0 || index >= tensors.length) {
                throw damaged(
                        "%s is tensor %d, but there are %d tensors", what, index, tensors.length);
            }
        }
    }

    private static void setAll(BitSet known, FlatVector indices) {
        for (int i = 0; i < indices.size(); i++) {
            known.set(indices.int32(i));
        }
    }

    private static void requireKnown(FlatVector indices, ModelTensor[] tensors, BitSet known) {
        for (int i = 0; i < indices.size(); i++) {
            ModelTensor output = tensors[indices.int32(i)];
            if (!known.get(output.index()) && !output.isConstant() && !output.isVariable()) {
                throw damaged("%s is an output that nothing writes", output);
            }
        }
    }

    private static void requireDistinct(FlatVector indices, int tensors) {
        BitSet seen = new BitSet(tensors);
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.int32(i);
            if (seen.get(index)) {
                throw damaged("tensor %d is an input twice", index);
            }
            seen.set(index);
        }
    }

    private static void verifyIntermediates(int operator, FlatVector indices, int tensors) {
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.int32(i);
            if (index < ABSENT || index >= tensors) {
                throw damaged(
                        "operator %d keeps something in tensor %d, but there are %d tensors",
                        operator, index, tensors);
            }
        }
    }

    /** The number of the operator in the schema. */
    private int code(int index, FlatTable operator) {
        int code = operator.int32(CODE_INDEX, 0);
        if (code < 0 || code >= codes.size()) {
            throw damaged(
                    "operator %d is of kind %d, but there are %d kinds", index, code, codes.size());
        }
        return code(codes.table(code));
    }

    /** An old one is in an old field, as a byte. */
    private static int code(FlatTable kind) {
        return Math.max(kind.int8(OLD_CODE, 0), kind.int32(CODE, 0));
    }

    private void verifySignatures(int[] sizes) {
        FlatVector signatures = model.vector(SIGNATURES);
        for (int i = 0; i < signatures.size(); i++) {
            FlatTable signature = signatures.table(i);
            int graph = signature.int32(SIGNATURE_GRAPH, 0);
            if (graph < 0 || graph >= sizes.length) {
                throw damaged(
                        "signature %d is of graph %d, but there are %d graphs",
                        i, graph, sizes.length);
            }
            for (int side = 0; side < 2; side++) {
                verifySignature(i, signature.vector(side), sizes[graph]);
            }
        }
    }

    private static void verifySignature(int signature, FlatVector map, int tensors) {
        for (int i = 0; i < map.size(); i++) {
            int index = map.table(i).int32(MAP_TENSOR, 0);
            if (index < 0 || index >= tensors) {
                throw damaged(
                        "signature %d names tensor %d, but there are %d tensors",
                        signature, index, tensors);
            }
        }
    }
}
