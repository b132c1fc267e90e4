// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;

/**
 * Leaves out a bilinear enlargement that makes the mask, at the very end of the graph, and resizes
 * there that change nothing. Whoever makes a mask of the small scores interpolates them at the size
 * that is asked for, where the model would interpolate at its own size, and then again.
 */
final class GridScoresRule implements GraphRule {

    static final String NAME = "grid-scores";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Change apply(Graph graph) {
        int[] before = graph.shape(graph.mask());
        String reason = "";
        boolean dropped = false;
        while (reason.isEmpty()) {
            Optional<OperatorT> last = graph.producer(graph.mask());
            reason =
                    last.map(operator -> refusal(graph, operator))
                            .orElse("The mask is not computed");
            if (reason.isEmpty()) {
                drop(graph, last.get());
                dropped = true;
            }
        }
        int[] after = graph.shape(graph.mask());
        return dropped
                ? Change.made(
                        "The mask's scores stay %d x %d instead of %d x %d"
                                .formatted(after[2], after[1], before[2], before[1]))
                : Change.none(reason);
    }

    /** Why an operator is not left out; empty where it is. */
    private static String refusal(Graph graph, OperatorT last) {
        if (graph.builtin(last) != BuiltinOperator.RESIZE_BILINEAR) {
            return "The mask is made by %s, not by RESIZE_BILINEAR".formatted(graph.name(last));
        }
        int from = last.getInputs()[0];
        int to = graph.mask();
        if (!graph.isFloatImage(from) || !graph.isFloatImage(to)) {
            return "The mask's resize is one of %s, not of float32 [1, H, W, C] of a fixed size"
                    .formatted(graph.describe(graph.isFloatImage(from) ? to : from));
        }
        if (graph.uses(to) != 1) {
            return "The mask is used in the graph, too";
        }
        if (graph.producer(from).isEmpty()) {
            return "What the mask is resized from is not computed";
        }
        ResizeBilinearOptionsT options = options(last);
        if (options.getAlignCorners() && options.getHalfPixelCenters()) {
            return "The mask's resize has both flags, align corners and half pixel centers";
        }
        int[] small = graph.shape(from);
        int[] large = graph.shape(to);
        boolean same = small[1] == large[1] && small[2] == large[2];
        if (small[1] > large[1] || small[2] > large[2]) {
            return "The mask's resize does not enlarge: %d x %d to %d x %d"
                    .formatted(small[2], small[1], large[2], large[1]);
        }
        return graph.droppedResize().isPresent() && !same
                ? "A resize of a resize is not one resize"
                : "";
    }

    private static void drop(Graph graph, OperatorT last) {
        int from = last.getInputs()[0];
        int[] small = graph.shape(from);
        int[] large = graph.shape(graph.mask());
        if (small[1] != large[1] || small[2] != large[2]) {
            ResizeBilinearOptionsT options = options(last);
            graph.dropResize(
                    new GridResize(
                            small[2],
                            small[1],
                            options.getAlignCorners(),
                            options.getHalfPixelCenters()));
        }
        graph.setMask(from);
        graph.operators().remove(last);
    }

    /** Fields that are all at their defaults may be left out, options and all. */
    private static ResizeBilinearOptionsT options(OperatorT resize) {
        BuiltinOptionsUnion union = resize.getBuiltinOptions();
        return union != null && union.getValue() instanceof ResizeBilinearOptionsT options
                ? options
                : new ResizeBilinearOptionsT();
    }
}
