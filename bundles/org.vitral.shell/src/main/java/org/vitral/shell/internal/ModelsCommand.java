// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.model.KnownModel;
import org.vitral.model.Model;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelRepository;
import org.vitral.model.RejectedModel;

/** {@code vitral:models}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=models"})
public final class ModelsCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public ModelsCommand(@Reference Registry registry) {
        super(
                Manual.of(
                        "models",
                        "",
                        "Lists the models that are here, the default one marked with *, and those"
                                + " that could be."));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        ModelRepository repository =
                registry.models()
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "There is no model repository (vitral:why"
                                                        + " ModelRepository)"));
        List<Model> here = repository.models();
        if (here.isEmpty()) {
            screen.line("No model is here.");
        } else {
            Table table =
                    new Table("", "name", "version", ">input", ">classes", "licence", "origin");
            for (int i = 0; i < here.size(); i++) {
                ModelDescription model = here.get(i).description();
                table.row(
                        i == 0 ? "*" : "",
                        model.name(),
                        model.version(),
                        model.input().width() + " x " + model.input().height(),
                        Integer.toString(model.labels().size()),
                        model.license(),
                        here.get(i).origin());
            }
            screen.table(table);
        }
        List<KnownModel> absent = repository.absent();
        if (!absent.isEmpty()) {
            screen.line("");
            Table table = new Table("", "not here", "version", ">size", "licence");
            for (KnownModel model : absent) {
                table.row(
                        "",
                        model.name(),
                        model.version(),
                        model.size() > 0 ? Text.bytes(model.size()) : "",
                        model.license());
            }
            screen.table(table);
        }
        if (!repository.rejected().isEmpty()) {
            screen.line("");
            Table table = new Table("not usable", "why");
            for (RejectedModel model : repository.rejected()) {
                table.row(model.origin(), model.reason());
            }
            screen.table(table);
        }
        repository.preferenceNote().ifPresent(note -> screen.line(Text.oneLine(note)));
    }
}
