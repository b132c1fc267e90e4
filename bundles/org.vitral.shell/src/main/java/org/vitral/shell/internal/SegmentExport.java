// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.export.ExportFormat;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportRun;
import org.vitral.export.ExportSettings;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exports;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** Writes what {@code vitral:segment} found, in the formats that were asked for. */
final class SegmentExport {

    static final Option EXPORT =
            Option.value(
                    "--export",
                    "LIST",
                    Names.EVERYTHING,
                    "Write files in these formats (vitral:exporters, vitral:renderers).");

    static final Option OPTION =
            Option.value(
                    "--option",
                    "NAME.OPTION=VALUE...",
                    Names.NONE,
                    "An option of a format or the target. May be given several times.");

    static final Option OUTPUT =
            Option.value(
                    "--output",
                    "DIR|FILE.zip|KIND:PLACE",
                    Names.FILES,
                    "Where the files go. Else the current folder.");

    private static final Pattern SAID = Pattern.compile("([^.=]+)\\.([^.=]+)=(.*)");
    private static final Pattern PLACE = Pattern.compile("([a-z][a-z0-9-]+):(.*)");

    private final Registry registry;
    private final List<String> formats;
    private final Map<String, Map<String, String>> said;
    private final String kind;
    private final String place;

    private SegmentExport(
            Registry registry,
            List<String> formats,
            Map<String, Map<String, String>> said,
            String kind,
            String place) {
        this.registry = registry;
        this.formats = formats;
        this.said = said;
        this.kind = kind;
        this.place = place;
    }

    /** What was asked for; empty where nothing is written. */
    static Optional<SegmentExport> of(Registry registry, Arguments arguments, Path folder)
            throws CommandException {
        Optional<String> list = arguments.value(EXPORT);
        if (list.isEmpty()) {
            if (arguments.has(OPTION) || arguments.has(OUTPUT)) {
                throw arguments.wrong("nothing is written without --export");
            }
            return Optional.empty();
        }
        LinkedHashSet<String> formats = new LinkedHashSet<>();
        for (String name : list.get().split(",")) {
            if (!name.isBlank()) {
                formats.add(name.strip());
            }
        }
        if (formats.isEmpty()) {
            throw arguments.wrong("--export names at least one format, such as mask");
        }
        List<String> known = registry.existingExports().names();
        for (String name : formats) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "There is no exporter or renderer '%s'%s (there are: %s)"
                                .formatted(
                                        name,
                                        Text.suggestion(name, known),
                                        String.join(", ", known)));
            }
        }
        String output = arguments.value(OUTPUT).orElse("");
        Matcher named = PLACE.matcher(output);
        boolean hasKind = named.matches();
        String path = hasKind ? named.group(2) : output;
        String kind =
                hasKind
                        ? named.group(1)
                        : output.toLowerCase(Locale.ROOT).endsWith(".zip") ? "zip" : "folder";
        boolean onDisk = kind.equals("zip") || kind.equals("folder");
        if (output.equals("-") || kind.equals("stdout") || kind.equals("zip") && path.equals("-")) {
            throw arguments.wrong(
                    "--output %s: the standard output of the shell is its screen; name a folder or FILE.zip"
                            .formatted(output));
        }
        if (!registry.targets().contains(kind)) {
            throw arguments.wrong(
                    "--output %s: there is no target '%s'%s (known: %s; a folder of that name is ./%s)"
                            .formatted(
                                    output,
                                    kind,
                                    Text.suggestion(kind, registry.targets()),
                                    String.join(", ", registry.targets()),
                                    output));
        }
        if (hasKind && onDisk && path.isBlank()) {
            throw arguments.wrong("--output %s names no place".formatted(output));
        }
        return Optional.of(
                new SegmentExport(
                        registry,
                        List.copyOf(formats),
                        said(registry, arguments, formats, kind),
                        kind,
                        onDisk ? folder.resolve(path).toString() : path));
    }

    private static Map<String, Map<String, String>> said(
            Registry registry, Arguments arguments, LinkedHashSet<String> formats, String kind)
            throws CommandException {
        Map<String, Map<String, String>> said = new HashMap<>();
        for (String one : arguments.values(OPTION)) {
            Matcher parts = SAID.matcher(one);
            if (!parts.matches()) {
                throw arguments.wrong(
                        "--option is NAME.OPTION=VALUE, such as overlay.opacity=0.4, not '%s'"
                                .formatted(one));
            }
            String owner = parts.group(1).strip();
            String option = parts.group(2).strip();
            String value = parts.group(3);
            if (!formats.contains(owner) && !owner.equals(kind)) {
                throw arguments.wrong(
                        "--option %s: '%s' is not written%s (written: %s)"
                                .formatted(
                                        one,
                                        owner,
                                        Text.suggestion(owner, formats),
                                        String.join(", ", formats)));
            }
            String wrong = wrong(owner, option, value, options(registry, owner, kind));
            if (!wrong.isEmpty()) {
                throw arguments.wrong("--option %s: %s".formatted(one, wrong));
            }
            said.computeIfAbsent(owner, _ -> new HashMap<>()).put(option, value);
        }
        return said;
    }

    /** The options of the target, or of a format. */
    private static List<org.vitral.option.Option<?>> options(
            Registry registry, String owner, String kind) throws CommandException {
        if (owner.equals(kind)) {
            return registry.target(kind).map(ExportTargetProvider::options).orElse(List.of());
        }
        ExportFormat format =
                registry.existingExports()
                        .format(owner)
                        .orElseThrow(
                                () -> new CommandException(owner + " is not installed any more"));
        if (!format.usable()) {
            throw new CommandException("%s: %s".formatted(owner, format.trouble()));
        }
        return format.options();
    }

    /** What is wrong with an option; empty where it can be read. */
    private static String wrong(
            String owner, String option, String value, List<org.vitral.option.Option<?>> known) {
        List<String> names = known.stream().map(org.vitral.option.Option::name).toList();
        if (!names.contains(option)) {
            return "%s has no option '%s'%s (%s)"
                    .formatted(
                            owner,
                            option,
                            Text.suggestion(option, names),
                            names.isEmpty() ? "it has none" : "known: " + String.join(", ", names));
        }
        try {
            Options.read(known, Map.of(option, value));
            return "";
        } catch (OptionException e) {
            return e.getMessage();
        }
    }

    /** Writes it, and says what was written. */
    void write(ExportSubject subject, Screen screen) throws CommandException {
        Exports exports = registry.existingExports();
        List<ExportRequest> requests =
                formats.stream()
                        .map(name -> new ExportRequest(name, said.getOrDefault(name, Map.of())))
                        .toList();
        List<ExportOutcome> outcomes = new ArrayList<>();
        try (ExportTarget target = target();
                ExportRun run = exports.begin(requests, target, ExportSettings.DEFAULT)) {
            outcomes.addAll(run.start(subject).await());
            outcomes.addAll(run.complete());
        } catch (OptionException e) {
            throw new UsageException(e.getMessage());
        } catch (IOException e) {
            throw new CommandException("%s: %s".formatted(place, Text.oneLine(reason(e))), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
        outcomes.forEach(one -> one.files().forEach(file -> screen.line(Text.oneLine(file))));
        List<String> failures = new ArrayList<>();
        for (ExportOutcome outcome : outcomes) {
            outcome.failure()
                    .ifPresent(why -> failures.add(outcome.subject() + ": " + reason(why)));
        }
        if (!failures.isEmpty()) {
            throw new CommandException(Text.oneLine(String.join("; ", failures)));
        }
    }

    private ExportTarget target() throws IOException, OptionException, CommandException {
        ExportTargetProvider provider =
                registry.target(kind)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "There is no target '%s' (there are: %s)"
                                                        .formatted(
                                                                kind,
                                                                String.join(
                                                                        ", ",
                                                                        registry.targets()))));
        return provider.open(
                place, Options.read(provider.options(), said.getOrDefault(kind, Map.of())));
    }

    private static String reason(Throwable failure) {
        if (failure instanceof java.nio.file.FileSystemException refused
                && refused.getReason() != null) {
            return refused.getReason();
        }
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
