// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.samples;

import java.util.function.ToIntBiFunction;

/**
 * Networks of the shape of DeepLab, with few channels: a backbone with steps of 2, convolutions
 * with holes at the end of it, one of the four heads, and an enlargement to the size of the image.
 *
 * @param head what makes scores of the backbone's features
 * @param outputStride how many pixels lie between two places of them, 8 or 16
 * @param size the width and height of the image
 * @param classes the number of scores
 * @param alignCorners how the enlargements lay places over each other
 * @param halfPixel likewise
 */
public record DeepLab(
        Head head,
        int outputStride,
        int size,
        int classes,
        boolean alignCorners,
        boolean halfPixel) {

    /** The heads of the four versions. */
    public enum Head {
        /** One convolution with large holes. */
        V1,
        /** Four of them, whose scores are added. */
        V2,
        /** Four branches and one for the whole image, side by side. */
        V3,
        /** As the third, and a decoder that looks at finer features, too. */
        V3_PLUS
    }

    private static final int CHANNELS = 24;

    /** Of the usual flags: corners on corners. */
    public DeepLab(Head head, int outputStride, int size, int classes) {
        this(head, outputStride, size, classes, true, false);
    }

    /** The features of a backbone: fine ones at a fourth of the image's size, and the last. */
    private record Features(int fine, int last) {}

    /** Scores at the size of the image, which is the graph's input or made of it. */
    public int scores(SampleGraph graph, int image) {
        return scores(graph, image, (g, scores) -> resize(g, scores, size, size));
    }

    /** Scores at the size that an enlargement of one's own gives. */
    public int scores(
            SampleGraph graph, int image, ToIntBiFunction<SampleGraph, Integer> enlargement) {
        Features features = backbone(graph, image);
        int small =
                switch (head) {
                    case V1 ->
                            graph.convolution(atrous(graph, features, 4), classes, 1, 1, 1, false);
                    case V2 -> sums(graph, features);
                    case V3 -> graph.convolution(pyramid(graph, features), classes, 1, 1, 1, false);
                    case V3_PLUS -> decoded(graph, features);
                };
        return enlargement.applyAsInt(graph, small);
    }

    private Features backbone(SampleGraph graph, int image) {
        int stem = graph.convolution(image, 8, 3, 2, 1, true);
        int fine = separable(graph, stem, 12, 2, 1);
        int eighth = separable(graph, fine, 16, 2, 1);
        // The last step of 2 is left out for holes of 2, so that the features stay finer.
        int last =
                outputStride == 8
                        ? separable(graph, eighth, CHANNELS, 1, 2)
                        : separable(graph, eighth, CHANNELS, 2, 1);
        return new Features(fine, last);
    }

    private static int separable(SampleGraph graph, int from, int channels, int stride, int holes) {
        return graph.convolution(graph.depthwise(from, stride, holes), channels, 1, 1, 1, true);
    }

    private static int atrous(SampleGraph graph, Features features, int dilation) {
        return graph.convolution(features.last(), CHANNELS, 3, 1, dilation, true);
    }

    private int sums(SampleGraph graph, Features features) {
        int sum = graph.convolution(atrous(graph, features, 1), classes, 1, 1, 1, false);
        for (int dilation = 2; dilation <= 4; dilation++) {
            int branch =
                    graph.convolution(atrous(graph, features, dilation), classes, 1, 1, 1, false);
            sum = graph.sum(sum, branch);
        }
        return sum;
    }

    private int pyramid(SampleGraph graph, Features features) {
        int[] shape = graph.shape(features.last());
        int pooled = graph.convolution(graph.pool(features.last()), 16, 1, 1, 1, true);
        int whole = resize(graph, pooled, shape[1], shape[2]);
        int near = graph.convolution(features.last(), 16, 1, 1, 1, true);
        int joined =
                graph.concatenation(
                        whole,
                        near,
                        graph.convolution(features.last(), 16, 3, 1, 2, true),
                        graph.convolution(features.last(), 16, 3, 1, 3, true));
        return graph.convolution(joined, CHANNELS, 1, 1, 1, true);
    }

    private int decoded(SampleGraph graph, Features features) {
        int[] shape = graph.shape(features.fine());
        int coarse = resize(graph, pyramid(graph, features), shape[1], shape[2]);
        int fine = graph.convolution(features.fine(), 8, 1, 1, 1, true);
        int joined = graph.concatenation(coarse, fine);
        return graph.convolution(separable(graph, joined, CHANNELS, 1, 1), classes, 1, 1, 1, false);
    }

    private int resize(SampleGraph graph, int from, int height, int width) {
        return graph.resize(from, height, width, alignCorners, halfPixel);
    }
}
