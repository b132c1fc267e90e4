// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.vitral.export.ExportFormat;
import org.vitral.export.ExportKind;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Option;
import org.vitral.option.OptionKind;

/** {@code vitral exporters} and {@code vitral renderers}: what results can be written as. */
final class ExportersCommand {

    /** Which formats a command is about. */
    enum Subject {
        /** All that is no renderer, and where it can go. */
        EXPORTERS(kind -> kind != ExportKind.RENDERER),
        /** Those that make pictures. */
        RENDERERS(kind -> kind == ExportKind.RENDERER);

        private final Predicate<ExportKind> includes;

        Subject(Predicate<ExportKind> includes) {
            this.includes = includes;
        }
    }

    private final Subject subject;
    private final Platform platform;
    private final Console console;

    ExportersCommand(Subject subject, Platform platform, Console console) {
        this.subject = subject;
        this.platform = platform;
        this.console = console;
    }

    /** Lists them. */
    int list(boolean json) throws FailureException {
        List<ExportFormat> formats = formats();
        if (json) {
            console.json(
                    JsonDocument.object(
                            out -> {
                                out.name("formats").beginArray();
                                for (ExportFormat format : formats) {
                                    out.beginObject();
                                    facts(out, format);
                                    out.endObject();
                                }
                                out.endArray();
                                targets(out);
                            }));
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>(table(formats));
        if (subject == Subject.EXPORTERS) {
            lines.addAll(targets());
        }
        console.result(lines);
        return ExitCode.DONE;
    }

    /**
     * Shows all about one.
     *
     * @throws UsageException if there is none of that name
     */
    int show(String name, boolean json) throws UsageException, FailureException {
        Optional<ExportFormat> found =
                platform.exports()
                        .format(name)
                        .filter(format -> subject.includes.test(format.kind()));
        if (found.isEmpty()) {
            List<String> known = formats().stream().map(ExportFormat::name).toList();
            throw new UsageException(
                    "There is no %s '%s'%s (known: %s)"
                            .formatted(
                                    subject == Subject.RENDERERS ? "renderer" : "exporter",
                                    name,
                                    Suggestion.hint(name, known),
                                    String.join(", ", known)));
        }
        ExportFormat format = found.get();
        if (json) {
            console.json(JsonDocument.object(out -> facts(out, format)));
        } else {
            console.result(page(format));
        }
        return ExitCode.DONE;
    }

    private List<ExportFormat> formats() throws FailureException {
        return platform.exports().formats().stream()
                .filter(format -> subject.includes.test(format.kind()))
                .toList();
    }

    private static List<String> table(List<ExportFormat> formats) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        table.row("name", "kind", "file", "description");
        for (ExportFormat format : formats) {
            table.row(
                    format.name(),
                    kind(format.kind()),
                    format.kind() == ExportKind.SERIES ? "of its own" : "b" + format.suffix(),
                    format.usable() ? format.description() : "NOT USABLE: " + format.trouble());
        }
        List<String> rows = table.lines();
        List<String> lines = new ArrayList<>();
        lines.add(rows.getFirst());
        for (int i = 0; i < formats.size(); i++) {
            lines.add(rows.get(i + 1));
            options(formats.get(i).name(), formats.get(i).options())
                    .forEach(option -> lines.add("    " + option));
        }
        return lines;
    }

    private static List<String> options(String owner, List<Option<?>> options) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        for (Option<?> option : options) {
            table.row(
                    "%s.%s=%s".formatted(owner, option.name(), option.presetText()),
                    word(option.kind()),
                    option.permitted(),
                    option.description());
        }
        return table.lines();
    }

    private List<String> targets() {
        List<String> lines = new ArrayList<>();
        List<String> kinds = platform.targets();
        if (!kinds.isEmpty()) {
            lines.add("");
            lines.add("Where the files go (--output KIND:PLACE):");
        }
        for (String kind : kinds) {
            lines.add(
                    "  %s  %s"
                            .formatted(kind, Text.oneLine(platform.targetDescription(kind)))
                            .stripTrailing());
            platform.target(kind)
                    .map(ExportTargetProvider::options)
                    .ifPresent(
                            known ->
                                    options(kind, known).forEach(line -> lines.add("    " + line)));
        }
        return lines;
    }

    private static List<String> page(ExportFormat format) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s".formatted(format.name(), kind(format.kind())));
        if (!format.description().isEmpty()) {
            lines.add(Text.oneLine(format.description()));
        }
        if (!format.usable()) {
            lines.add("NOT USABLE: " + Text.oneLine(format.trouble()));
        }
        lines.add("");
        TextTable facts = new TextTable(TextTable.Align.LEFT, TextTable.Align.LEFT);
        if (format.kind() != ExportKind.SERIES) {
            facts.row("file for b.jpg", "b" + format.suffix());
        }
        facts.row("bundle", format.bundle());
        facts.lines().forEach(line -> lines.add("  " + line));
        if (!format.options().isEmpty()) {
            lines.add("");
            lines.add("Options, with their presets:");
            for (Option<?> option : format.options()) {
                lines.add(
                        "  --option %s.%s=%s"
                                .formatted(format.name(), option.name(), option.presetText()));
                lines.add("      " + Text.oneLine(option.description()));
                lines.add("      %s: %s".formatted(word(option.kind()), option.permitted()));
            }
        }
        return lines;
    }

    private static void facts(JsonWriter out, ExportFormat format) throws IOException {
        out.name("name").value(format.name());
        out.name("kind").value(kind(format.kind()));
        out.name("suffix").value(format.suffix().isEmpty() ? null : format.suffix());
        out.name("description").value(format.description());
        out.name("bundle").value(format.bundle());
        out.name("usable").value(format.usable());
        out.name("trouble").value(format.trouble());
        options(out, format.options());
    }

    private static void options(JsonWriter out, List<Option<?>> options) throws IOException {
        out.name("options").beginArray();
        for (Option<?> option : options) {
            out.beginObject();
            out.name("name").value(option.name());
            out.name("type").value(option.kind().name().toLowerCase(Locale.ROOT));
            out.name("preset").value(option.presetText());
            out.name("permitted").value(option.permitted());
            out.name("choices").beginArray();
            for (String choice : option.choices()) {
                out.value(choice);
            }
            out.endArray();
            out.name("description").value(option.description());
            out.endObject();
        }
        out.endArray();
    }

    private void targets(JsonWriter out) throws IOException {
        if (subject != Subject.EXPORTERS) {
            return;
        }
        out.name("targets").beginArray();
        for (String kind : platform.targets()) {
            out.beginObject();
            out.name("kind").value(kind);
            out.name("description").value(platform.targetDescription(kind));
            options(
                    out,
                    platform.target(kind).map(ExportTargetProvider::options).orElse(List.of()));
            out.endObject();
        }
        out.endArray();
    }

    private static String kind(ExportKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String word(OptionKind kind) {
        return kind == OptionKind.COLOR
                ? "colour"
                : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
