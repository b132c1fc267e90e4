// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Builds small models, tensor by tensor and operator by operator. */
final class ModelBuilder {

    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<BufferT> buffers = new ArrayList<>();
    private final List<SubGraphT> graphs = new ArrayList<>();
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<OperatorT> operators = new ArrayList<>();
    private SignatureDefT signature;

    ModelBuilder() {
        buffers.add(buffer(null));
    }

    /** A tensor that an operator writes, or an input. Each of these gives the tensor's index. */
    int tensor(byte type, int... shape) {
        return add(type, shape, 0);
    }

    int floats(int... shape) {
        return tensor(TensorType.FLOAT32, shape);
    }

    /** Floats that count up from zero. */
    int constantFloats(int... shape) {
        int elements = (int) Shapes.elements(shape);
        ByteBuffer data = bytes(elements * Float.BYTES);
        for (int i = 0; i < elements; i++) {
            data.putFloat(i * 0.125f);
        }
        return constant(TensorType.FLOAT32, data.array(), shape);
    }

    /** Bytes that count up from zero: enough for a tensor of this type and shape. */
    int constantBytes(byte type, int elementSize, int... shape) {
        byte[] data = new byte[(int) Shapes.elements(shape) * elementSize];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i % 16);
        }
        return constant(type, data, shape);
    }

    /** A vector of whole numbers. */
    int constantInts(int... values) {
        return constant(TensorType.INT32, intBytes(values), values.length);
    }

    /** A scalar. */
    int constantInt(int value) {
        return constant(TensorType.INT32, intBytes(value));
    }

    /** A vector of texts. */
    int constantTexts(String... texts) {
        int header = (texts.length + 2) * Integer.BYTES;
        byte[] characters = String.join("", texts).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer data = bytes(header + characters.length).putInt(texts.length);
        int offset = header;
        for (String text : texts) {
            data.putInt(offset);
            offset += text.length();
        }
        return constant(
                TensorType.STRING, data.putInt(offset).put(characters).array(), texts.length);
    }

    int constant(byte type, byte[] data, int... shape) {
        buffers.add(buffer(data));
        return add(type, shape, buffers.size() - 1);
    }

    private int add(byte type, int[] shape, int buffer) {
        TensorT tensor = new TensorT();
        tensor.setName("t" + tensors.size());
        tensor.setType(type);
        tensor.setShape(shape);
        tensor.setBuffer(buffer);
        tensor.setHasRank(true);
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Quantised as a whole. */
    int quantized(int tensor, float scale, long zeroPoint) {
        return quantized(tensor, 0, new float[] {scale}, new long[] {zeroPoint});
    }

    /** Quantised channel by channel, with zero points of 0. */
    int perChannel(int tensor, int dimension) {
        float[] scales = new float[tensors.get(tensor).getShape()[dimension]];
        Arrays.fill(scales, 0.5f);
        return quantized(tensor, dimension, scales, new long[scales.length]);
    }

    private int quantized(int tensor, int dimension, float[] scales, long[] zeroPoints) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(scales);
        quantization.setZeroPoint(zeroPoints);
        quantization.setQuantizedDimension(dimension);
        tensors.get(tensor).setQuantization(quantization);
        return tensor;
    }

    /** A variable: it keeps its value from run to run. */
    int variable(int tensor) {
        tensors.get(tensor).setIsVariable(true);
        return tensor;
    }

    /** Leaves a dimension open. */
    int open(int tensor, int... signature) {
        tensors.get(tensor).setShapeSignature(signature);
        return tensor;
    }

    ModelBuilder operator(
            int code, int version, BuiltinOptionsUnion options, int[] inputs, int... outputs) {
        OperatorCodeT used = new OperatorCodeT();
        used.setBuiltinCode(code);
        used.setDeprecatedBuiltinCode((byte) Math.min(code, 127));
        used.setVersion(version);
        return operator(used, options, inputs, outputs);
    }

    /** An operator of somebody else, with options of its own. */
    ModelBuilder custom(String name, byte[] options, int[] inputs, int... outputs) {
        OperatorCodeT used = new OperatorCodeT();
        used.setBuiltinCode(BuiltinOperator.CUSTOM);
        used.setDeprecatedBuiltinCode((byte) used.getBuiltinCode());
        used.setCustomCode(name);
        used.setVersion(1);
        operator(used, null, inputs, outputs);
        if (options.length > 0) {
            int[] unsigned = new int[options.length];
            Arrays.setAll(unsigned, i -> Byte.toUnsignedInt(options[i]));
            operators.getLast().setCustomOptions(unsigned);
        }
        return this;
    }

    private ModelBuilder operator(
            OperatorCodeT code, BuiltinOptionsUnion options, int[] inputs, int[] outputs) {
        codes.add(code);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(codes.size() - 1);
        operator.setInputs(inputs);
        operator.setOutputs(outputs);
        operator.setBuiltinOptions(options);
        operator.setCustomOptions(null);
        operator.setMutatingVariableInputs(null);
        operator.setIntermediates(null);
        operators.add(operator);
        return this;
    }

    /** Ends a graph: what comes next is in another one. The first is the model's main one. */
    ModelBuilder graph(int[] inputs, int... outputs) {
        SubGraphT graph = new SubGraphT();
        graph.setName("graph" + graphs.size());
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setOperators(operators.toArray(OperatorT[]::new));
        graph.setInputs(inputs);
        graph.setOutputs(outputs);
        graphs.add(graph);
        tensors.clear();
        operators.clear();
        return this;
    }

    /** A signature of the main graph, with one input and one output. */
    ModelBuilder signature(int input, int output) {
        signature = new SignatureDefT();
        signature.setSignatureKey("serving_default");
        signature.setInputs(new TensorMapT[] {named("x", input)});
        signature.setOutputs(new TensorMapT[] {named("y", output)});
        return this;
    }

    private static TensorMapT named(String name, int tensor) {
        TensorMapT map = new TensorMapT();
        map.setName(name);
        map.setTensorIndex(tensor);
        return map;
    }

    /** The model's file. Fields with their default values are in it too. */
    byte[] build() {
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setOperatorCodes(codes.toArray(OperatorCodeT[]::new));
        model.setSubgraphs(graphs.toArray(SubGraphT[]::new));
        model.setBuffers(buffers.toArray(BufferT[]::new));
        model.setMetadataBuffer(null);
        if (signature != null) {
            model.setSignatureDefs(new SignatureDefT[] {signature});
        }
        FlatBufferBuilder builder = new AllFields();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }

    /** Options of an operator, by their number in the schema. */
    static BuiltinOptionsUnion options(byte type, Object value) {
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(type);
        union.setValue(value);
        return union;
    }

    private static BufferT buffer(byte[] data) {
        BufferT buffer = new BufferT();
        if (data == null) {
            buffer.setData(null);
        } else {
            int[] unsigned = new int[data.length];
            Arrays.setAll(unsigned, i -> Byte.toUnsignedInt(data[i]));
            buffer.setData(unsigned);
        }
        return buffer;
    }

    /** These numbers as they are in a file. */
    static byte[] intBytes(int... values) {
        ByteBuffer data = bytes(values.length * Integer.BYTES);
        for (int value : values) {
            data.putInt(value);
        }
        return data.array();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes numbers that have their default value too, and leaves out only what is not there. */
    private static final class AllFields extends FlatBufferBuilder {
        AllFields() {
            forceDefaults(true);
        }

        @Override
        public void addOffset(int field, int offset, int absent) {
            if (offset != absent) {
                super.addOffset(field, offset, absent);
            }
        }
    }
}
