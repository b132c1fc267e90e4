// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

/** Gives random scores for each tile, and remembers them. */
final class RandomModel implements TileModel {

    final Map<Region, float[]> given = new HashMap<>();
    final ScoreGrid grid;
    private final ModelDescription description;
    private final int channels;
    private final Random random;

    RandomModel(Random random, OutputKind kind, int channels, ScoreGrid grid) {
        this.random = random;
        this.grid = grid;
        this.channels = kind == OutputKind.SCORES ? channels : 1;
        Activation activation = kind == OutputKind.SCORES ? Activation.SOFTMAX : Activation.NONE;
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            labels.add(new Label(i, "class " + i, i));
        }
        description =
                new ModelDescription(
                        "random",
                        "1",
                        "Random scores",
                        "0".repeat(64),
                        "Apache-2.0",
                        new ModelInput(
                                grid.modelWidth(), grid.modelHeight(), Normalization.DEFAULT),
                        new ModelOutput(0, kind, activation, grid.modelWidth(), grid.modelHeight()),
                        labels,
                        List.of());
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Scores scores(MemorySegment memory) {
        return new Scores(memory, description.output(), grid, channels);
    }

    @Override
    public void infer(Image image, Region region, MemorySegment into, StageClock clock) {
        float[] values = new float[grid.width() * grid.height() * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    description.output().kind() == OutputKind.CLASS_INDICES
                            ? random.nextInt(20)
                            : random.nextFloat();
        }
        given.put(region, values);
        MemorySegment.copy(values, 0, into, ValueLayout.JAVA_FLOAT, 0, values.length);
    }

    /** What was given for a tile. */
    Scores scores(Region tile) {
        return scores(MemorySegment.ofArray(given.get(tile)));
    }
}
