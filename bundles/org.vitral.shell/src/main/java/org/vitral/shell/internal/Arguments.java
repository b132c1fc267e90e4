// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What was typed after a command. */
final class Arguments {

    /** More threads than this only get in each other's way. */
    private static final int MOST_THREADS = 256;

    private final Manual manual;
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private Arguments(Manual manual) {
        this.manual = manual;
    }

    /**
     * Reads what was typed: {@code --name value}, {@code --name=value}, and words.
     *
     * @throws UsageException if the command does not take that
     */
    static Arguments parse(Manual manual, List<String> typed) throws UsageException {
        Arguments arguments = new Arguments(manual);
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                arguments.words.add(word);
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            Option option = manual.option(name).orElseThrow(() -> arguments.unknown(name));
            String value = "";
            if (option.takesValue()) {
                if (equals >= 0) {
                    value = word.substring(equals + 1);
                } else if (i + 1 < typed.size()) {
                    value = typed.get(++i);
                }
                if (value.isBlank()) {
                    throw arguments.wrong("%s needs a value (%s)".formatted(name, option.label()));
                }
            } else if (equals >= 0) {
                throw arguments.wrong("%s takes no value".formatted(name));
            }
            List<String> values =
                    arguments.options.computeIfAbsent(option.name(), _ -> new ArrayList<>());
            values.add(value);
            if (values.size() > 1 && !option.repeats()) {
                throw arguments.wrong("%s is given twice".formatted(option.name()));
            }
        }
        arguments.checkWords();
        return arguments;
    }

    private void checkWords() throws UsageException {
        if (words.size() < manual.least()) {
            throw wrong("something is missing: " + manual.fullName() + " " + manual.arguments());
        }
        if (words.size() > manual.most()) {
            throw wrong("unexpected '%s'".formatted(words.get(manual.most())));
        }
    }

    private UsageException unknown(String name) {
        List<String> known = manual.options().stream().map(Option::name).toList();
        return wrong("unknown option '%s'%s".formatted(name, Text.suggestion(name, known)));
    }

    /** That the command was not typed as it is meant. */
    UsageException wrong(String what) {
        return new UsageException(
                "%s: %s (%s --help)".formatted(manual.fullName(), what, manual.fullName()));
    }

    /** The words that are no options. */
    List<String> words() {
        return words;
    }

    /** The word at a place, counted from 0. */
    Optional<String> word(int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    boolean has(Option option) {
        return options.containsKey(option.name());
    }

    Optional<String> value(Option option) {
        return values(option).stream().findFirst();
    }

    /** The values of an option that may be given several times. */
    List<String> values(Option option) {
        return options.getOrDefault(option.name(), List.of());
    }

    /** The value of an option that is a number of threads. */
    OptionalInt threads(Option option) throws UsageException {
        Optional<String> given = value(option);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        int threads;
        try {
            threads = Integer.parseInt(given.get());
        } catch (NumberFormatException e) {
            threads = 0;
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw wrong(
                    "%s is a whole number from 1 to %d, not '%s'"
                            .formatted(option.name(), MOST_THREADS, given.get()));
        }
        return OptionalInt.of(threads);
    }

    /** The value of an option that is a part of the whole: {@code 0.1}, or {@code "10%"}. */
    double share(Option option, double absent) throws UsageException {
        Optional<String> given = value(option);
        if (given.isEmpty()) {
            return absent;
        }
        String number = given.get().strip();
        boolean percent = number.endsWith("%");
        double share;
        try {
            share =
                    percent
                            ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
                            : Double.parseDouble(number);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share > 0 && share <= 1)) {
            throw wrong(
                    "%s is above 0 and at most 1, such as 0.1, not '%s'"
                            .formatted(option.name(), given.get()));
        }
        return share;
    }
}
