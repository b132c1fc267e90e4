// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.model.Activation;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;

class SharedMaximumTest {

    /** One mask after the other, large and small, by many threads and by one. */
    @ParameterizedTest
    @EnumSource
    void severalThreadsWriteTheMaskThatOneWrites(OutputKind kind) {
        Random random = new Random(kind.ordinal());
        SharedMaximum shared = new SharedMaximum();
        int[][] sizes = {{1500, 1100}, {30, 20}, {1100, 1501}, {1300, 1200}};
        for (int[] size : sizes) {
            Scores scores = scores(kind, 3 + random.nextInt(30), 3 + random.nextInt(30), random);
            int bytes = kind == OutputKind.CLASS_INDICES ? 2 : 1;
            MemorySegment expected = MemorySegment.ofArray(new short[size[0] * size[1]]);
            MemorySegment written = MemorySegment.ofArray(new short[size[0] * size[1]]);
            new CategoryMaximum().write(scores, size[0], size[1], bytes, expected);
            shared.write(scores, size[0], size[1], bytes, written, 1 + random.nextInt(4));
            assertEquals(-1, expected.mismatch(written));
        }
    }

    private static Scores scores(OutputKind kind, int width, int height, Random random) {
        int channels = kind == OutputKind.SCORES ? 9 : 1;
        float[] values = new float[width * height * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = kind == OutputKind.CLASS_INDICES ? random.nextInt(9) : random.nextFloat();
        }
        ScoreGrid grid = new ScoreGrid(width, height, width * 4, height * 4, Resizing.HALF_PIXEL);
        ModelOutput output = new ModelOutput(0, kind, Activation.NONE, width * 4, height * 4);
        return new Scores(MemorySegment.ofArray(values), output, grid, channels);
    }
}
