// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vitral.tflite.runtime.DelegateOptions;

/**
 * Keys and values for an external delegate, in order. A value may hold <code>${threads}</code> and
 * <code>${model}</code>, which each engine fills with its own.
 */
final class PluginOptions {

    /**
     * {@code kExternalDelegateMaxOptions} of
     * tensorflow/lite/delegates/external/external_delegate.h.
     */
    static final int MOST = 256;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final String THREADS = "threads";
    private static final String MODEL = "model";

    private final Map<String, String> values;

    private PluginOptions(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Options out of texts {@code KEY=VALUE}; the value may be empty, and may hold {@code =}.
     *
     * @throws IllegalArgumentException if one has no key or no {@code =}, a key comes twice, a
     *     placeholder is unknown, or there are more than {@link #MOST}
     */
    static PluginOptions parse(List<String> texts) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            if (text.isBlank()) {
                continue; // a form without options yields one that is empty
            }
            int equals = text.indexOf('=');
            if (equals < 1 || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "\"%s\" is not KEY=VALUE".formatted(text.replace("\0", "\\0")));
            }
            String key = text.substring(0, equals);
            String value = text.substring(equals + 1);
            requireKnownPlaceholders(text, value);
            if (values.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException(
                        "\"%s\" is there twice; leave one of them".formatted(key));
            }
        }
        if (values.size() > MOST) {
            throw new IllegalArgumentException(
                    "there are %d, and an external delegate takes at most %d"
                            .formatted(values.size(), MOST));
        }
        return new PluginOptions(values);
    }

    private static void requireKnownPlaceholders(String text, String value) {
        Matcher placeholders = PLACEHOLDER.matcher(value);
        while (placeholders.find()) {
            if (!List.of(THREADS, MODEL).contains(placeholders.group(1))) {
                throw new IllegalArgumentException(
                        "\"%s\" holds %s, but only ${%s} and ${%s} are known"
                                .formatted(text, placeholders.group(), THREADS, MODEL));
            }
        }
    }

    /** With what one engine asks for in place of the placeholders. */
    PluginOptions filledFor(DelegateOptions engine) {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach(
                (key, value) ->
                        filled.put(
                                key,
                                PLACEHOLDER
                                        .matcher(value)
                                        .replaceAll(
                                                found ->
                                                        Matcher.quoteReplacement(
                                                                fill(found, engine)))));
        return new PluginOptions(filled);
    }

    private static String fill(MatchResult placeholder, DelegateOptions engine) {
        return placeholder.group(1).equals(THREADS)
                ? Integer.toString(engine.threads())
                : engine.modelToken();
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    List<String> values() {
        return List.copyOf(values.values());
    }

    /** For a person: {@code KEY=VALUE, KEY=VALUE}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", "));
    }
}
