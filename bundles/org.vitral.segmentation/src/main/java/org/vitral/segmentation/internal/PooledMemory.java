// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory that a mask reads from, for as long as its segmentation is open. */
final class PooledMemory {

    private final MemorySegment memory;
    private final Lifetime lifetime;
    private volatile MemorySegment view;

    /** Memory of a pool that is on loan for a lifetime. */
    PooledMemory(MemorySegment memory, Lifetime lifetime) {
        this.memory = memory;
        this.lifetime = lifetime;
    }

    /** Memory on the heap. */
    static PooledMemory onHeap(MemorySegment memory) {
        PooledMemory endless = new PooledMemory(memory, Lifetime.ENDLESS);
        endless.view = memory.asReadOnly();
        return endless;
    }

    /** The memory for whoever keeps it; it ends with the segmentation. */
    MemorySegment view() {
        MemorySegment made = view;
        if (made == null) {
            made = lifetime.view(memory);
            view = made;
        }
        lifetime.check();
        return made;
    }

    /** The memory for a read that {@link #checkRead()} follows before the result is used. */
    MemorySegment forRead() {
        return memory;
    }

    /**
     * Looks whether what was just read was this memory's.
     *
     * @throws IllegalStateException if the segmentation is closed
     */
    void checkRead() {
        lifetime.checkRead();
    }

    /** Copies elements into an array. */
    void copy(ValueLayout layout, long offset, Object array, int count) {
        try {
            MemorySegment.copy(memory, layout, offset, array, 0, count);
        } catch (IllegalStateException freed) {
            throw Lifetime.closed();
        }
        checkRead();
    }

    /** Copies all of it. */
    void copy(MemorySegment into) {
        try {
            into.copyFrom(memory);
        } catch (IllegalStateException freed) {
            throw Lifetime.closed();
        }
        checkRead();
    }

    long byteSize() {
        return memory.byteSize();
    }
}
