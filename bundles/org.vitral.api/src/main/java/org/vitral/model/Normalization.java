// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.List;

/**
 * How a channel of a pixel, 0 to 255, becomes a model's input: {@code (value - mean) / std}, as in
 * TFLite Metadata's NormalizationOptions.
 *
 * @param mean what is subtracted: one value for all channels, or one a channel
 * @param std what it is then divided by, none of them 0: one value for all channels, or one a
 *     channel
 */
public record Normalization(List<Float> mean, List<Float> std) {

    /** Maps 0 to 255 to -1 to 1. Used, with a warning, where a model says nothing. */
    public static final Normalization DEFAULT = new Normalization(List.of(127.5f), List.of(127.5f));

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || std.isEmpty()) {
            throw new IllegalArgumentException("A normalization has at least one mean and one std");
        }
        for (float value : std) {
            if (value == 0 || !Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The std of a normalization is finite and not 0, but one is " + value);
            }
        }
    }

    /** The mean of a channel, from 0. */
    public float mean(int channel) {
        return mean.size() == 1 ? mean.getFirst() : mean.get(channel);
    }

    /** The standard deviation of a channel, from 0. */
    public float std(int channel) {
        return std.size() == 1 ? std.getFirst() : std.get(channel);
    }
}
