// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;

/** Memory of a pool for the scores of one image. */
record ScoreMemory(MemoryPool pool, MemoryPool.Block block, long bytes) implements AutoCloseable {

    static ScoreMemory of(MemoryPool pool, long bytes) {
        return new ScoreMemory(pool, pool.take(bytes), bytes);
    }

    /** The scores, to be written. */
    MemorySegment memory() {
        return block.first(bytes);
    }

    /** The scores, to be read. */
    MemorySegment readOnly() {
        return block.firstReadOnly(bytes);
    }

    @Override
    public void close() {
        pool.giveBack(block);
    }
}
