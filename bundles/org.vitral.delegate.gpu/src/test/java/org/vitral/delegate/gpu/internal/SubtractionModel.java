// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** {@code y = -a + b}: a negation, which the recording delegate takes, and an addition. */
public final class SubtractionModel {

    private static final int A = 0;
    private static final int B = 1;
    private static final int NEGATED = 2;
    private static final int Y = 3;

    private SubtractionModel() {}

    /** For vectors of this length. */
    public static ByteBuffer ofLength(int length) {
        BuiltinOptionsUnion add = new BuiltinOptionsUnion();
        add.setType(BuiltinOptions.AddOptions);
        add.setValue(new AddOptionsT());
        OperatorT addition = operator(1, new int[] {NEGATED, B}, Y);
        addition.setBuiltinOptions(add);

        SubGraphT graph = new SubGraphT();
        graph.setName("main");
        graph.setTensors(
                new TensorT[] {
                    tensor("a", length),
                    tensor("b", length),
                    tensor("negated", length),
                    tensor("y", length)
                });
        graph.setInputs(new int[] {A, B});
        graph.setOutputs(new int[] {Y});
        graph.setOperators(new OperatorT[] {operator(0, new int[] {A}, NEGATED), addition});

        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(
                new OperatorCodeT[] {code(BuiltinOperator.NEG), code(BuiltinOperator.ADD)});
        model.setSubgraphs(new SubGraphT[] {graph});
        BufferT empty = new BufferT();
        empty.setData(null);
        model.setBuffers(new BufferT[] {empty});

        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        byte[] bytes = builder.sizedByteArray();
        return ByteBuffer.allocateDirect(bytes.length)
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }

    private static OperatorCodeT code(int builtin) {
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(builtin);
        code.setDeprecatedBuiltinCode((byte) builtin);
        code.setVersion(1);
        return code;
    }

    private static OperatorT operator(int code, int[] inputs, int output) {
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(code);
        operator.setInputs(inputs);
        operator.setOutputs(new int[] {output});
        return operator;
    }

    private static TensorT tensor(String name, int length) {
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(TensorType.FLOAT32);
        tensor.setShape(new int[] {length});
        return tensor;
    }
}
