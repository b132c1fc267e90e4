// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.vitral.export.ExportFormat;
import org.vitral.export.ExportKind;
import org.vitral.export.Exports;
import org.vitral.option.OptionKind;

/** Lists formats with their options, or shows one of them. */
abstract class FormatsCommand extends VitralCommand {

    private final Registry registry;
    private final boolean renderers;

    FormatsCommand(Manual manual, Registry registry, boolean renderers) {
        super(manual);
        this.registry = registry;
        this.renderers = renderers;
    }

    static String kind(ExportKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        list(registry.existingExports(), arguments.word(0), screen);
    }

    private void list(Exports exports, Optional<String> name, Screen screen)
            throws CommandException {
        List<ExportFormat> formats =
                exports.formats().stream()
                        .filter(one -> renderers == (one.kind() == ExportKind.RENDERER))
                        .toList();
        List<String> names = formats.stream().map(ExportFormat::name).toList();
        if (name.isPresent() && !names.contains(name.get())) {
            throw new UsageException(
                    "There is no %s '%s'%s (there are: %s)"
                            .formatted(
                                    renderers ? "renderer" : "exporter",
                                    name.get(),
                                    Text.suggestion(name.get(), names),
                                    String.join(", ", names)));
        }
        Table table = new Table("name", "kind", "file", "usable", "description");
        List<ExportFormat> shown = new ArrayList<>();
        for (ExportFormat format : formats) {
            if (name.isEmpty() || name.get().equals(format.name())) {
                shown.add(format);
                table.row(
                        format.name(),
                        kind(format.kind()),
                        format.kind() == ExportKind.SERIES ? "of its own" : "b" + format.suffix(),
                        format.usable() ? "yes" : "no",
                        format.usable() ? format.description() : format.trouble());
            }
        }
        screen.table(table);
        options(shown, screen);
    }

    private static void options(List<ExportFormat> formats, Screen screen) {
        Table table = new Table("option", "type", "permitted", "description");
        boolean any = false;
        for (ExportFormat format : formats) {
            for (org.vitral.option.Option<?> option : format.options()) {
                any = true;
                table.row(
                        "%s.%s=%s".formatted(format.name(), option.name(), option.presetText()),
                        option.kind() == OptionKind.COLOR
                                ? "colour"
                                : option.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        option.permitted(),
                        option.description());
            }
        }
        if (any) {
            screen.line("");
            screen.table(table);
        }
    }
}
