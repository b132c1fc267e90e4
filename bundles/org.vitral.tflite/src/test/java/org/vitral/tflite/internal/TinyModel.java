// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Builds models of one operator. */
final class TinyModel {

    private final List<TensorT> tensors = new ArrayList<>();
    private final OperatorCodeT code = new OperatorCodeT();
    private final OperatorT operator = new OperatorT();
    private int inputs;

    private TinyModel(int builtinCode) {
        code.setBuiltinCode(builtinCode);
        code.setDeprecatedBuiltinCode((byte) builtinCode);
        code.setVersion(1);
        operator.setOpcodeIndex(0);
    }

    /** {@code y = x} in another shape, for any type. */
    static ByteBuffer reshape(byte type, int[] from, int[] to) {
        TinyModel model = new TinyModel(BuiltinOperator.RESHAPE);
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(to);
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(BuiltinOptions.ReshapeOptions);
        union.setValue(options);
        model.operator.setBuiltinOptions(union);
        return model.input("x", type, from).output("y", type, to);
    }

    /** {@code y = x} in the shape that the second input holds, so known only when it has run. */
    static ByteBuffer dynamicReshape(int[] from, int rank) {
        return new TinyModel(BuiltinOperator.RESHAPE)
                .input("x", TensorType.FLOAT32, from)
                .input("shape", TensorType.INT32, rank)
                .output("y", TensorType.FLOAT32, new int[rank]);
    }

    /** {@code y = -x}, whose output has the shape of its input. */
    static ByteBuffer negate(int... shape) {
        return new TinyModel(BuiltinOperator.NEG)
                .input("x", TensorType.FLOAT32, shape)
                .output("y", TensorType.FLOAT32, shape);
    }

    /** {@code y = -x} for any number of rows, of which there is one until somebody resizes. */
    static ByteBuffer negateRows(int columns) {
        TinyModel model =
                new TinyModel(BuiltinOperator.NEG).input("x", TensorType.FLOAT32, 1, columns);
        model.tensors.getFirst().setShapeSignature(new int[] {-1, columns});
        return model.output("y", TensorType.FLOAT32, 1, columns);
    }

    /** An operator that no runtime has. */
    static ByteBuffer custom(String name) {
        TinyModel model = new TinyModel(BuiltinOperator.CUSTOM);
        model.code.setCustomCode(name);
        return model.input("x", TensorType.FLOAT32, 1).output("y", TensorType.FLOAT32, 1);
    }

    private TinyModel input(String name, byte type, int... shape) {
        tensors.add(tensor(name, type, shape));
        inputs++;
        return this;
    }

    private ByteBuffer output(String name, byte type, int... shape) {
        tensors.add(tensor(name, type, shape));
        int[] inputIndices = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            inputIndices[i] = i;
        }
        operator.setInputs(inputIndices);
        operator.setOutputs(new int[] {inputs});

        SubGraphT graph = new SubGraphT();
        graph.setName("main");
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setInputs(inputIndices);
        graph.setOutputs(new int[] {inputs});
        graph.setOperators(new OperatorT[] {operator});

        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(new OperatorCodeT[] {code});
        model.setSubgraphs(new SubGraphT[] {graph});
        BufferT empty = new BufferT();
        empty.setData(null);
        model.setBuffers(new BufferT[] {empty});
        return pack(model);
    }

    private static TensorT tensor(String name, byte type, int[] shape) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(new float[] {0.5f});
        quantization.setZeroPoint(new long[] {3});
        TensorT tensor = new TensorT();
        tensor.setName(name);
        tensor.setType(type);
        tensor.setShape(shape);
        if (type == TensorType.INT8 || type == TensorType.UINT8) {
            tensor.setQuantization(quantization);
        }
        return tensor;
    }

    private static ByteBuffer pack(ModelT model) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        byte[] bytes = builder.sizedByteArray();
        return ByteBuffer.allocateDirect(bytes.length)
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }
}
