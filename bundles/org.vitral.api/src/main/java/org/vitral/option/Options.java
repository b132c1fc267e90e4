// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values that somebody chose for the options of a renderer, an exporter or a target; what was
 * not chosen has its preset. Immutable, for any number of threads.
 *
 * @param values the chosen values by the options' names, each of its option's type
 */
public record Options(Map<String, Object> values) {

    /** Nothing is chosen: every option has its preset. */
    public static final Options NONE = new Options(Map.of());

    public Options {
        values = Map.copyOf(values);
    }

    /**
     * Reads values as users write them.
     *
     * @param known the options that there are
     * @param said the texts by the options' names
     * @throws OptionException if an option is not known or a value is not permitted
     */
    public static Options read(List<Option<?>> known, Map<String, String> said)
            throws OptionException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : said.entrySet()) {
            values.put(entry.getKey(), named(known, entry.getKey()).read(entry.getValue()));
        }
        return values.isEmpty() ? NONE : new Options(values);
    }

    private static Option<?> named(List<Option<?>> known, String name) throws OptionException {
        for (Option<?> option : known) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw new OptionException(
                known.isEmpty()
                        ? "There is no option %s; there are none".formatted(name)
                        : "There is no option %s; there are %s"
                                .formatted(
                                        name,
                                        known.stream()
                                                .map(Option::name)
                                                .collect(Collectors.joining(", "))));
    }

    /** The value of an option: the chosen one, or the preset. */
    @SuppressWarnings("unchecked")
    public <T> T get(Option<T> option) {
        Object chosen = values.get(option.name());
        return chosen == null ? option.preset() : (T) chosen;
    }

    /** Whether somebody chose a value for an option. */
    public boolean has(Option<?> option) {
        return values.containsKey(option.name());
    }

    /** These options with one value chosen; it is not looked at whether it is permitted. */
    public <T> Options with(Option<T> option, T value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(option.name(), value);
        return new Options(more);
    }
}
