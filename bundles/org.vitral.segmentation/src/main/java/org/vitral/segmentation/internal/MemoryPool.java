// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for scores and masks, and what makes the masks, used again from frame to frame. What is on
 * loan when the pool is closed is freed when it comes back. For any number of threads.
 */
final class MemoryPool implements AutoCloseable {

    /** More than this is not kept: it would be memory that nobody asked for. */
    private static final int MOST_KEPT = 8;

    private static final long ALIGNMENT = 64;

    private final List<Block> free = new ArrayList<>();
    private final List<SharedMaximum> idle = new ArrayList<>();
    private boolean closed;
    private int onLoan;

    /** The bytes on loan, and the most that ever were. */
    private long lent;

    private long mostLent;

    /** A piece of memory that is on loan or waits for the next one. For its borrower. */
    static final class Block {
        private final Arena arena;
        private final MemorySegment memory;

        /** What was asked for last: the next frame asks for the same, and makes no garbage. */
        private MemorySegment part;

        private MemorySegment readOnlyPart;

        private Block(Arena arena, MemorySegment memory) {
            this.arena = arena;
            this.memory = memory;
        }

        /** All of it. */
        MemorySegment memory() {
            return memory;
        }

        /** Its first bytes. */
        MemorySegment first(long bytes) {
            if (part == null || part.byteSize() != bytes) {
                part = memory.asSlice(0, bytes);
                readOnlyPart = part.asReadOnly();
            }
            return part;
        }

        /** Its first bytes, not to be written. */
        MemorySegment firstReadOnly(long bytes) {
            first(bytes);
            return readOnlyPart;
        }
    }

    /** Lends at least so many bytes; what they hold is not defined. */
    Block take(long bytes) {
        synchronized (this) {
            onLoan++;
            for (int i = free.size() - 1; i >= 0; i--) {
                long size = free.get(i).memory.byteSize();
                if (size >= bytes && size / 2 <= bytes) {
                    return lend(free.remove(i));
                }
            }
        }
        Arena arena = Arena.ofShared();
        try {
            return lend(new Block(arena, arena.allocate(bytes, ALIGNMENT)));
        } catch (OutOfMemoryError | RuntimeException failure) {
            arena.close();
            synchronized (this) {
                onLoan--;
            }
            throw failure;
        }
    }

    /** How many blocks are on loan. */
    synchronized int onLoan() {
        return onLoan;
    }

    private synchronized Block lend(Block block) {
        lent += block.memory().byteSize();
        mostLent = Math.max(mostLent, lent);
        return block;
    }

    /** The bytes that are on loan. */
    synchronized long lent() {
        return lent;
    }

    /** The most bytes that were on loan at one time. */
    synchronized long mostLent() {
        return mostLent;
    }

    /** Takes back what was lent. */
    void giveBack(Block block) {
        Block surplus = block;
        synchronized (this) {
            onLoan--;
            lent -= block.memory().byteSize();
            if (!closed) {
                free.add(block);
                surplus = free.size() > MOST_KEPT ? free.removeFirst() : null;
            }
        }
        if (surplus != null) {
            surplus.arena.close();
        }
    }

    /** Lends what makes category masks, to one thread. */
    synchronized SharedMaximum takeMaximum() {
        return idle.isEmpty() ? new SharedMaximum() : idle.removeLast();
    }

    /** Takes back what makes category masks. */
    synchronized void giveBack(SharedMaximum maximum) {
        if (!closed && idle.size() < MOST_KEPT) {
            idle.add(maximum);
        }
    }

    @Override
    public void close() {
        List<Block> unused;
        synchronized (this) {
            closed = true;
            unused = List.copyOf(free);
            free.clear();
            idle.clear();
        }
        unused.forEach(block -> block.arena.close());
    }
}
