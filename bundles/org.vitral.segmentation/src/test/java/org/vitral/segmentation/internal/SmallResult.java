// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.OutputOptions;

/** Segmentations made of a few scores, as if a model had given them. */
final class SmallResult {

    private final MemoryPool pool;
    private OutputKind kind = OutputKind.SCORES;
    private Activation activation = Activation.SOFTMAX;
    private int columns = 1;
    private int rows = 1;
    private int width = 1;
    private int height = 1;
    private List<String> names = List.of();
    private Map<Locale, List<String>> displayNames = Map.of();
    private OutputOptions options = OutputOptions.DEFAULT;

    SmallResult(MemoryPool pool) {
        this.pool = pool;
    }

    SmallResult kind(OutputKind other) {
        kind = other;
        return this;
    }

    SmallResult activation(Activation other) {
        activation = other;
        return this;
    }

    /** The size of the model's mask, and of the image. */
    SmallResult size(int maskColumns, int maskRows) {
        columns = maskColumns;
        rows = maskRows;
        return image(maskColumns, maskRows);
    }

    /** The size of the image. */
    SmallResult image(int imageWidth, int imageHeight) {
        width = imageWidth;
        height = imageHeight;
        return this;
    }

    SmallResult names(String... all) {
        names = List.of(all);
        return this;
    }

    SmallResult displayNames(Locale locale, String... all) {
        displayNames = Map.of(locale, List.of(all));
        return this;
    }

    SmallResult options(OutputOptions asked) {
        options = asked;
        return this;
    }

    /** What the model gave, the scores of a place side by side. */
    ModelSegmentation of(float... values) {
        int channels = values.length / (columns * rows);
        List<Label> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(new Label(labels.size(), name, labels.size()));
        }
        ModelOutput output = new ModelOutput(0, kind, activation, columns, rows);
        ModelDescription model =
                new ModelDescription(
                        "small",
                        "1.0.0",
                        "A small one",
                        "0".repeat(64),
                        "Apache-2.0",
                        new ModelInput(1, 1, Normalization.DEFAULT),
                        output,
                        labels,
                        List.of(),
                        displayNames);
        OutputPlan plan = OutputPlan.of(model, Scores.classes(kind, channels), options);
        long bytes = (long) values.length * Float.BYTES;
        MemoryPool.Block block = pool.take(bytes);
        MemorySegment memory = block.memory().asSlice(0, bytes);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return new ModelSegmentation(
                new EngineIdentity(
                        model,
                        List.of(new EffectiveDelegate("cpu", "")),
                        DelegateReason.ASKED_FOR,
                        1,
                        1),
                plan,
                new Frames(
                        columns,
                        rows,
                        new Region(0, 0, width, height),
                        width,
                        height,
                        Orientation.UPRIGHT),
                new Scores(memory.asReadOnly(), plan.output(), ScoreGrid.of(output), channels),
                pool,
                block,
                new StageNanos(1, 2, 3));
    }

    /** Scores from -3 to 3. */
    static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 6 - 3;
        }
        return values;
    }
}
