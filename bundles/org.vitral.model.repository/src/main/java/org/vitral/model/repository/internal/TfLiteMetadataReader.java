// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.support.metadata.MetadataExtractor;
import org.tensorflow.lite.support.metadata.schema.AssociatedFile;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.Content;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.CustomMetadata;
import org.tensorflow.lite.support.metadata.schema.ImageProperties;
import org.tensorflow.lite.support.metadata.schema.ImageSize;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnit;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadata;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;
import org.vitral.model.Activation;
import org.vitral.model.ModelException;
import org.vitral.model.Normalization;

/** Reads TFLite Metadata: normalization, label map, activation. */
final class TfLiteMetadataReader {
    /** The name of the metadata of a file that hold TFLite Metadata. */
    private static final String FIELD = "TFLITE_METADATA";

    /** A usual size beyond this is none. */
    private static final int MOST_LENGTH = 16_384;

    private final String name;
    private final MetadataExtractor extractor;

    private TfLiteMetadataReader(String name, MetadataExtractor extractor) {
        this.name = name;
        this.extractor = extractor;
    }

    /**
     * Reads the metadata of a file whose structure was checked.
     *
     * @throws ModelException if they are damaged or name a label map that is not in the file
     */
    static TfLiteMetadata read(String name, ByteBuffer bytes) throws ModelException {
        try {
            walk(bytes);
            MetadataExtractor extractor =
                    new MetadataExtractor(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
            return extractor.hasMetadata()
                    ? new TfLiteMetadataReader(name, extractor).metadata()
                    : TfLiteMetadata.NONE;
        } catch (ModelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelException(
                    "%s has TFLite Metadata that are truncated or damaged: %s"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    /**
     * Touches every table that the extractor makes lists of: it trusts their lengths, and a damaged
     * one would take all the memory. A length that is wrong ends here, outside of the bytes.
     */
    private static void walk(ByteBuffer bytes) {
        Model model = Model.getRootAsModel(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        for (int i = 0; i < model.metadataLength(); i++) {
            if (FIELD.equals(model.metadata(i).name())) {
                ByteBuffer data =
                        model.buffers((int) model.metadata(i).buffer()).dataAsByteBuffer();
                ModelMetadata metadata =
                        ModelMetadata.getRootAsModelMetadata(
                                data.slice().order(ByteOrder.LITTLE_ENDIAN));
                for (int j = 0; j < metadata.subgraphMetadataLength(); j++) {
                    walk(metadata.subgraphMetadata(j));
                }
            }
        }
    }

    private static void walk(SubGraphMetadata graph) {
        for (int i = 0; i < graph.inputTensorMetadataLength(); i++) {
            graph.inputTensorMetadata(i).processUnitsLength();
        }
        for (int i = 0; i < graph.outputTensorMetadataLength(); i++) {
            graph.outputTensorMetadata(i).associatedFilesLength();
        }
    }

    private TfLiteMetadata metadata() throws IOException {
        ModelMetadata model = extractor.getModelMetadata();
        SubGraphMetadata graph =
                model.subgraphMetadataLength() > 0 ? model.subgraphMetadata(0) : null;
        return new TfLiteMetadata(
                text(model.name()),
                text(model.version()),
                text(model.license()).flatMap(TfLiteMetadataReader::spdx),
                graph == null ? Optional.empty() : normalization(graph),
                graph == null ? Map.of() : labels(graph),
                graph == null ? Map.of() : displayNames(graph),
                graph == null ? Optional.empty() : activation(graph),
                graph == null ? Map.of() : outputNames(graph),
                graph == null ? Optional.empty() : inputSize(graph));
    }

    private static Map<Integer, String> outputNames(SubGraphMetadata graph) {
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < graph.outputTensorMetadataLength(); i++) {
            int output = i;
            text(graph.outputTensorMetadata(i).name()).ifPresent(text -> names.put(output, text));
        }
        return names;
    }

    /** The size that the metadata of an image say is usual. */
    private static Optional<TfLiteMetadata.Size> inputSize(SubGraphMetadata graph) {
        Content content =
                graph.inputTensorMetadataLength() == 0
                        ? null
                        : graph.inputTensorMetadata(0).content();
        if (content == null
                || content.contentPropertiesType() != ContentProperties.ImageProperties) {
            return Optional.empty();
        }
        ImageProperties image = (ImageProperties) content.contentProperties(new ImageProperties());
        ImageSize size = image == null ? null : image.defaultSize();
        boolean usable =
                size != null
                        && size.width() >= 1
                        && size.height() >= 1
                        && size.width() <= MOST_LENGTH
                        && size.height() <= MOST_LENGTH;
        return usable
                ? Optional.of(new TfLiteMetadata.Size((int) size.width(), (int) size.height()))
                : Optional.empty();
    }

    private Optional<Normalization> normalization(SubGraphMetadata graph) throws ModelException {
        if (graph.inputTensorMetadataLength() == 0) {
            return Optional.empty();
        }
        TensorMetadata input = graph.inputTensorMetadata(0);
        for (int i = 0; i < input.processUnitsLength(); i++) {
            ProcessUnit unit = input.processUnits(i);
            if (unit.optionsType() == ProcessUnitOptions.NormalizationOptions) {
                return Optional.of(
                        normalization(
                                (NormalizationOptions) unit.options(new NormalizationOptions())));
            }
        }
        return Optional.empty();
    }

    private Normalization normalization(NormalizationOptions options) throws ModelException {
        List<Float> mean = new ArrayList<>();
        List<Float> std = new ArrayList<>();
        for (int i = 0; i < options.meanLength(); i++) {
            mean.add(options.mean(i));
        }
        for (int i = 0; i < options.stdLength(); i++) {
            std.add(options.std(i));
        }
        boolean counts =
                (mean.size() == 1 || mean.size() == 3) && (std.size() == 1 || std.size() == 3);
        if (!counts || std.stream().anyMatch(value -> value == 0 || !Float.isFinite(value))) {
            throw new ModelException(
                    "%s has the normalization mean %s, std %s in its metadata, but each needs 1 or 3 values and no std is 0"
                            .formatted(name, mean, std));
        }
        return new Normalization(mean, std);
    }

    private Map<Integer, List<String>> labels(SubGraphMetadata graph) throws IOException {
        Map<Integer, List<String>> labels = new TreeMap<>();
        for (int i = 0; i < graph.outputTensorMetadataLength(); i++) {
            Optional<String> file = labelFile(graph.outputTensorMetadata(i));
            if (file.isPresent()) {
                labels.put(i, labelMap(file.get()));
            }
        }
        return labels;
    }

    /** The label map in the language that is meant where none is said, else in any. */
    private static Optional<String> labelFile(TensorMetadata output) {
        Optional<String> any = Optional.empty();
        for (int i = 0; i < output.associatedFilesLength(); i++) {
            AssociatedFile file = output.associatedFiles(i);
            if (isLabelMap(file)) {
                if (file.locale() == null || file.locale().isEmpty()) {
                    return Optional.of(file.name());
                }
                any = any.or(() -> Optional.of(file.name()));
            }
        }
        return any;
    }

    private static boolean isLabelMap(AssociatedFile file) {
        return file.type() == AssociatedFileType.TENSOR_AXIS_LABELS
                || file.type() == AssociatedFileType.TENSOR_VALUE_LABELS;
    }

    /** The label maps that say their language, the first one of each. */
    private Map<Integer, Map<Locale, List<String>>> displayNames(SubGraphMetadata graph)
            throws IOException {
        Map<Integer, Map<Locale, List<String>>> all = new TreeMap<>();
        for (int i = 0; i < graph.outputTensorMetadataLength(); i++) {
            TensorMetadata output = graph.outputTensorMetadata(i);
            Map<Locale, List<String>> names = new HashMap<>();
            for (int j = 0; j < output.associatedFilesLength(); j++) {
                AssociatedFile file = output.associatedFiles(j);
                Optional<Locale> locale =
                        isLabelMap(file) && file.locale() != null
                                ? LabelMap.locale(file.locale())
                                : Optional.empty();
                if (locale.isPresent() && !names.containsKey(locale.get())) {
                    names.put(locale.get(), labelMap(file.name()));
                }
            }
            all.put(i, names);
        }
        return all;
    }

    private List<String> labelMap(String file) throws IOException {
        if (!hasFile(file)) {
            throw new ModelException(
                    "%s is truncated: its metadata name the label map %s, which is not in it"
                            .formatted(name, file));
        }
        try (InputStream text = extractor.getAssociatedFile(file)) {
            return LabelMap.read(text);
        }
    }

    private boolean hasFile(String file) {
        try {
            return extractor.getAssociatedFileNames().contains(file);
        } catch (IllegalStateException e) {
            // This is how the extractor says that there is no ZIP tail.
            return false;
        }
    }

    private static Optional<Activation> activation(SubGraphMetadata graph) {
        for (int i = 0; i < graph.customMetadataLength(); i++) {
            CustomMetadata custom = graph.customMetadata(i);
            if (SegmenterMetadata.NAME.equals(custom.name())) {
                return SegmenterMetadata.activation(custom.dataAsByteBuffer());
            }
        }
        return Optional.empty();
    }

    /** A licence in words as an SPDX identifier, where it is one that models have. */
    private static Optional<String> spdx(String license) {
        String words = license.toLowerCase(Locale.ROOT);
        if (words.contains("apache") && words.contains("2.0")) {
            return Optional.of("Apache-2.0");
        }
        return words.startsWith("mit") ? Optional.of("MIT") : Optional.empty();
    }

    private static Optional<String> text(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
    }
}
