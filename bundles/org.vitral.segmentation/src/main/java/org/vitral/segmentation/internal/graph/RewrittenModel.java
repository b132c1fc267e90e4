// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A model whose graph was changed by rules.
 *
 * @param bytes the file; empty where no rule changed anything
 * @param outcomes what came of each rule that was asked for
 * @param size how large the unmodified graph is
 * @param droppedResize the resize that whoever reads the mask has to do
 */
public record RewrittenModel(
        Optional<ByteBuffer> bytes,
        List<RuleOutcome> outcomes,
        GraphSize size,
        Optional<GridResize> droppedResize) {}
