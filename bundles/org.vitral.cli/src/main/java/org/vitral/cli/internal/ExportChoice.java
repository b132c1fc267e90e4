// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.export.ExportFormat;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportSettings;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exports;
import org.vitral.export.NamePattern;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import picocli.CommandLine.ParseResult;

/**
 * What shall be written, and how.
 *
 * @param formats the names of the formats, at least one, none twice
 * @param chosen whether the user named them
 * @param said the options of formats and of the target
 * @param settings the names of the files, the format of pictures, the limit
 */
record ExportChoice(
        List<String> formats, boolean chosen, List<Said> said, ExportSettings settings) {

    /** The formats that are written where none are asked for. */
    static final String DEFAULT_FORMATS = "mask,overlay,json";

    private static final Pattern SAID = Pattern.compile("([^.=]+)\\.([^.=]+)=(.*)");

    /**
     * An option as the user says it.
     *
     * @param owner the format or kind of target that has it
     */
    record Said(String owner, String option, String value) {
        @Override
        public String toString() {
            return "--option %s.%s=%s".formatted(owner, option, value);
        }
    }

    /** Reads what was typed. */
    static ExportChoice of(ParseResult parsed) throws UsageException {
        List<Said> said = new ArrayList<>();
        List<String> given = parsed.matchedOptionValue("--option", List.of());
        for (String one : given) {
            Matcher parts = SAID.matcher(one);
            if (!parts.matches()) {
                throw new UsageException(
                        "--option is NAME.OPTION=VALUE, such as overlay.opacity=0.4, not '%s'"
                                .formatted(one));
            }
            said.add(new Said(parts.group(1).strip(), parts.group(2).strip(), parts.group(3)));
        }
        ExportSettings settings = ExportSettings.DEFAULT;
        String names = parsed.matchedOptionValue("--names", null);
        if (names != null) {
            try {
                settings = settings.withNames(new NamePattern(names));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--names: " + e.getMessage());
            }
        }
        Optional<String> picture =
                SegmentOptions.filled("--picture", parsed.matchedOptionValue("--picture", null));
        settings = picture.isPresent() ? settings.withPicture(picture.get()) : settings;
        Optional<Duration> limit =
                SegmentOptions.timeLimit(
                        "--export-limit", parsed.matchedOptionValue("--export-limit", null));
        settings = limit.isPresent() ? settings.withLimit(limit.get()) : settings;
        String formats = parsed.matchedOptionValue("--export", null);
        return new ExportChoice(
                names(formats == null ? DEFAULT_FORMATS : formats),
                formats != null,
                said,
                settings);
    }

    /** The names in the list that {@code --export} gives. */
    private static List<String> names(String given) throws UsageException {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String name : given.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (names.isEmpty()) {
            throw new UsageException("--export names at least one format, such as mask");
        }
        return List.copyOf(names);
    }

    /**
     * What to ask the exports for.
     *
     * @param target the kind of target, whose options may be said too
     * @throws UsageException if a format, an option or a value is asked for that there is not
     */
    List<ExportRequest> requests(Exports exports, String target) throws UsageException {
        for (String format : formats) {
            check(format, exports);
        }
        if (!exports.pictures().contains(settings.picture())
                && !settings.picture().equals(ExportSettings.DEFAULT.picture())) {
            throw new UsageException(
                    "--picture: there is no encoder for '%s'%s (known: %s)"
                            .formatted(
                                    settings.picture(),
                                    Suggestion.hint(settings.picture(), exports.pictures()),
                                    String.join(", ", exports.pictures())));
        }
        Map<String, Map<String, String>> options = new HashMap<>();
        for (Said one : said) {
            if (one.owner().equals(target)) {
                continue;
            }
            if (!formats.contains(one.owner())) {
                throw new UsageException(
                        "%s: '%s' is not written%s (written: %s)"
                                .formatted(
                                        one,
                                        one.owner(),
                                        Suggestion.hint(one.owner(), formats),
                                        String.join(", ", formats)));
            }
            ExportFormat format =
                    exports.format(one.owner())
                            .filter(ExportFormat::usable)
                            .orElseThrow(
                                    () -> new UsageException(one + ": " + trouble(exports, one)));
            read(one, format.options());
            options.computeIfAbsent(one.owner(), _ -> new HashMap<>())
                    .put(one.option(), one.value());
        }
        return formats.stream()
                .map(name -> new ExportRequest(name, options.getOrDefault(name, Map.of())))
                .toList();
    }

    private static String trouble(Exports exports, Said one) {
        return exports.format(one.owner())
                .map(ExportFormat::trouble)
                .orElse("'%s' is not installed any more".formatted(one.owner()));
    }

    /** Checks that a format is installed. */
    static void check(String format, Exports exports) throws UsageException {
        List<String> known = exports.names();
        if (!known.contains(format)) {
            throw new UsageException(
                    "Unknown export '%s'%s (%s)"
                            .formatted(
                                    format,
                                    Suggestion.hint(format, known),
                                    known.isEmpty()
                                            ? "no exporter is installed"
                                            : "known: " + String.join(", ", known)));
        }
    }

    /** The options that are said of the target. */
    Options targetOptions(String kind, Optional<ExportTargetProvider> provider)
            throws UsageException {
        Options options = Options.NONE;
        Predicate<Said> concerns = one -> one.owner().equals(kind);
        if (provider.isEmpty() || said.stream().noneMatch(concerns)) {
            return options;
        }
        List<Option<?>> known = provider.get().options();
        Map<String, String> values = new HashMap<>();
        for (Said one : said) {
            if (concerns.test(one)) {
                read(one, known);
                values.put(one.option(), one.value());
            }
        }
        try {
            return Options.read(known, values);
        } catch (OptionException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static void read(Said one, List<Option<?>> known) throws UsageException {
        List<String> names = known.stream().map(Option::name).toList();
        if (!names.contains(one.option())) {
            throw new UsageException(
                    "%s: %s has no option '%s'%s (%s)"
                            .formatted(
                                    one,
                                    one.owner(),
                                    one.option(),
                                    Suggestion.hint(one.option(), names),
                                    names.isEmpty()
                                            ? "it has none"
                                            : "known: " + String.join(", ", names)));
        }
        try {
            Options.read(known, Map.of(one.option(), one.value()));
        } catch (OptionException e) {
            throw new UsageException("%s: %s".formatted(one, e.getMessage()));
        }
    }
}
