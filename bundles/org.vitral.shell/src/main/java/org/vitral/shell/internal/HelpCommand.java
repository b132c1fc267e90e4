// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code vitral:help}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=help"})
public final class HelpCommand extends VitralCommand {

    private final BundleContext context;

    @Activate
    public HelpCommand(BundleContext context) {
        super(
                Manual.of("help", "[COMMAND]", "Shows the commands, or how one of them is used.")
                        .withWords(0, 1, Names.COMMANDS));
        this.context = context;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        List<Manual> manuals = manuals(context);
        if (arguments.word(0).isPresent()) {
            String name = arguments.word(0).get().replaceFirst("^vitral:", "");
            List<String> names = manuals.stream().map(Manual::name).toList();
            screen.lines(
                    manuals.stream()
                            .filter(manual -> manual.name().equals(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new UsageException(
                                                    "There is no command vitral:%s%s"
                                                            .formatted(
                                                                    name,
                                                                    Text.suggestion(name, names))))
                            .page());
            return;
        }
        int width = manuals.stream().mapToInt(manual -> manual.fullName().length()).max().orElse(0);
        for (Manual manual : manuals) {
            String padding = " ".repeat(width - manual.fullName().length());
            screen.line(
                    "%s%s  %s"
                            .formatted(screen.bold(manual.fullName()), padding, manual.summary()));
        }
        others(session).forEach(screen::line);
    }

    /** The commands of others, a line for each scope. */
    private static List<String> others(CommandSession session) {
        Map<String, List<String>> scopes = new TreeMap<>();
        for (String command : Script.commands(session)) {
            int colon = command.indexOf(':');
            if (colon > 0 && !command.startsWith(Manual.SCOPE + ":")) {
                scopes.computeIfAbsent(command.substring(0, colon), _ -> new ArrayList<>())
                        .add(command.substring(colon + 1));
            }
        }
        List<String> lines = new ArrayList<>();
        scopes.forEach(
                (scope, names) -> {
                    lines.add("");
                    names.sort(Comparator.naturalOrder());
                    lines.add("%s: %s".formatted(scope, String.join(", ", names)));
                });
        return lines;
    }

    /** The manuals of all commands that are there, by name. */
    static List<Manual> manuals(BundleContext context) {
        List<Manual> manuals = new ArrayList<>();
        try {
            for (ServiceReference<Function> reference :
                    context.getServiceReferences(Function.class, "(osgi.command.scope=vitral)")) {
                if (context.getService(reference) instanceof VitralCommand command) {
                    manuals.add(command.manual());
                }
                context.ungetService(reference);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        manuals.sort(Comparator.comparing(Manual::name));
        return manuals;
    }
}
