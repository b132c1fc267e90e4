// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Memory of a pool for one piece of work, which goes back at its end. For one thread. */
final class Loan implements AutoCloseable {

    private final MemoryPool pool;
    private final List<MemoryPool.Block> blocks = new ArrayList<>();

    Loan(MemoryPool pool) {
        this.pool = pool;
    }

    /** Takes a block of at least so many bytes. */
    MemoryPool.Block block(long bytes) {
        MemoryPool.Block block = pool.take(bytes);
        blocks.add(block);
        return block;
    }

    /** Takes just so many bytes. */
    MemorySegment take(long bytes) {
        return block(bytes).first(bytes);
    }

    /** Somebody else gives this block back. */
    void handOver(MemoryPool.Block block) {
        blocks.removeIf(own -> own == block);
    }

    @Override
    public void close() {
        blocks.forEach(pool::giveBack);
        blocks.clear();
    }
}
