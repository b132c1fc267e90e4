// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.SwapOutcome;

/** {@code vitral:history}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=history"})
public final class HistoryCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public HistoryCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "history",
                                "[SEGMENTER]",
                                "Lists what came of the last swaps of a segmenter, the newest one"
                                        + " first.",
                                Manual.SEGMENTER)
                        .withWords(0, 1, Names.SEGMENTERS));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        NamedSegmenter segmenter =
                registry.segmenter(arguments.word(0).or(() -> arguments.value(Manual.SEGMENTER)));
        List<SwapOutcome> history = segmenter.control().history();
        if (history.isEmpty()) {
            screen.line("Nothing was tried yet.");
            return;
        }
        Instant now = Instant.now();
        Table table =
                new Table("when", "by", "state", "generation", ">took", "wanted", "serves", "why");
        for (SwapOutcome one : history) {
            table.row(
                    OutcomeText.ago(one.time(), now),
                    one.trigger().name().toLowerCase(Locale.ROOT),
                    OutcomeText.word(one),
                    OutcomeText.generations(one),
                    Text.milliseconds(OutcomeText.total(one)),
                    one.wanted(),
                    one.model().isEmpty() ? "nothing" : one.model() + " on " + one.delegate(),
                    one.reason());
        }
        screen.table(table);
    }
}
