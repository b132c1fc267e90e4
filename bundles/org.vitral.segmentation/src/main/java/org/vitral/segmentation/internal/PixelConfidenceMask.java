// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.vitral.segmentation.ConfidenceMask;

/** A confidence mask over memory that its segmentation owns, or over a copy on the heap. */
record PixelConfidenceMask(PooledMemory memory, int width, int height) implements ConfidenceMask {

    @Override
    public MemorySegment values() {
        return memory.view();
    }

    @Override
    public float value(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        float value;
        try {
            value = memory.forRead().getAtIndex(ValueLayout.JAVA_FLOAT, (long) y * width + x);
        } catch (IllegalStateException freed) {
            throw Lifetime.closed();
        }
        memory.checkRead();
        return value;
    }

    @Override
    public void copyRow(int y, float[] into) {
        Objects.checkIndex(y, height);
        memory.copy(ValueLayout.JAVA_FLOAT, (long) y * width * Float.BYTES, into, width);
    }

    @Override
    public float[] toFloats() {
        float[] values = new float[Math.multiplyExact(width, height)];
        memory.copy(ValueLayout.JAVA_FLOAT, 0, values, values.length);
        return values;
    }

    @Override
    public ConfidenceMask copy() {
        return new PixelConfidenceMask(
                PooledMemory.onHeap(MemorySegment.ofArray(toFloats())), width, height);
    }
}
