// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.SegmenterStatus;
import org.vitral.segmentation.SwapOutcome;

/** {@code vitral:status}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=status"})
public final class StatusCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public StatusCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "status",
                                "[SEGMENTER]",
                                "Shows what runs in each segmenter, or in one of them.",
                                Manual.SEGMENTER)
                        .withWords(0, 1, Names.SEGMENTERS));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        Optional<String> named = arguments.word(0).or(() -> arguments.value(Manual.SEGMENTER));
        List<NamedSegmenter> shown = registry.segmenters();
        if (named.isPresent() || shown.isEmpty()) {
            shown = List.of(registry.segmenter(named));
        }
        boolean first = true;
        for (NamedSegmenter one : shown) {
            if (!first) {
                screen.line("");
            }
            first = false;
            show(one, screen);
        }
    }

    private static void show(NamedSegmenter segmenter, Screen screen) {
        SegmenterStatus status = segmenter.control().status();
        screen.line(
                "%s  %s%s"
                        .formatted(
                                screen.bold(segmenter.name()),
                                state(status, screen),
                                status.generation() == 0
                                        ? ""
                                        : ", generation " + status.generation()));
        status.model()
                .ifPresent(
                        model -> {
                            field("model", model.name() + " " + model.version(), screen);
                            field(
                                    "delegate",
                                    "%s, %s"
                                            .formatted(
                                                    Text.delegates(status.delegates()),
                                                    Text.count(status.threads(), "thread")),
                                    screen);
                        });
        if (!status.delegateReason().isBlank()) {
            field("why", status.delegateReason(), screen);
        }
        if (!status.reason().isBlank()) {
            field("reason", status.reason(), screen);
        }
        List<SwapOutcome> history = segmenter.control().history();
        if (!history.isEmpty()) {
            SwapOutcome last = history.getFirst();
            field(
                    "last swap",
                    "%s %s (%s)"
                            .formatted(
                                    OutcomeText.word(last),
                                    OutcomeText.ago(last.time(), Instant.now()),
                                    last.wanted()),
                    screen);
        }
        segmenter
                .control()
                .trial()
                .ifPresent(trial -> field("trial", TrialText.line(trial), screen));
    }

    private static void field(String name, String value, Screen screen) {
        screen.line("  %-9s  %s".formatted(name, Text.oneLine(value)));
    }

    /** {@code "ready"}, in colour. */
    static String state(SegmenterStatus status, Screen screen) {
        String word = status.state().name().toLowerCase(Locale.ROOT);
        return switch (status.state()) {
            case READY -> screen.good(word);
            case PREPARING -> screen.doubtful(word);
            case FAILED, CLOSED -> screen.bad(word);
        };
    }
}
