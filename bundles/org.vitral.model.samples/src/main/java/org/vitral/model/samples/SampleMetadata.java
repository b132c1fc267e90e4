// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ContentPropertiesUnion;
import org.tensorflow.lite.support.metadata.schema.ContentT;
import org.tensorflow.lite.support.metadata.schema.ImagePropertiesT;
import org.tensorflow.lite.support.metadata.schema.ImageSizeT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/** Puts TFLite Metadata into the file of a graph. */
public final class SampleMetadata {

    private static final String LABELS = "labels.txt";

    private final Map<Integer, String> names = new TreeMap<>();
    private float[] mean;
    private float[] std;
    private int width;
    private int height;
    private int labelled = -1;
    private List<String> labels = List.of();

    public SampleMetadata normalization(float[] means, float[] stds) {
        this.mean = means.clone();
        this.std = stds.clone();
        return this;
    }

    /** The usual size of the image. */
    public SampleMetadata usualSize(int usualWidth, int usualHeight) {
        this.width = usualWidth;
        this.height = usualHeight;
        return this;
    }

    /** What an output is called. */
    public SampleMetadata name(int output, String name) {
        names.put(output, name);
        return this;
    }

    /** The label map of an output. */
    public SampleMetadata labels(int output, String... classes) {
        this.labelled = output;
        this.labels = List.of(classes);
        return this;
    }

    /** The file of a graph with these metadata. */
    public byte[] build(SampleGraph graph, int... outputs) {
        byte[] file = graph.build(metadata(outputs.length), outputs);
        return labelled < 0 ? file : withLabels(file);
    }

    private byte[] metadata(int outputs) {
        SubGraphMetadataT graph = new SubGraphMetadataT();
        graph.setInputTensorMetadata(new TensorMetadataT[] {input()});
        TensorMetadataT[] described = new TensorMetadataT[outputs];
        for (int i = 0; i < outputs; i++) {
            described[i] = new TensorMetadataT();
            described[i].setName(names.get(i));
            if (i == labelled) {
                AssociatedFileT file = new AssociatedFileT();
                file.setName(LABELS);
                file.setType(AssociatedFileType.TENSOR_AXIS_LABELS);
                described[i].setAssociatedFiles(new AssociatedFileT[] {file});
            }
        }
        graph.setOutputTensorMetadata(described);
        ModelMetadataT model = new ModelMetadataT();
        model.setName("A sample");
        model.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        ModelMetadata.finishModelMetadataBuffer(builder, ModelMetadata.pack(builder, model));
        return builder.sizedByteArray();
    }

    private TensorMetadataT input() {
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
        if (width > 0) {
            ImageSizeT size = new ImageSizeT();
            size.setWidth(width);
            size.setHeight(height);
            ImagePropertiesT image = new ImagePropertiesT();
            image.setDefaultSize(size);
            ContentPropertiesUnion union = new ContentPropertiesUnion();
            union.setType(ContentProperties.ImageProperties);
            union.setValue(image);
            ContentT content = new ContentT();
            content.setContentProperties(union);
            input.setContent(content);
        }
        return input;
    }

    private byte[] withLabels(byte[] file) {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.writePreamble(file);
            byte[] text = String.join("\n", labels).getBytes(StandardCharsets.UTF_8);
            ZipArchiveEntry entry = new ZipArchiveEntry(LABELS);
            entry.setMethod(ZipArchiveEntry.STORED);
            entry.setSize(text.length);
            zip.putArchiveEntry(entry);
            zip.write(text);
            zip.closeArchiveEntry();
        } catch (IOException impossible) {
            throw new IllegalStateException("There is nothing to read or write", impossible);
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }
}
