// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.vitral.model.ModelContent;

/** A rewritten model's bytes, in memory of their own. */
record ArenaContent(Arena arena, MemorySegment bytes) implements ModelContent {

    @Override
    public void close() {
        arena.close();
    }
}
