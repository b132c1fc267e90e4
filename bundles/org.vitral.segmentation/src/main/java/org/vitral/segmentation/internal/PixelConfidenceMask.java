// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.ConfidenceMask;

/** A confidence mask over memory that its segmentation owns. */
record PixelConfidenceMask(MemorySegment memory, int width, int height) implements ConfidenceMask {

    @Override
    public MemorySegment values() {
        return Views.open(memory);
    }

    @Override
    public float value(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        return values().getAtIndex(ValueLayout.JAVA_FLOAT, (long) y * width + x);
    }

    @Override
    public ConfidenceMask copy() {
        MemorySegment heap = MemorySegment.ofArray(toFloats()).asReadOnly();
        return new PixelConfidenceMask(heap, width, height);
    }
}
