// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.option.Option;
import org.vitral.option.OptionKind;
import org.vitral.option.Options;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.Segmentation;

/** The options that say which colour a class has, or which classes are meant. */
final class ColorOptions {

    private static final Pattern CUSTOM = Pattern.compile(".*[^ ] *= *#[0-9a-fA-F]{6}");

    static final Option<Palette> PALETTE =
            Option.choice("palette", Palette.MODEL, "Where the colours of the classes come from");

    static final Option<List<String>> COLORS =
            new Option<>(
                    "colors",
                    OptionKind.NAMES,
                    List.of(),
                    "Colours of your own for some classes, such as person=#e69f00,dog=#0072b2",
                    List.of(),
                    "class=#rrggbb with commas between them",
                    ColorOptions::custom);

    static final Option<List<String>> CLASSES =
            Option.names("classes", "The classes that are meant; all but the background if none");

    private ColorOptions() {}

    private static List<String> custom(String text) {
        List<String> colors = new ArrayList<>();
        for (String color : text.split(",")) {
            if (!color.isBlank()) {
                if (!CUSTOM.matcher(color.strip()).matches()) {
                    throw new IllegalArgumentException(color);
                }
                colors.add(color.strip());
            }
        }
        return List.copyOf(colors);
    }

    /**
     * The colours that were chosen.
     *
     * @throws IllegalArgumentException if a colour is for a class that the model does not have
     */
    static ClassColors colors(ModelDescription model, Options options) {
        if (options.values().isEmpty()) {
            return new ClassColors(model.labels());
        }
        Map<Integer, Integer> custom = new HashMap<>();
        for (String color : options.get(COLORS)) {
            int at = color.lastIndexOf('=');
            int rgb = Integer.parseInt(color.substring(color.lastIndexOf('#') + 1), 16);
            indices(model, List.of(color.substring(0, at).strip())).stream()
                    .forEach(index -> custom.put(index, rgb));
        }
        return new ClassColors(model.labels(), options.get(PALETTE), custom);
    }

    /**
     * The classes that were chosen; all but the background and what no class took if none were.
     *
     * @throws IllegalArgumentException if the model does not have one of them
     */
    static ClassChoice classes(Segmentation segmentation, Options options) {
        ModelDescription model = segmentation.model();
        List<String> names = options.values().isEmpty() ? List.of() : options.get(CLASSES);
        return names.isEmpty()
                ? new ClassChoice(
                        Optional.empty(),
                        ClassColors.backgroundOf(model.labels()),
                        segmentation.unlabelled().map(Label::index).orElse(-1))
                : new ClassChoice(Optional.of(indices(model, names)), -1, -1);
    }

    private static BitSet indices(ModelDescription model, List<String> names) {
        // A deny list is read as people write classes, by name or index, and says what is wrong.
        return OutputOptions.DEFAULT.withDenied(names).ruledOut(model);
    }
}
