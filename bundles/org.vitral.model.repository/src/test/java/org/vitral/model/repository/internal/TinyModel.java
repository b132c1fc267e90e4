// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.CustomMetadataT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/** Makes small TensorFlow Lite files: inputs, outputs, one operator, TFLite Metadata. */
final class TinyModel {
    private static final String LABELS = "labels.txt";

    private final List<TensorT> inputs = new ArrayList<>();
    private final List<TensorT> outputs = new ArrayList<>();
    private int operator = -1;
    private float[] mean;
    private float[] std;
    private List<String> labels;
    private final Map<String, List<String>> translations = new TreeMap<>();
    private boolean zipped = true;
    private byte[] segmenterMetadata;
    private String version;
    private int ballast;

    /** A usable model: an 8 x 6 image in, scores of three classes out. */
    static TinyModel scores() {
        return new TinyModel()
                .input(TensorType.FLOAT32, 1, 6, 8, 3)
                .output(TensorType.FLOAT32, 1, 6, 8, 3);
    }

    TinyModel input(byte type, int... shape) {
        inputs.add(tensor(type, shape));
        return this;
    }

    TinyModel output(byte type, int... shape) {
        outputs.add(tensor(type, shape));
        return this;
    }

    private static TensorT tensor(byte type, int... shape) {
        TensorT tensor = new TensorT();
        tensor.setType(type);
        tensor.setShape(shape);
        tensor.setName("tensor");
        return tensor;
    }

    /** Leaves sizes of the input open, as -1 in its signature does. */
    TinyModel inputSignature(int... signature) {
        inputs.getFirst().setShapeSignature(signature);
        return this;
    }

    TinyModel inputType(byte type) {
        inputs.getFirst().setType(type);
        return this;
    }

    TinyModel inputQuantization(float scale, long zeroPoint) {
        QuantizationParametersT quantization = new QuantizationParametersT();
        quantization.setScale(new float[] {scale});
        quantization.setZeroPoint(new long[] {zeroPoint});
        inputs.getFirst().setQuantization(quantization);
        return this;
    }

    /** The operator that makes all outputs from all inputs. */
    TinyModel operator(int builtin) {
        this.operator = builtin;
        return this;
    }

    TinyModel normalization(float[] means, float[] stds) {
        this.mean = means;
        this.std = stds;
        return this;
    }

    TinyModel labels(String... names) {
        this.labels = List.of(names);
        return this;
    }

    /** One more label map, in a language. */
    TinyModel labels(String locale, List<String> names) {
        translations.put(locale, names);
        return this;
    }

    /** Names the label map in the metadata, but leaves it out of the file. */
    TinyModel withoutZip() {
        this.zipped = false;
        return this;
    }

    /** MediaPipe's custom metadata: a table with one field, a byte. */
    TinyModel activation(int value) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        builder.startTable(1);
        builder.addByte(0, (byte) value, 0);
        builder.finish(builder.endTable(), "V001");
        this.segmenterMetadata = builder.sizedByteArray();
        return this;
    }

    TinyModel version(String text) {
        this.version = text;
        return this;
    }

    /** Bytes of weights, by which two models of the same size differ. */
    TinyModel ballast(int seed) {
        this.ballast = seed;
        return this;
    }

    Path write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, bytes());
    }

    byte[] bytes() throws IOException {
        List<BufferT> buffers = new ArrayList<>();
        buffers.add(buffer(null));
        buffers.add(buffer(("weights " + ballast).repeat(16).getBytes(StandardCharsets.US_ASCII)));
        ModelT model = new ModelT();
        model.setVersion(3);
        if (hasMetadata()) {
            MetadataT metadata = new MetadataT();
            metadata.setName("TFLITE_METADATA");
            metadata.setBuffer(buffers.size());
            model.setMetadata(new MetadataT[] {metadata});
            buffers.add(buffer(metadata()));
        }
        model.setBuffers(buffers.toArray(BufferT[]::new));
        OperatorCodeT code = new OperatorCodeT();
        code.setBuiltinCode(Math.max(operator, 0));
        model.setOperatorCodes(new OperatorCodeT[] {code});
        model.setSubgraphs(new SubGraphT[] {graph()});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return labels != null && zipped ? zip(builder.sizedByteArray()) : builder.sizedByteArray();
    }

    private SubGraphT graph() {
        SubGraphT graph = new SubGraphT();
        List<TensorT> tensors = new ArrayList<>(inputs);
        tensors.addAll(outputs);
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setInputs(IntStream.range(0, inputs.size()).toArray());
        graph.setOutputs(IntStream.range(inputs.size(), tensors.size()).toArray());
        if (operator >= 0) {
            OperatorT only = new OperatorT();
            only.setInputs(graph.getInputs());
            only.setOutputs(graph.getOutputs());
            graph.setOperators(new OperatorT[] {only});
        }
        return graph;
    }

    private static BufferT buffer(byte[] bytes) {
        BufferT buffer = new BufferT();
        if (bytes != null) {
            int[] data = new int[bytes.length];
            for (int i = 0; i < data.length; i++) {
                data[i] = bytes[i] & 0xff;
            }
            buffer.setData(data);
        }
        return buffer;
    }

    private boolean hasMetadata() {
        return mean != null || labels != null || segmenterMetadata != null || version != null;
    }

    private byte[] metadata() {
        TensorMetadataT input = new TensorMetadataT();
        if (mean != null) {
            NormalizationOptionsT options = new NormalizationOptionsT();
            options.setMean(mean);
            options.setStd(std);
            ProcessUnitOptionsUnion union = new ProcessUnitOptionsUnion();
            union.setType(ProcessUnitOptions.NormalizationOptions);
            union.setValue(options);
            ProcessUnitT unit = new ProcessUnitT();
            unit.setOptions(union);
            input.setProcessUnits(new ProcessUnitT[] {unit});
        }
        TensorMetadataT output = new TensorMetadataT();
        if (labels != null) {
            List<AssociatedFileT> files = new ArrayList<>();
            // Those with a language first: the one without is the label map all the same.
            translations.keySet().forEach(locale -> files.add(labelFile(locale + LABELS, locale)));
            files.add(labelFile(LABELS, null));
            output.setAssociatedFiles(files.toArray(AssociatedFileT[]::new));
        }
        SubGraphMetadataT graph = new SubGraphMetadataT();
        graph.setInputTensorMetadata(new TensorMetadataT[] {input});
        graph.setOutputTensorMetadata(new TensorMetadataT[] {output});
        if (segmenterMetadata != null) {
            CustomMetadataT custom = new CustomMetadataT();
            custom.setName("SEGMENTER_METADATA");
            custom.setData(buffer(segmenterMetadata).getData());
            graph.setCustomMetadata(new CustomMetadataT[] {custom});
        }
        ModelMetadataT model = new ModelMetadataT();
        model.setName("Tiny");
        model.setVersion(version);
        model.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        ModelMetadata.finishModelMetadataBuffer(builder, ModelMetadata.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static AssociatedFileT labelFile(String name, String locale) {
        AssociatedFileT file = new AssociatedFileT();
        file.setName(name);
        file.setLocale(locale);
        file.setType(AssociatedFileType.TENSOR_AXIS_LABELS);
        return file;
    }

    private byte[] zip(byte[] model) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.writePreamble(model);
            add(zip, LABELS, labels);
            for (Map.Entry<String, List<String>> translation : translations.entrySet()) {
                add(zip, translation.getKey() + LABELS, translation.getValue());
            }
        }
        byte[] bytes = new byte[(int) channel.size()];
        System.arraycopy(channel.array(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    private static void add(ZipArchiveOutputStream zip, String name, List<String> lines)
            throws IOException {
        byte[] text = (String.join("\r\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(ZipArchiveEntry.STORED);
        entry.setSize(text.length);
        zip.putArchiveEntry(entry);
        zip.write(text);
        zip.closeArchiveEntry();
    }

    static ByteBuffer buffer(byte[] bytes, int length) {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
