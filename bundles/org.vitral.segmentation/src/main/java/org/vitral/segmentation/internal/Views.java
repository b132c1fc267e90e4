// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;

/** What the views of a segmentation have in common. */
final class Views {
    private Views() {}

    /** The memory of a view. */
    static MemorySegment open(MemorySegment memory) {
        if (!memory.scope().isAlive()) {
            throw closed();
        }
        return memory;
    }

    static IllegalStateException closed() {
        return new IllegalStateException("This segmentation is closed");
    }
}
