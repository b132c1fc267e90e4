// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;

/** Memory of a pool for the scores of one image. */
record ScoreMemory(MemoryPool pool, MemoryPool.Block block, MemorySegment memory)
        implements AutoCloseable {

    static ScoreMemory of(MemoryPool pool, long bytes) {
        MemoryPool.Block block = pool.take(bytes);
        return new ScoreMemory(pool, block, block.memory().asSlice(0, bytes));
    }

    @Override
    public void close() {
        pool.giveBack(block);
    }
}
