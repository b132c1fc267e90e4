// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.segmentation.GraphTensor;

/** What a model takes and gives, as its file has it. */
public record GraphTensors(List<GraphTensor> inputs, List<GraphTensor> outputs) {

    private static final GraphTensors NONE = new GraphTensors(List.of(), List.of());

    public GraphTensors {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Reads a file; there is nothing in what cannot be read. */
    public static GraphTensors of(ByteBuffer file) {
        try {
            Model model = Model.getRootAsModel(file.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            SubGraph graph = model.subgraphs(0);
            List<GraphTensor> inputs = new ArrayList<>();
            for (int i = 0; i < graph.inputsLength(); i++) {
                inputs.add(tensor(graph.tensors(graph.inputs(i))));
            }
            List<GraphTensor> outputs = new ArrayList<>();
            for (int i = 0; i < graph.outputsLength(); i++) {
                outputs.add(tensor(graph.tensors(graph.outputs(i))));
            }
            return new GraphTensors(inputs, outputs);
        } catch (RuntimeException unreadable) {
            return NONE;
        }
    }

    private static GraphTensor tensor(Tensor tensor) {
        QuantizationParameters quantization = tensor.quantization();
        boolean quantized = quantization != null && quantization.scaleLength() == 1;
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < tensor.shapeLength(); i++) {
            boolean open = i < tensor.shapeSignatureLength() && tensor.shapeSignature(i) < 0;
            shape.add(open ? -1 : tensor.shape(i));
        }
        return new GraphTensor(
                tensor.name() == null ? "" : tensor.name(),
                typeName(tensor.type()),
                shape,
                quantized ? quantization.scale(0) : 0,
                quantized && quantization.zeroPointLength() == 1 ? quantization.zeroPoint(0) : 0);
    }

    /** The name of a type in lower case, also of one that is newer than the schema. */
    static String typeName(byte type) {
        return type >= 0 && type < TensorType.names.length
                ? TensorType.name(type).toLowerCase(Locale.ROOT)
                : "type " + type;
    }
}
