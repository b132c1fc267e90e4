// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.TrialStatus;

/** How a trial does, as a person reads it. */
final class TrialText {

    private TrialText() {}

    /** In one line. */
    static String line(TrialStatus trial) {
        return "%s of generation %d, %s on %s, %s%s"
                .formatted(
                        kind(trial),
                        trial.generation(),
                        trial.model().name() + " " + trial.model().version(),
                        EffectiveDelegate.names(trial.delegates()),
                        Text.count(trial.images(), "image"),
                        trial.ended().isBlank() ? "" : "; ended: " + trial.ended());
    }

    /** {@code "canary (10.0 %)"} or {@code "shadow"}. */
    static String kind(TrialStatus trial) {
        return trial.isShadow() ? "shadow" : "canary (%s)".formatted(Text.share(trial.share()));
    }

    /** All about it. */
    static List<String> lines(TrialStatus trial, Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  generation %d, %s"
                        .formatted(
                                screen.bold(kind(trial)),
                                trial.generation(),
                                trial.ended().isBlank()
                                        ? screen.good("under way")
                                        : screen.doubtful("ended")));
        lines.add("  model      %s %s".formatted(trial.model().name(), trial.model().version()));
        lines.add("  delegate   " + Text.delegates(trial.delegates()));
        lines.add(
                "  images     %s, %s%s"
                        .formatted(
                                Text.count(trial.images(), "image"),
                                Text.count(trial.failures(), "failure"),
                                trial.isShadow() ? ", %d skipped".formatted(trial.skipped()) : ""));
        trial.agreement()
                .ifPresent(
                        share ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT, "  agreement  %.2f %%", 100 * share)));
        trial.median()
                .ifPresent(
                        median ->
                                lines.add(
                                        "  median     %s%s"
                                                .formatted(
                                                        Text.milliseconds(median),
                                                        trial.servingMedian()
                                                                .map(
                                                                        other ->
                                                                                ", against %s of the engine that serves"
                                                                                        .formatted(
                                                                                                Text
                                                                                                        .milliseconds(
                                                                                                                other)))
                                                                .orElse(""))));
        if (!trial.ended().isBlank()) {
            lines.add("  ended      " + Text.oneLine(trial.ended()));
        }
        return lines;
    }
}
