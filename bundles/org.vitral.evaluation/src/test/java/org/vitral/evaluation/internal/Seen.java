// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * What a model saw in a few pixels, at the model's size. It answers what a comparison has a reason
 * to ask for, and nothing else.
 */
record Seen(
        List<Label> labels,
        int width,
        int[] indices,
        OutputKind kind,
        int scored,
        float score,
        Duration invoke) {

    static Seen of(List<Label> labels, int width, int... indices) {
        return new Seen(labels, width, indices, OutputKind.SCORES, 0, 0, Duration.ofMillis(1));
    }

    /** The scores of one class; those of all others are 0. */
    Seen scores(int label, float value) {
        return new Seen(labels, width, indices, kind, label, value, invoke);
    }

    Seen indicesOnly() {
        return new Seen(labels, width, indices, OutputKind.CLASS_INDICES, scored, score, invoke);
    }

    Seen invoke(Duration duration) {
        return new Seen(labels, width, indices, kind, scored, score, duration);
    }

    Segmentation segmentation() {
        return (Segmentation)
                Proxy.newProxyInstance(
                        Seen.class.getClassLoader(),
                        new Class<?>[] {Segmentation.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "categoryMask" -> Masks.mask(width, indices);
                                    case "width", "modelWidth" -> width;
                                    case "height", "modelHeight" -> indices.length / width;
                                    case "model" -> model();
                                    case "timings" ->
                                            new Timings(Duration.ZERO, invoke, Duration.ZERO);
                                    case "scores" -> scoresOf((int) arguments[0]);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private ModelDescription model() {
        return new ModelDescription(
                "seen",
                "1.0.0",
                "Seen",
                "00",
                "Apache-2.0",
                new ModelInput(width, indices.length / width, Normalization.DEFAULT),
                new ModelOutput(0, kind, Activation.NONE, width, indices.length / width),
                labels,
                List.of());
    }

    private ConfidenceMask scoresOf(int label) {
        float[] values = new float[indices.length];
        Arrays.fill(values, label == scored ? score : 0);
        return (ConfidenceMask)
                Proxy.newProxyInstance(
                        Seen.class.getClassLoader(),
                        new Class<?>[] {ConfidenceMask.class},
                        (_, method, _) ->
                                switch (method.getName()) {
                                    case "width" -> width;
                                    case "height" -> indices.length / width;
                                    case "values" -> MemorySegment.ofArray(values).asReadOnly();
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }
}
