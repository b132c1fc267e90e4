// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How many pixels of each class were seen as each class. Immutable.
 *
 * <p>The measures are those of Long, Shelhamer and Darrell, "Fully Convolutional Networks for
 * Semantic Segmentation" (CVPR 2015), section 5. A measure that would divide by 0 is empty.
 */
public final class ConfusionMatrix {

    private final long[][] counts;
    private final long[] truths;
    private final long[] predictions;
    private final long total;

    /**
     * A copy of counts.
     *
     * @param counts {@code counts[t][p]} is the number of pixels of class t that were seen as class
     *     p
     * @throws IllegalArgumentException if there are not as many columns as rows
     */
    public ConfusionMatrix(long[][] counts) {
        int size = counts.length;
        this.counts = new long[size][];
        truths = new long[size];
        predictions = new long[size];
        long sum = 0;
        for (int truth = 0; truth < size; truth++) {
            if (counts[truth].length != size) {
                throw new IllegalArgumentException(
                        "A confusion matrix of %d rows has a row of %d columns"
                                .formatted(size, counts[truth].length));
            }
            this.counts[truth] = counts[truth].clone();
            for (int predicted = 0; predicted < size; predicted++) {
                long count = counts[truth][predicted];
                truths[truth] += count;
                predictions[predicted] += count;
                sum += count;
            }
        }
        total = sum;
    }

    /** The number of classes. */
    public int size() {
        return counts.length;
    }

    /** The number of pixels of one class that were seen as another, or the same. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** The number of all pixels. */
    public long pixels() {
        return total;
    }

    /** The number of pixels of one class. */
    public long truthPixels(int label) {
        return truths[label];
    }

    /** The number of pixels that were seen as one class. */
    public long predictedPixels(int label) {
        return predictions[label];
    }

    /** Whether a class is in a truth or was seen. */
    public boolean occurs(int label) {
        return union(label) > 0;
    }

    /** Which part of all pixels was seen as what it is. */
    public OptionalDouble pixelAccuracy() {
        return ratio(IntStream.range(0, size()).mapToLong(i -> counts[i][i]).sum(), total);
    }

    /** Which part of the pixels of one class was seen as what it is. */
    public OptionalDouble accuracy(int label) {
        return ratio(counts[label][label], truths[label]);
    }

    /** The mean {@link #accuracy} of the classes that are in the truths. */
    public OptionalDouble meanAccuracy() {
        return mean(this::accuracy);
    }

    /**
     * The intersection over union of one class: the pixels that are of it and were seen so, of
     * those that are of it or were seen so.
     */
    public OptionalDouble iou(int label) {
        return ratio(counts[label][label], union(label));
    }

    /** The mean {@link #iou} of the classes that are in a truth or were seen. */
    public OptionalDouble meanIou() {
        return mean(this::iou);
    }

    /** The mean {@link #iou}, each class weighted with its number of pixels in the truths. */
    public OptionalDouble frequencyWeightedIou() {
        if (total == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int label = 0; label < size(); label++) {
            sum += truths[label] * iou(label).orElse(0);
        }
        return OptionalDouble.of(sum / total);
    }

    private long union(int label) {
        return truths[label] + predictions[label] - counts[label][label];
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private OptionalDouble mean(IntFunction<OptionalDouble> measure) {
        return IntStream.range(0, size())
                .mapToObj(measure)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }
}
