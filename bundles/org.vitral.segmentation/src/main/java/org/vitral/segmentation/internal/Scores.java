// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.model.Activation;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;

/**
 * What a model gave for one image: {@code channels} numbers for each of {@code width * height}
 * places, as 32-bit floats, the channels of a place side by side. For a model that gives class
 * indices the one number is the index.
 *
 * @param memory {@code height * width * channels} floats
 */
record Scores(MemorySegment memory, ModelOutput output, int channels) {

    /** So many classes can be told apart by 16 bits, one value left for "no class". */
    static final int MOST_CLASSES = 65_535;

    /** The number of classes that a category mask of these scores can hold. */
    int classes() {
        return switch (output.kind()) {
            case SCORES -> channels;
            case FOREGROUND_SCORE -> 2;
            case CLASS_INDICES -> MOST_CLASSES;
        };
    }

    /**
     * Above this a foreground score means the foreground: where its confidence exceeds one half.
     */
    float foregroundThreshold() {
        return output.activation() == Activation.SIGMOID ? 0 : 0.5f;
    }

    /** The same scores in other memory. */
    Scores over(MemorySegment other) {
        return new Scores(other, output, channels);
    }

    /** The number of places. */
    int places() {
        return output.width() * output.height();
    }

    /** The class of a place as its own numbers say it; a tie goes to the lower index. */
    int label(int place) {
        float first = value(place, 0);
        return switch (output.kind()) {
            case CLASS_INDICES -> Math.round(first);
            case FOREGROUND_SCORE -> first > foregroundThreshold() ? 1 : 0;
            case SCORES -> {
                int best = 0;
                for (int channel = 1; channel < channels; channel++) {
                    if (value(place, channel) > value(place, best)) {
                        best = channel;
                    }
                }
                yield best;
            }
        };
    }

    /** The confidence of one class in a place, 0 to 1; 1 where the model gives class indices. */
    float confidence(int place, int label) {
        return switch (output.kind()) {
            case CLASS_INDICES -> 1;
            case FOREGROUND_SCORE -> {
                float score = value(place, 0);
                yield confidence((long) place, label == 0 ? opposite(score) : score);
            }
            case SCORES -> confidence((long) place, value(place, label));
        };
    }

    private float value(int place, int channel) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, (long) place * channels + channel);
    }

    /** Reads one row of places. */
    void readRow(int row, float[] into) {
        int length = output.width() * channels;
        long start = (long) row * length * Float.BYTES;
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start, into, 0, length);
    }

    /** Writes the score of one class, or of the other one of two, for each place. */
    void copyScores(int label, MemorySegment into) {
        checkLabel(label);
        long places = (long) output.width() * output.height();
        boolean background = output.kind() == OutputKind.FOREGROUND_SCORE && label == 0;
        int channel = output.kind() == OutputKind.FOREGROUND_SCORE ? 0 : label;
        for (long place = 0; place < places; place++) {
            float score = memory.getAtIndex(ValueLayout.JAVA_FLOAT, place * channels + channel);
            into.setAtIndex(ValueLayout.JAVA_FLOAT, place, background ? opposite(score) : score);
        }
    }

    /** Writes the confidence of one class, 0 to 1, for each place. */
    void copyConfidences(int label, MemorySegment into) {
        copyScores(label, into);
        long places = (long) output.width() * output.height();
        for (long place = 0; place < places; place++) {
            float score = into.getAtIndex(ValueLayout.JAVA_FLOAT, place);
            into.setAtIndex(ValueLayout.JAVA_FLOAT, place, confidence(place, score));
        }
    }

    private float confidence(long place, float score) {
        return switch (output.activation()) {
            case NONE -> Math.clamp(score, 0f, 1f);
            case SIGMOID -> (float) (1 / (1 + Math.exp(-score)));
            case SOFTMAX -> {
                // Relative to the score itself: exp() of a difference overflows to infinity at
                // worst,
                // and 1 / infinity is the right 0.
                double sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    float other =
                            memory.getAtIndex(ValueLayout.JAVA_FLOAT, place * channels + channel);
                    sum += Math.exp(other - score);
                }
                yield (float) (1 / sum);
            }
        };
    }

    /** The score of the background where only that of the foreground is given. */
    private float opposite(float foreground) {
        return output.activation() == Activation.SIGMOID ? -foreground : 1 - foreground;
    }

    private void checkLabel(int label) {
        if (output.kind() == OutputKind.CLASS_INDICES) {
            throw new IllegalArgumentException(
                    "This model gives the index of the class at each place, and no scores");
        }
        if (label < 0 || label >= classes()) {
            throw new IllegalArgumentException(
                    "This model has the classes 0 to %d, and no class %d"
                            .formatted(classes() - 1, label));
        }
    }
}
