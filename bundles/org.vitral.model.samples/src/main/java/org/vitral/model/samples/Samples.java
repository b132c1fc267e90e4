// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.samples.DeepLab.Head;

/** A small model of every kind, by name. The same names always give the same bytes. */
public final class Samples {

    /** The width and height of the image of all models, but for those that leave it open. */
    public static final int SIZE = 65;

    /** The number of classes, but for those of which the number matters. */
    public static final int CLASSES = 6;

    private static final long SEED = 20_26;

    private final Map<String, byte[]> models = new LinkedHashMap<>();

    private Samples() {}

    /** The files of all models that can be used. */
    public static Map<String, byte[]> usable() {
        Samples samples = new Samples();
        samples.addHeads();
        samples.addPrecisions();
        samples.addInputs();
        samples.addForegrounds();
        samples.addIndices();
        samples.addClasses();
        samples.addBatches();
        samples.addOpenSizes();
        samples.addOutputs();
        return samples.models;
    }

    /** The files of models that cannot be used: each is refused for a reason of its own. */
    public static Map<String, byte[]> refused() {
        Samples samples = new Samples();
        samples.addRefused();
        return samples.models;
    }

    /** One of {@link #usable()}. */
    public static byte[] usable(String name) {
        byte[] model = usable().get(name);
        if (model == null) {
            throw new IllegalArgumentException(
                    "There is no sample " + name + "; there are " + usable().keySet());
        }
        return model;
    }

    private static SampleGraph graph(Precision precision) {
        return new SampleGraph(SEED, precision);
    }

    private static int image(SampleGraph graph) {
        return graph.input(1, SIZE, SIZE, 3);
    }

    private static DeepLab deepLab(int classes) {
        return new DeepLab(Head.V3, 16, SIZE, classes);
    }

    /** The four heads, at both output strides, and with each way to lay places over each other. */
    private void addHeads() {
        for (Head head : Head.values()) {
            for (int stride : new int[] {8, 16}) {
                SampleGraph graph = graph(Precision.FLOAT32);
                int scores = new DeepLab(head, stride, SIZE, CLASSES).scores(graph, image(graph));
                models.put(name(head) + "-os" + stride, graph.build(scores));
            }
        }
        for (Head head : new Head[] {Head.V3, Head.V3_PLUS}) {
            for (boolean halfPixel : new boolean[] {true, false}) {
                SampleGraph graph = graph(Precision.FLOAT32);
                DeepLab network = new DeepLab(head, 16, SIZE, CLASSES, false, halfPixel);
                models.put(
                        name(head) + (halfPixel ? "-half-pixel" : "-plain-resize"),
                        graph.build(network.scores(graph, image(graph))));
            }
        }
        for (int size : new int[] {257, 513}) {
            SampleGraph graph = graph(Precision.FLOAT32);
            DeepLab network = new DeepLab(Head.V3, 16, size, CLASSES);
            models.put(
                    "v3-" + size,
                    graph.build(network.scores(graph, graph.input(1, size, size, 3))));
        }
    }

    private static String name(Head head) {
        return head == Head.V3_PLUS ? "v3plus" : head.name().toLowerCase(Locale.ROOT);
    }

    private void addPrecisions() {
        for (Precision precision : Precision.values()) {
            String name = precision.name().toLowerCase(Locale.ROOT).replace('_', '-');
            for (Head head : new Head[] {Head.V3, Head.V3_PLUS}) {
                SampleGraph graph = graph(precision);
                int scores = new DeepLab(head, 16, SIZE, CLASSES).scores(graph, image(graph));
                models.put(name(head) + "-" + name, graph.build(scores));
            }
            SampleGraph confidences = graph(precision);
            int softmax =
                    confidences.softmax(deepLab(CLASSES).scores(confidences, image(confidences)));
            models.put("softmax-" + name, confidences.build(softmax));
        }
        for (Precision precision : new Precision[] {Precision.INT8, Precision.UINT8}) {
            SampleGraph graph = graph(precision);
            int floats = graph.input(TensorType.FLOAT32, 1, SIZE, SIZE, 3);
            int scores = deepLab(CLASSES).scores(graph, graph.quantize(floats));
            models.put(
                    "inside-" + precision.name().toLowerCase(Locale.ROOT),
                    graph.build(graph.dequantize(scores)));
        }
        SampleGraph half = graph(Precision.FLOAT32);
        int halves = half.input(TensorType.FLOAT16, 1, SIZE, SIZE, 3);
        int scores = deepLab(CLASSES).scores(half, half.dequantize(halves));
        models.put("halves", half.build(half.cast(scores, TensorType.FLOAT16)));
    }

    private void addInputs() {
        SampleGraph grey = graph(Precision.FLOAT32);
        models.put("grey", grey.build(deepLab(CLASSES).scores(grey, grey.input(1, SIZE, SIZE, 1))));
        SampleGraph greyBytes = graph(Precision.INT8);
        models.put(
                "grey-int8",
                greyBytes.build(
                        deepLab(CLASSES).scores(greyBytes, greyBytes.input(1, SIZE, SIZE, 1))));
        // As TensorFlow 1 exported DeepLab: pixels as they are, normalized in the graph or not.
        SampleGraph pixels = graph(Precision.FLOAT32);
        int bytes = pixels.input(TensorType.UINT8, 1, SIZE, SIZE, 3);
        int floats = pixels.cast(bytes, TensorType.FLOAT32);
        models.put("pixels", pixels.build(deepLab(CLASSES).scores(pixels, floats)));
        SampleGraph normalized = graph(Precision.INT8);
        int image = image(normalized);
        normalized.scaled(image, 4.8f / 255, -14);
        int scores = deepLab(CLASSES).scores(normalized, image);
        models.put(
                "int8-imagenet",
                new SampleMetadata()
                        .normalization(
                                new float[] {123.675f, 116.28f, 103.53f},
                                new float[] {58.395f, 57.12f, 57.375f})
                        .build(normalized, scores));
    }

    private void addForegrounds() {
        for (Precision precision :
                new Precision[] {Precision.FLOAT32, Precision.INT8, Precision.UINT8}) {
            SampleGraph graph = graph(precision);
            int scores = deepLab(1).scores(graph, image(graph));
            String name = "foreground-" + precision.name().toLowerCase(Locale.ROOT);
            models.put(name, graph.build(scores));
            models.put(name + "-flat", graph.build(graph.reshape(scores, 1, SIZE, SIZE)));
            models.put(name + "-logistic", graph.build(graph.logistic(scores)));
        }
    }

    private void addIndices() {
        for (byte type : new byte[] {TensorType.INT32, TensorType.INT64}) {
            SampleGraph graph = graph(Precision.FLOAT32);
            int indices = graph.argMax(deepLab(CLASSES).scores(graph, image(graph)), type);
            String name = "indices-" + TensorType.name(type).toLowerCase(Locale.ROOT);
            models.put(name, graph.build(indices));
            models.put(name + "-deep", graph.build(graph.reshape(indices, 1, SIZE, SIZE, 1)));
        }
        for (byte type : new byte[] {TensorType.UINT8, TensorType.INT8, TensorType.FLOAT32}) {
            // More classes than a signed byte has numbers above 0.
            SampleGraph graph = graph(Precision.FLOAT32);
            int scores = deepLab(200).scores(graph, image(graph));
            int indices = graph.cast(graph.argMax(scores, TensorType.INT32), type);
            String name = "indices-" + TensorType.name(type).toLowerCase(Locale.ROOT);
            models.put(name, graph.build(indices));
            models.put(name + "-deep", graph.build(graph.reshape(indices, 1, SIZE, SIZE, 1)));
        }
        SampleGraph graph = graph(Precision.INT8);
        int indices = graph.argMax(deepLab(CLASSES).scores(graph, image(graph)), TensorType.INT32);
        models.put("indices-of-int8", graph.build(indices));
    }

    private void addClasses() {
        for (int classes : new int[] {19, 21, 150, 300}) {
            SampleGraph graph = graph(Precision.FLOAT32);
            int scores = deepLab(classes).scores(graph, image(graph));
            models.put("classes-" + classes, graph.build(scores));
        }
        SampleGraph graph = graph(Precision.FLOAT32);
        int most = graph.convolution(graph.input(1, 4, 4, 3), 65_535, 1, 1, 1, false);
        models.put("classes-65535", graph.build(most));
    }

    private void addBatches() {
        SampleGraph four = graph(Precision.FLOAT32);
        models.put(
                "batch-4", four.build(deepLab(CLASSES).scores(four, four.input(4, SIZE, SIZE, 3))));
        SampleGraph bytes = graph(Precision.INT8);
        models.put(
                "batch-4-int8",
                bytes.build(deepLab(CLASSES).scores(bytes, bytes.input(4, SIZE, SIZE, 3))));
        // Here the batch is written down in the graph.
        SampleGraph fixed = graph(Precision.FLOAT32);
        int scores = deepLab(CLASSES).scores(fixed, fixed.input(2, SIZE, SIZE, 3));
        int line = fixed.reshape(scores, 2, SIZE * SIZE * CLASSES);
        models.put("batch-2-fixed", fixed.build(fixed.reshape(line, 2, SIZE, SIZE, CLASSES)));
        SampleGraph open = graph(Precision.FLOAT32);
        int openScores = deepLab(CLASSES).scores(open, image(open));
        models.put("batch-open", open.openBatch().build(openScores));
    }

    private void addOpenSizes() {
        SampleGraph large = graph(Precision.FLOAT32);
        int image = large.input(1, 1, 1, 3);
        large.open();
        int scores = openNetwork(large, image);
        models.put("open", large.build(large.resizeToInput(scores, true)));
        SampleGraph small = graph(Precision.FLOAT32);
        int smallImage = small.input(1, 1, 1, 3);
        small.open();
        models.put(
                "open-97x65",
                new SampleMetadata()
                        .usualSize(97, 65)
                        .build(small, openNetwork(small, smallImage)));
        SampleGraph bytes = graph(Precision.INT8);
        int byteImage = bytes.input(1, SIZE, SIZE, 3);
        bytes.open();
        int byteScores = openNetwork(bytes, byteImage);
        models.put("open-int8", bytes.build(bytes.resizeToInput(byteScores, true)));
    }

    /** Without the branch for the whole image, whose size is written down. */
    private static int openNetwork(SampleGraph graph, int image) {
        return new DeepLab(Head.V2, 8, SIZE, CLASSES).scores(graph, image, (g, small) -> small);
    }

    private void addOutputs() {
        SampleGraph both = graph(Precision.FLOAT32);
        int scores = deepLab(CLASSES).scores(both, image(both));
        models.put("scores-and-indices", both.build(both.argMax(scores, TensorType.INT64), scores));

        SampleGraph named = graph(Precision.FLOAT32);
        int first = deepLab(CLASSES).scores(named, image(named));
        int second = named.softmax(first);
        named.name(second, "segmentation_masks");
        models.put("named-in-file", named.build(first, second));
        models.put(
                "named-in-metadata",
                new SampleMetadata().name(0, "the masks").build(named, first, second));
        models.put(
                "labelled",
                new SampleMetadata()
                        .labels(0, "none", "a", "b", "c", "d", "e")
                        .build(named, first, second));

        SampleGraph several = graph(Precision.FLOAT32);
        int main = deepLab(CLASSES).scores(several, image(several));
        int other = several.convolution(main, 2, 1, 1, 1, false);
        models.put("largest", several.build(other, main));

        for (Precision precision : new Precision[] {Precision.FLOAT32, Precision.INT8}) {
            SampleGraph graph = graph(precision);
            int mask = deepLab(CLASSES).scores(graph, image(graph));
            int quality = graph.logistic(graph.reshape(graph.pool(mask), 1, CLASSES));
            models.put(
                    "quality-" + precision.name().toLowerCase(Locale.ROOT),
                    new SampleMetadata().name(1, "quality_scores").build(graph, mask, quality));
        }
    }

    private void addRefused() {
        SampleGraph first = graph(Precision.FLOAT32);
        models.put(
                "channels-first",
                first.build(first.convolution(first.input(1, 3, SIZE, SIZE), 3, 1, 1, 1, false)));
        SampleGraph result = graph(Precision.FLOAT32);
        int scores = deepLab(CLASSES).scores(result, image(result));
        models.put(
                "scores-channels-first",
                result.build(result.reshape(scores, 1, CLASSES, SIZE, SIZE)));
        SampleGraph equal = graph(Precision.FLOAT32);
        int one = deepLab(CLASSES).scores(equal, image(equal));
        models.put("two-masks", equal.build(one, equal.softmax(one)));
        SampleGraph whole = graph(Precision.FLOAT32);
        int numbers = whole.input(TensorType.INT32, 1, SIZE, SIZE, 3);
        models.put(
                "int32-image",
                whole.build(
                        deepLab(CLASSES).scores(whole, whole.cast(numbers, TensorType.FLOAT32))));
        SampleGraph many = graph(Precision.FLOAT32);
        models.put(
                "classes-65536",
                many.build(many.convolution(many.input(1, 4, 4, 3), 65_536, 1, 1, 1, false)));
        SampleGraph none = graph(Precision.FLOAT32);
        int line = deepLab(CLASSES).scores(none, image(none));
        models.put("no-mask", none.build(none.reshape(line, 1, SIZE * SIZE * CLASSES)));
        SampleGraph five = graph(Precision.FLOAT32);
        models.put(
                "five-channels",
                five.build(deepLab(CLASSES).scores(five, five.input(1, SIZE, SIZE, 5))));
    }
}
