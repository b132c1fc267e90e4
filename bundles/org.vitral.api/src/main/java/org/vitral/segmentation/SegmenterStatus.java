// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.vitral.model.ModelDescription;

/**
 * How a segmenter is at one moment.
 *
 * @param state what it can do
 * @param reason why it cannot, or, where it is {@link State#READY}, why the last change was
 *     refused; a sentence, or empty
 * @param model the model of the running engine
 * @param delegates the delegates that the running engine works on, in the order in which they were
 *     applied; none where no engine runs
 * @param delegateReason why these: what {@code auto} measured, or why a delegate that was asked for
 *     is not among them; empty where they are just what was asked for
 * @param threads the number of threads of the running engine, or 0
 * @param generation the number of the running engine: 1 for the first one, 0 for none
 */
public record SegmenterStatus(
        State state,
        String reason,
        Optional<ModelDescription> model,
        List<EffectiveDelegate> delegates,
        String delegateReason,
        int threads,
        long generation) {

    /** What a segmenter can do. */
    public enum State {
        /** Its first engine is being prepared: calls wait. */
        PREPARING,
        /** It has an engine: calls are served. */
        READY,
        /** No engine could be prepared: calls fail with the reason. */
        FAILED,
        /** It was removed: calls fail. */
        CLOSED
    }

    public SegmenterStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(model, "model");
        delegates = List.copyOf(delegates);
        Objects.requireNonNull(delegateReason, "delegateReason");
    }

    /** The names of the delegates, for example {@code "gpu,xnnpack"}, or {@code ""}. */
    public String delegate() {
        return EffectiveDelegate.names(delegates);
    }
}
