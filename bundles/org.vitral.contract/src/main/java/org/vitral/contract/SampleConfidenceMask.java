// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.ConfidenceMask;

/** Numbers of a sample; without an owner they outlive everything. */
record SampleConfidenceMask(SampleSegmentation owner, int width, int height, MemorySegment memory)
        implements ConfidenceMask {

    /** The number at a place of the grid. */
    interface Place {
        double value(int column, int row);
    }

    static ConfidenceMask of(SampleSegmentation owner, int width, int height, Place place) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but this is %d x %d".formatted(width, height));
        }
        float[] values = new float[Math.multiplyExact(width, height)];
        for (int y = 0, i = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * owner.rows() / height);
            for (int x = 0; x < width; x++, i++) {
                int column = (int) ((x + 0.5) * owner.columns() / width);
                values[i] = (float) place.value(column, row);
            }
        }
        return new SampleConfidenceMask(
                owner, width, height, MemorySegment.ofArray(values).asReadOnly());
    }

    @Override
    public MemorySegment values() {
        if (owner != null) {
            owner.requireOpen();
        }
        return memory;
    }

    @Override
    public float value(int x, int y) {
        long at = (long) Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width);
        return values().getAtIndex(ValueLayout.JAVA_FLOAT, at);
    }

    @Override
    public ConfidenceMask copy() {
        return new SampleConfidenceMask(null, width, height, values());
    }
}
