// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.ModelException;

/**
 * Reads a TensorFlow Lite file and checks its structure: there is no verifier of FlatBuffers for
 * Java, so all tables that lead to tensors, operators and buffers are walked, and what points
 * outside of the file is a damaged file.
 */
final class TfLiteFileReader {
    private static final String IDENTIFIER = "TFL3";
    private static final int IDENTIFIER_AT = 4;
    private static final int LEAST_BYTES = 8;
    private static final int MOST_DIMENSIONS = 8;

    private final String name;
    private final ByteBuffer bytes;

    private TfLiteFileReader(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * Reads a file.
     *
     * @param name what messages call it
     * @throws ModelException if it is no TensorFlow Lite model, is damaged, or does not take one
     *     image
     */
    static TfLiteFile read(String name, ByteBuffer bytes) throws ModelException {
        return new TfLiteFileReader(name, bytes).file();
    }

    private TfLiteFile file() throws ModelException {
        checkIdentifier();
        Model model;
        SubGraph graph;
        List<TensorFacts> inputs = new ArrayList<>();
        List<TensorFacts> outputs = new ArrayList<>();
        try {
            model = Model.getRootAsModel(bytes.slice().order(bytes.order()));
            if (model.subgraphsLength() < 1) {
                throw new ModelException(name + " is a TensorFlow Lite model without a graph");
            }
            for (int i = 0; i < model.subgraphsLength(); i++) {
                walk(model, model.subgraphs(i));
            }
            walkBuffers(model);
            graph = model.subgraphs(0);
            for (int i = 0; i < graph.inputsLength(); i++) {
                inputs.add(facts(model, graph, graph.inputs(i)));
            }
            for (int i = 0; i < graph.outputsLength(); i++) {
                outputs.add(facts(model, graph, graph.outputs(i)));
            }
        } catch (RuntimeException e) {
            throw new ModelException(
                    "%s is truncated or damaged: a part of it points outside of its %,d bytes"
                            .formatted(name, bytes.limit()),
                    e);
        }
        TensorFacts input = image(inputs);
        return new TfLiteFile(
                name, input, List.copyOf(outputs), TfLiteMetadataReader.read(name, bytes));
    }

    private void checkIdentifier() throws ModelException {
        if (bytes.limit() < LEAST_BYTES) {
            throw new ModelException(
                    "%s is not a TensorFlow Lite model: it has only %d bytes"
                            .formatted(name, bytes.limit()));
        }
        byte[] found = new byte[IDENTIFIER.length()];
        bytes.get(IDENTIFIER_AT, found);
        if (!IDENTIFIER.equals(new String(found, StandardCharsets.ISO_8859_1))) {
            throw new ModelException(
                    "%s is not a TensorFlow Lite model: its bytes 4 to 7 should be \"%s\" but are %s"
                            .formatted(
                                    name, IDENTIFIER, HexFormat.ofDelimiter(" ").formatHex(found)));
        }
    }

    private static void walk(Model model, SubGraph graph) {
        for (int i = 0; i < graph.tensorsLength(); i++) {
            Tensor tensor = graph.tensors(i);
            inside(tensor.buffer(), model.buffersLength());
            shape(tensor, true);
        }
        for (int i = 0; i < graph.operatorsLength(); i++) {
            Operator operator = graph.operators(i);
            inside(operator.opcodeIndex(), model.operatorCodesLength());
            for (int j = 0; j < operator.inputsLength(); j++) {
                // -1 stands for an optional input that is not given.
                inside(operator.inputs(j) + 1L, graph.tensorsLength() + 1);
            }
            for (int j = 0; j < operator.outputsLength(); j++) {
                inside(operator.outputs(j), graph.tensorsLength());
            }
        }
    }

    private static void walkBuffers(Model model) {
        for (int i = 0; i < model.buffersLength(); i++) {
            // The view is made only if all the bytes are there.
            model.buffers(i).dataAsByteBuffer();
        }
    }

    private static TensorFacts facts(Model model, SubGraph graph, int index) {
        Tensor tensor = graph.tensors(inside(index, graph.tensorsLength()));
        QuantizationParameters quantization = tensor.quantization();
        boolean quantized =
                quantization != null
                        && quantization.scaleLength() == 1
                        && quantization.scale(0) > 0
                        && Float.isFinite(quantization.scale(0))
                        && Float.isFinite(1 / quantization.scale(0));
        return new TensorFacts(
                tensor.name() == null ? "" : tensor.name(),
                shape(tensor, true),
                shape(tensor, false),
                tensor.type(),
                quantized ? quantization.scale(0) : 0,
                quantized && quantization.zeroPointLength() == 1 ? quantization.zeroPoint(0) : 0,
                producer(model, graph, index));
    }

    /** The sizes of a tensor; -1, if that is asked for, where one but the batch is left open. */
    private static List<Integer> shape(Tensor tensor, boolean marked) {
        inside(tensor.shapeLength(), MOST_DIMENSIONS + 1);
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < tensor.shapeLength(); i++) {
            boolean open =
                    marked
                            && i > 0
                            && i < tensor.shapeSignatureLength()
                            && tensor.shapeSignature(i) < 0;
            shape.add(open ? -1 : tensor.shape(i));
        }
        return List.copyOf(shape);
    }

    /** The operator whose result a tensor is, behind those that only pass values on. */
    private static int producer(Model model, SubGraph graph, int tensor) {
        int wanted = tensor;
        for (int i = graph.operatorsLength() - 1; i >= 0; i--) {
            Operator operator = graph.operators(i);
            for (int j = 0; j < operator.outputsLength(); j++) {
                if (operator.outputs(j) == wanted) {
                    OperatorCode code = model.operatorCodes((int) operator.opcodeIndex());
                    // Files from before schema 3a have the operator in the deprecated field only.
                    int builtin = Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
                    if (!passesOn(builtin) || operator.inputsLength() == 0) {
                        return builtin;
                    }
                    wanted = operator.inputs(0);
                    break;
                }
            }
        }
        return -1;
    }

    /** Whether an operator leaves values what they are, but for their type, shape or number. */
    private static boolean passesOn(int builtin) {
        return switch (builtin) {
            case BuiltinOperator.CAST,
                    BuiltinOperator.QUANTIZE,
                    BuiltinOperator.DEQUANTIZE,
                    BuiltinOperator.RESHAPE,
                    BuiltinOperator.SQUEEZE,
                    BuiltinOperator.EXPAND_DIMS,
                    BuiltinOperator.RESIZE_BILINEAR,
                    BuiltinOperator.RESIZE_NEAREST_NEIGHBOR ->
                    true;
            default -> false;
        };
    }

    private static int inside(long index, int length) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("%d of %d".formatted(index, length));
        }
        return (int) index;
    }

    private TensorFacts image(List<TensorFacts> inputs) throws ModelException {
        if (inputs.size() != 1) {
            throw new ModelException(
                    "%s takes %d inputs, but a segmentation model takes one image"
                            .formatted(name, inputs.size()));
        }
        TensorFacts input = inputs.getFirst();
        if (input.isChannelsFirst()) {
            throw new ModelException(
                    "%s takes an input of shape %s, channels first (NCHW), but only models with channels last, [1, H, W, 3], are supported: convert it for TensorFlow Lite in its own layout"
                            .formatted(name, input.shape()));
        }
        if (!input.isImage()) {
            throw new ModelException(
                    "%s takes an input of shape %s, but an image is [1, H, W, 3], or [1, H, W, 1] in grey"
                            .formatted(name, input));
        }
        if (!input.isFloat() && !input.isQuantized()) {
            throw new ModelException(
                    "%s takes %s numbers, but float32, float16, uint8, int8 and int16 are supported"
                            .formatted(name, input.typeName()));
        }
        if (input.type() == TensorType.INT16 && input.scale() == 0) {
            throw new ModelException(
                    "%s takes int16 numbers and does not say by a scale what they stand for"
                            .formatted(name));
        }
        return input;
    }
}
