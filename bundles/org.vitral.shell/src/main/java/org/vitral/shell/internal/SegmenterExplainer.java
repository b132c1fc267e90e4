// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.segmentation.GateCheck;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SegmenterStatus.State;
import org.vitral.segmentation.SwapOutcome;

/** Explains segmenters: what runs, and why the last change was refused. */
final class SegmenterExplainer implements Explainer {

    private final Registry registry;

    SegmenterExplainer(Registry registry) {
        this.registry = registry;
    }

    @Override
    public List<Explanation> explain(String name) {
        String wanted = NamedSegmenter.nameOf(name);
        return registry.segmenters().stream()
                .filter(one -> one.name().equals(wanted))
                .map(SegmenterExplainer::explain)
                .toList();
    }

    @Override
    public List<Explanation> troubles() {
        return registry.segmenters().stream()
                .filter(one -> one.control().status().state() != State.READY)
                .map(SegmenterExplainer::explain)
                .toList();
    }

    @Override
    public List<String> names() {
        return registry.segmenters().stream().map(NamedSegmenter::name).toList();
    }

    private static Explanation explain(NamedSegmenter segmenter) {
        SegmenterStatus status = segmenter.control().status();
        List<String> reasons = new ArrayList<>();
        status.model()
                .ifPresent(
                        model ->
                                reasons.add(
                                        "generation %d serves: %s %s on %s"
                                                .formatted(
                                                        status.generation(),
                                                        model.name(),
                                                        model.version(),
                                                        status.delegate())));
        if (status.state() != State.READY && !status.reason().isBlank()) {
            reasons.add(Text.oneLine(status.reason()));
        }
        refused(segmenter.control().history()).ifPresent(one -> reasons.addAll(refusal(one)));
        return new Explanation(
                "segmenter " + segmenter.name(),
                status.state() == State.READY,
                switch (status.state()) {
                    case READY -> "works";
                    case PREPARING -> "prepares its first engine";
                    case FAILED -> "has no engine";
                    case CLOSED -> "was removed";
                },
                reasons);
    }

    /** The last attempt that did not lead to what was wanted. */
    private static Optional<SwapOutcome> refused(List<SwapOutcome> history) {
        return history.stream()
                .filter(
                        one ->
                                one.state() == SwapOutcome.State.REFUSED
                                        || one.state() == SwapOutcome.State.FALLBACK)
                .findFirst();
    }

    private static List<String> refusal(SwapOutcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: the last swap that was (%s, %s): %s"
                        .formatted(
                                OutcomeText.word(outcome),
                                outcome.wanted(),
                                OutcomeText.ago(outcome.time(), Instant.now()),
                                Text.oneLine(outcome.reason())));
        for (GateCheck check : outcome.gate().map(GateVerdict::checks).orElse(List.of())) {
            if (!check.passed()) {
                lines.add("  gate, %s: %s".formatted(check.name(), Text.oneLine(check.finding())));
            }
        }
        return lines;
    }
}
