// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SVDFOptionsT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Builds models with signatures, and one with a variable. */
public final class SignatureModel {

    private final List<BufferT> buffers = new ArrayList<>(List.of(new BufferT()));
    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<SubGraphT> graphs = new ArrayList<>();
    private final List<SignatureDefT> signatures = new ArrayList<>();

    private SignatureModel() {}

    /**
     * Two signatures on vectors of any length, each of its own subgraph: {@code negate} makes
     * {@code result = -value}, {@code larger} makes {@code most = max(left, right)}.
     */
    public static ByteBuffer negateAndLarger(int length) {
        SignatureModel model = new SignatureModel();
        model.graph(
                BuiltinOperator.NEG,
                new TensorT[] {vector("x", length), vector("y", length)},
                new int[] {0},
                new int[] {1});
        model.graph(
                BuiltinOperator.MAXIMUM,
                new TensorT[] {vector("a", length), vector("b", length), vector("c", length)},
                new int[] {0, 1},
                new int[] {2});
        model.signature("negate", 0, List.of("value"), List.of("result"));
        model.signature("larger", 1, List.of("left", "right"), List.of("most"));
        return model.pack();
    }

    /** One signature, {@code serve}: {@code result = -value}. */
    public static ByteBuffer negate(int length) {
        SignatureModel model = new SignatureModel();
        model.graph(
                BuiltinOperator.NEG,
                new TensorT[] {vector("x", length), vector("y", length)},
                new int[] {0},
                new int[] {1});
        model.signature("serve", 0, List.of("value"), List.of("result"));
        return model.pack();
    }

    /** {@code y = x + the x of the run before}, which a variable keeps; no signature. */
    public static ByteBuffer sumOfTwoRuns() {
        SignatureModel model = new SignatureModel();
        TensorT state = matrix("state", 1, 2);
        state.setIsVariable(true);
        SubGraphT graph =
                model.graph(
                        BuiltinOperator.SVDF,
                        new TensorT[] {
                            matrix("x", 1, 1),
                            model.constant("feature", new float[] {1}),
                            model.constant("time", new float[] {1, 1}),
                            state,
                            matrix("y", 1, 1)
                        },
                        new int[] {0},
                        new int[] {4});
        SVDFOptionsT options = new SVDFOptionsT();
        options.setRank(1);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.SVDFOptions);
        union.setValue(options);
        graph.getOperators()[0].setBuiltinOptions(union);
        int noBias = -1;
        graph.getOperators()[0].setInputs(new int[] {0, 1, 2, noBias, 3});
        return model.pack();
    }

    private SubGraphT graph(int operator, TensorT[] tensors, int[] inputs, int[] outputs) {
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(operator);
        code.setDeprecatedBuiltinCode((byte) operator);
        code.setVersion(1);
        codes.add(code);
        OperatorT node = new OperatorT();
        node.setOpcodeIndex(codes.size() - 1);
        node.setInputs(inputs);
        node.setOutputs(outputs);
        SubGraphT graph = new SubGraphT();
        graph.setTensors(tensors);
        graph.setInputs(inputs);
        graph.setOutputs(outputs);
        graph.setOperators(new OperatorT[] {node});
        graphs.add(graph);
        return graph;
    }

    private void signature(String key, int graph, List<String> inputs, List<String> outputs) {
        SignatureDefT signature = new SignatureDefT();
        signature.setSignatureKey(key);
        signature.setSubgraphIndex(graph);
        signature.setInputs(names(inputs, graphs.get(graph).getInputs()));
        signature.setOutputs(names(outputs, graphs.get(graph).getOutputs()));
        signatures.add(signature);
    }

    private static TensorMapT[] names(List<String> names, int[] tensors) {
        TensorMapT[] maps = new TensorMapT[tensors.length];
        Arrays.setAll(
                maps,
                i -> {
                    TensorMapT map = new TensorMapT();
                    map.setName(names.get(i));
                    map.setTensorIndex(tensors[i]);
                    return map;
                });
        return maps;
    }

    private static TensorT vector(String name, int length) {
        return tensor(name, length);
    }

    private static TensorT matrix(String name, int rows, int columns) {
        return tensor(name, rows, columns);
    }

    private TensorT constant(String name, float[] row) {
        ByteBuffer data =
                ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(row);
        BufferT buffer = new BufferT();
        int[] bytes = new int[data.capacity()];
        Arrays.setAll(bytes, i -> Byte.toUnsignedInt(data.get(i)));
        buffer.setData(bytes);
        buffers.add(buffer);
        TensorT tensor = matrix(name, 1, row.length);
        tensor.setBuffer(buffers.size() - 1L);
        return tensor;
    }

    private static TensorT tensor(String name, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(TensorType.FLOAT32);
        tensor.setShape(shape);
        return tensor;
    }

    private ByteBuffer pack() {
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(codes.toArray(OperatorCodeT[]::new));
        model.setSubgraphs(graphs.toArray(SubGraphT[]::new));
        buffers.getFirst().setData(null);
        model.setBuffers(buffers.toArray(BufferT[]::new));
        model.setSignatureDefs(signatures.toArray(SignatureDefT[]::new));
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        byte[] bytes = builder.sizedByteArray();
        return ByteBuffer.allocateDirect(bytes.length)
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }
}
