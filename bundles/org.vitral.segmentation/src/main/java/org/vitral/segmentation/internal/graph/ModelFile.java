// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;

/**
 * Reads the graph of a TensorFlow Lite file and writes a file of a changed one. Weights are never
 * unpacked: they are most of the file, and pass from buffer to buffer as a whole.
 */
final class ModelFile {

    /** The schema's alignment of weights, which kernels rely on. */
    private static final int ALIGNMENT = 16;

    /** Room for all but the weights; the builder grows where it is too small. */
    private static final int ROOM = 1 << 16;

    private final Model model;
    private final SubGraphT subgraph;

    private ModelFile(Model model, SubGraphT subgraph) {
        this.model = model;
        this.subgraph = subgraph;
    }

    /**
     * Reads a file.
     *
     * @throws UnsupportedOperationException if it cannot be written again without a loss: why
     */
    static ModelFile read(ByteBuffer bytes) {
        Model model = Model.getRootAsModel(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        if (model.subgraphsLength() != 1) {
            throw new UnsupportedOperationException(
                    "The model has %d graphs, not one".formatted(model.subgraphsLength()));
        }
        for (int i = 0; i < model.operatorCodesLength(); i++) {
            int builtin = Graph.builtin(model.operatorCodes(i).unpack());
            if (builtin >= BuiltinOperator.names.length) {
                throw new UnsupportedOperationException(
                        "The model has operators of the kind %d, which is newer than the schema"
                                .formatted(builtin));
            }
        }
        return new ModelFile(model, model.subgraphs(0).unpack());
    }

    /** A graph of its own, each time. */
    Graph graph(int mask) {
        List<OperatorCodeT> codes = new ArrayList<>();
        for (int i = 0; i < model.operatorCodesLength(); i++) {
            codes.add(model.operatorCodes(i).unpack());
        }
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < model.buffersLength(); i++) {
            Buffer buffer = model.buffers(i);
            buffers.add(buffer.dataLength() == 0 ? null : buffer.dataAsByteBuffer());
        }
        return new Graph(
                codes,
                List.of(subgraph.getTensors()),
                List.of(subgraph.getOperators()),
                buffers,
                subgraph.getInputs(),
                subgraph.getOutputs(),
                mask);
    }

    /**
     * A file of a changed graph: without the tensors and weights that nothing uses any more,
     * without signatures, which name tensors, and without what is appended to the file.
     */
    ByteBuffer write(Graph graph) {
        Numbering tensors = new Numbering(graph.tensors().size());
        graph.inputs().forEach(tensors::use);
        graph.outputs().forEach(tensors::use);
        for (OperatorT operator : graph.operators()) {
            usedBy(operator).forEach(tensors::use);
        }
        Numbering buffers = new Numbering(graph.buffers().size());
        // By the schema the first one is empty and stands for none.
        buffers.use(0);
        tensors.used().forEach(tensor -> buffers.use((int) graph.tensor(tensor).getBuffer()));
        for (int i = 0; i < model.metadataLength(); i++) {
            buffers.use((int) model.metadata(i).buffer());
        }
        long bytes =
                buffers.used()
                        .mapToObj(graph.buffers()::get)
                        .mapToLong(buffer -> buffer == null ? 0 : buffer.remaining())
                        .sum();
        FlatBufferBuilder builder = new FlatBufferBuilder(Math.toIntExact(bytes + ROOM));
        int packedBuffers = packBuffers(builder, graph, buffers);
        int packedGraph = packGraph(builder, graph, tensors, buffers);
        int packedCodes =
                Model.createOperatorCodesVector(
                        builder,
                        graph.codes().stream()
                                .mapToInt(code -> OperatorCode.pack(builder, code))
                                .toArray());
        int packedMetadata = packMetadata(builder, buffers);
        Model.startModel(builder);
        Model.addVersion(builder, model.version());
        Model.addOperatorCodes(builder, packedCodes);
        Model.addSubgraphs(builder, packedGraph);
        Model.addBuffers(builder, packedBuffers);
        Model.addMetadata(builder, packedMetadata);
        Model.finishModelBuffer(builder, Model.endModel(builder));
        return builder.dataBuffer();
    }

    private static IntStream usedBy(OperatorT operator) {
        IntStream intermediates =
                operator.getIntermediates() == null
                        ? IntStream.empty()
                        : Arrays.stream(operator.getIntermediates());
        return IntStream.concat(
                        IntStream.concat(
                                Arrays.stream(operator.getInputs()),
                                Arrays.stream(operator.getOutputs())),
                        intermediates)
                .filter(tensor -> tensor >= 0);
    }

    private static int packBuffers(FlatBufferBuilder builder, Graph graph, Numbering buffers) {
        int[] packed =
                buffers.used()
                        .map(
                                index -> {
                                    ByteBuffer data = graph.buffers().get(index);
                                    int vector = data == null ? 0 : copy(builder, data);
                                    Buffer.startBuffer(builder);
                                    if (data != null) {
                                        Buffer.addData(builder, vector);
                                    }
                                    return Buffer.endBuffer(builder);
                                })
                        .toArray();
        return Model.createBuffersVector(builder, packed);
    }

    private static int copy(FlatBufferBuilder builder, ByteBuffer data) {
        builder.createUnintializedVector(1, data.remaining(), ALIGNMENT).put(data.duplicate());
        return builder.endVector();
    }

    private int packGraph(
            FlatBufferBuilder builder, Graph graph, Numbering tensors, Numbering buffers) {
        SubGraphT packed = new SubGraphT();
        packed.setName(subgraph.getName());
        packed.setInputs(graph.inputs().map(tensors::of).toArray());
        packed.setOutputs(graph.outputs().map(tensors::of).toArray());
        packed.setTensors(
                tensors.used()
                        .mapToObj(index -> renumbered(graph.tensor(index), buffers))
                        .toArray(TensorT[]::new));
        packed.setOperators(
                graph.operators().stream()
                        .map(operator -> renumbered(operator, tensors))
                        .toArray(OperatorT[]::new));
        return Model.createSubgraphsVector(builder, new int[] {SubGraph.pack(builder, packed)});
    }

    private int packMetadata(FlatBufferBuilder builder, Numbering buffers) {
        int[] packed = new int[model.metadataLength()];
        for (int i = 0; i < packed.length; i++) {
            MetadataT entry = model.metadata(i).unpack();
            entry.setBuffer(buffers.of((int) entry.getBuffer()));
            packed[i] = Metadata.pack(builder, entry);
        }
        return Model.createMetadataVector(builder, packed);
    }

    /** A copy, since other graphs share the original. */
    private static TensorT renumbered(TensorT tensor, Numbering buffers) {
        TensorT copy = new TensorT();
        copy.setName(tensor.getName());
        copy.setType(tensor.getType());
        copy.setShape(tensor.getShape());
        copy.setShapeSignature(orNull(tensor.getShapeSignature()));
        copy.setBuffer(buffers.of((int) tensor.getBuffer()));
        copy.setQuantization(filled(tensor.getQuantization()));
        copy.setIsVariable(tensor.getIsVariable());
        copy.setSparsity(tensor.getSparsity());
        copy.setHasRank(tensor.getHasRank());
        return copy;
    }

    private static OperatorT renumbered(OperatorT operator, Numbering tensors) {
        OperatorT copy = new OperatorT();
        copy.setOpcodeIndex(operator.getOpcodeIndex());
        copy.setBuiltinOptions(operator.getBuiltinOptions());
        copy.setInputs(Arrays.stream(operator.getInputs()).map(tensors::of).toArray());
        copy.setOutputs(Arrays.stream(operator.getOutputs()).map(tensors::of).toArray());
        copy.setCustomOptions(orNull(operator.getCustomOptions()));
        copy.setCustomOptionsFormat(operator.getCustomOptionsFormat());
        boolean[] variables = operator.getMutatingVariableInputs();
        copy.setMutatingVariableInputs(
                variables == null || variables.length == 0 ? null : variables);
        int[] intermediates = orNull(operator.getIntermediates());
        copy.setIntermediates(
                intermediates == null
                        ? null
                        : Arrays.stream(intermediates).map(tensors::of).toArray());
        return copy;
    }

    /** TensorFlow Lite takes an empty list for one that is there: a signature of no axes. */
    private static int[] orNull(int[] list) {
        return list == null || list.length == 0 ? null : list;
    }

    private static QuantizationParametersT filled(QuantizationParametersT from) {
        if (from == null || from.getScale() == null || from.getScale().length == 0) {
            return null;
        }
        QuantizationParametersT copy = new QuantizationParametersT();
        copy.setScale(from.getScale());
        copy.setZeroPoint(from.getZeroPoint());
        copy.setQuantizedDimension(from.getQuantizedDimension());
        return copy;
    }

    /** New numbers, in the old order, for those that are used. */
    private static final class Numbering {
        private final boolean[] used;
        private int[] numbers;

        Numbering(int count) {
            used = new boolean[count];
        }

        void use(int old) {
            used[old] = true;
        }

        IntStream used() {
            return IntStream.range(0, used.length).filter(old -> used[old]);
        }

        int of(int old) {
            if (old < 0) {
                return old;
            }
            if (numbers == null) {
                numbers = new int[used.length];
                int next = 0;
                for (int i = 0; i < used.length; i++) {
                    numbers[i] = used[i] ? next++ : -1;
                }
            }
            return numbers[old];
        }
    }
}
