// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.SegmenterStatus;

/** {@code vitral:segmenters}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=segmenters"})
public final class SegmentersCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public SegmentersCommand(@Reference Registry registry) {
        super(Manual.of("segmenters", "", "Lists the segmenters, a line each."));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) {
        List<NamedSegmenter> all = registry.segmenters();
        if (all.isEmpty()) {
            screen.line("No segmenter is configured.");
            return;
        }
        Table table =
                new Table("name", "state", "model", "delegate", ">threads", ">generation", "");
        for (NamedSegmenter one : all) {
            SegmenterStatus status = one.control().status();
            table.row(
                    one.name(),
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.model().map(model -> model.name() + " " + model.version()).orElse(""),
                    status.delegate(),
                    status.threads() == 0 ? "" : Integer.toString(status.threads()),
                    status.generation() == 0 ? "" : Long.toString(status.generation()),
                    status.reason());
        }
        screen.table(table);
    }
}
