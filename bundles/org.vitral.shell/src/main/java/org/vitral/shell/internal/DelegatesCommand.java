// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** {@code vitral:delegates}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=delegates"})
public final class DelegatesCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public DelegatesCommand(@Reference Registry registry) {
        super(
                Manual.of(
                        "delegates",
                        "",
                        "Lists what a model can run on, what auto prefers first, and why one does"
                                + " not work here."));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        Delegates delegates =
                registry.delegates()
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "No service knows the delegates (vitral:why"
                                                        + " Delegates)"));
        List<DelegateStatus> all = delegates.list();
        Optional<DelegateStatus> first = all.stream().filter(DelegateStatus::available).findFirst();
        Table table = new Table("", "name", "version", "works", "description");
        for (DelegateStatus one : all) {
            table.row(
                    first.filter(one::equals).isPresent() ? "*" : "",
                    one.name(),
                    one.version(),
                    one.available() ? "yes" : "no",
                    one.available() ? one.description() : one.description() + ": " + one.reason());
        }
        screen.table(table);
    }
}
