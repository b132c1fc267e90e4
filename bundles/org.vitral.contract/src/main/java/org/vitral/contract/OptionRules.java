// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** What holds for the options of everything. */
final class OptionRules {

    private OptionRules() {}

    static void check(List<Option<?>> options) throws OptionException {
        Set<String> names = new HashSet<>();
        for (Option<?> option : options) {
            String name = option.name();
            assertTrue(names.add(name), "Two options are called " + name);
            assertFalse(option.description().isBlank(), name + " has no description");
            assertFalse(option.description().endsWith("."), name + ": no full stop at the end");
            assertFalse(option.permitted().isBlank(), name + " does not say what is permitted");
            if (!option.presetText().isEmpty()) {
                assertEquals(
                        option.preset(),
                        option.read(option.presetText()),
                        name + ": the preset as a user would write it");
            }
            refused(option).forEach(text -> checkRefused(option, text));
        }
        assertThrows(
                OptionException.class,
                () -> Options.read(options, Map.of("no-such-option", "1")),
                "An option that is not known");
    }

    private static void checkRefused(Option<?> option, String text) {
        OptionException refusal =
                assertThrows(
                        OptionException.class,
                        () -> option.read(text),
                        () -> "%s takes '%s'".formatted(option.name(), text));
        assertTrue(refusal.getMessage().contains(option.name()), refusal.getMessage());
    }

    private static List<String> refused(Option<?> option) {
        return switch (option.kind()) {
            case FLAG -> List.of("", "maybe");
            case WHOLE_NUMBER -> List.of("", "many", "0.5", "99999999999");
            case NUMBER -> List.of("", "much", "NaN");
            case CHOICE -> List.of("", "no-such-choice");
            case COLOR -> List.of("", "red", "#12345", "#gggggg");
            case FILE -> List.of("");
            case TEXT, NAMES -> List.of();
        };
    }

    /** The presets, and each value of a flag and of a choice alone. */
    static List<Options> samples(List<Option<?>> options) throws OptionException {
        List<Options> samples = new ArrayList<>();
        samples.add(Options.NONE);
        for (Option<?> option : options) {
            List<String> texts =
                    switch (option.kind()) {
                        case FLAG -> List.of("true", "false");
                        case CHOICE -> option.choices();
                        default -> List.of();
                    };
            for (String text : texts) {
                samples.add(Options.read(options, Map.of(option.name(), text)));
            }
        }
        return samples;
    }
}
