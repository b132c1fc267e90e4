// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a command is used.
 *
 * @param name its name, without the scope
 * @param arguments what comes after it, for a person: {@code "[--model M] [--delegate D]"}
 * @param summary what it does, in a sentence
 * @param options its options
 * @param least how many words other than options it needs
 * @param most how many it takes
 * @param words what those words name
 * @param details more, a line each
 */
record Manual(
        String name,
        String arguments,
        String summary,
        List<Option> options,
        int least,
        int most,
        Names words,
        List<String> details) {

    /** The scope of all commands. */
    static final String SCOPE = "vitral";

    /** Which segmenter is meant. */
    static final Option SEGMENTER =
            new Option(
                    "--segmenter",
                    "-s",
                    "NAME",
                    Names.SEGMENTERS,
                    "The segmenter. Need not be said where there is one only.");

    /** A command that takes options only. */
    static Manual of(String name, String arguments, String summary, Option... options) {
        return new Manual(name, arguments, summary, List.of(options), 0, 0, Names.NONE, List.of());
    }

    /** This, for a command that takes other words. */
    Manual withWords(int fewest, int greatest, Names named) {
        return new Manual(name, arguments, summary, options, fewest, greatest, named, details);
    }

    /** This, with more to read. */
    Manual withDetails(String... lines) {
        return new Manual(name, arguments, summary, options, least, most, words, List.of(lines));
    }

    /** The name with its scope. */
    String fullName() {
        return SCOPE + ":" + name;
    }

    Optional<Option> option(String word) {
        return options.stream().filter(option -> option.isCalled(word)).findFirst();
    }

    /** The page that {@code --help} shows. */
    List<String> page() {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: " + (fullName() + " " + arguments).strip());
        lines.add(summary);
        if (!details.isEmpty()) {
            lines.add("");
            lines.addAll(details);
        }
        if (!options.isEmpty()) {
            lines.add("");
            int width = options.stream().mapToInt(one -> one.usage().length()).max().getAsInt();
            for (Option option : options) {
                lines.add(
                        "  %s%s  %s"
                                .formatted(
                                        option.usage(),
                                        " ".repeat(width - option.usage().length()),
                                        option.description()));
            }
        }
        return lines;
    }
}
