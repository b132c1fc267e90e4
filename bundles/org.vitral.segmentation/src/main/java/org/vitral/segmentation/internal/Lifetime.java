// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * How long the views of a segmentation are valid. Their memory comes from a pool and serves the
 * next segmentation afterwards, so nobody may read it then.
 *
 * <p>Who reads through a mask does so without a lock: it reads, and then looks whether the
 * segmentation is still open. If so, the memory was its own while it was read; if not, what was
 * read is thrown away for an exception. That memory belongs to an arena of the pool, so that
 * reading it is safe at any time, also when the pool has freed it.
 *
 * <p>Whoever wants the memory itself gets it bound to an arena that ends with the segmentation.
 * Closing a shared arena stops all threads for a moment (0.15 ms of a frame), so it is only made
 * when it is needed.
 */
final class Lifetime {

    /** That of memory on the heap, which nobody else gets. */
    static final Lifetime ENDLESS = new Lifetime();

    private volatile boolean over;

    /** Made when memory is first asked for. */
    private Arena views;

    /** Whether somebody asked for memory. */
    synchronized boolean hasViews() {
        return views != null;
    }

    void check() {
        if (over) {
            throw closed();
        }
    }

    /** Looks whether what the caller has just read was still what it seemed to be. */
    void checkRead() {
        // Else the read might be done after the look.
        VarHandle.acquireFence();
        check();
    }

    /** A read-only view of pooled memory that ends with this. */
    synchronized MemorySegment view(MemorySegment memory) {
        check();
        if (views == null) {
            views = Arena.ofShared();
        }
        return MemorySegment.ofAddress(memory.address())
                .reinterpret(memory.byteSize(), views, null)
                .asReadOnly();
    }

    /**
     * Ends it. The memory may serve others as soon as this has returned.
     *
     * @return whether it was not over before
     * @throws IllegalStateException if a view is inside a native call; then it is not over
     */
    synchronized boolean end() {
        if (over) {
            return false;
        }
        if (views != null) {
            views.close();
        }
        over = true;
        // Nothing that is written to the memory from here on is seen without this.
        VarHandle.fullFence();
        return true;
    }

    static IllegalStateException closed() {
        return new IllegalStateException("This segmentation is closed");
    }
}
