// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A typed option of a renderer, an exporter or a target: what it is called, what it may be, and
 * what it is when nobody says anything.
 *
 * <pre>{@code
 * static final Option<Double> OPACITY =
 *         Option.number("opacity", 0.5, 0, 1, "How much of a class's colour is seen");
 * }</pre>
 *
 * @param <T> the type of its values
 * @param name lower-case letters, digits and hyphens
 * @param kind what a value is
 * @param preset the value where nobody says anything
 * @param description one sentence for a person, without a full stop
 * @param choices for {@link OptionKind#CHOICE} the names that are permitted, else empty
 * @param permitted which values are permitted, for messages and help: {@code 0 to 1}
 * @param reader reads a value as a user writes it; throws IllegalArgumentException where it is not
 *     permitted
 */
public record Option<T>(
        String name,
        OptionKind kind,
        T preset,
        String description,
        List<String> choices,
        String permitted,
        Function<String, T> reader) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    public Option {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An option's name is lower-case letters, digits and hyphens, but is " + name);
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(description, "description");
        choices = List.copyOf(choices);
        Objects.requireNonNull(permitted, "permitted");
        Objects.requireNonNull(reader, "reader");
    }

    /** An option that is on or off. */
    public static Option<Boolean> flag(String name, boolean preset, String description) {
        return new Option<>(
                name,
                OptionKind.FLAG,
                preset,
                description,
                List.of(),
                "true or false",
                Option::flag);
    }

    /** A whole number within limits, both of them permitted. */
    public static Option<Integer> wholeNumber(
            String name, int preset, int least, int most, String description) {
        return new Option<>(
                name,
                OptionKind.WHOLE_NUMBER,
                preset,
                description,
                List.of(),
                "%d to %d".formatted(least, most),
                text -> {
                    int value = Integer.parseInt(text);
                    require(value >= least && value <= most);
                    return value;
                });
    }

    /** A number within limits, both of them permitted. */
    public static Option<Double> number(
            String name, double preset, double least, double most, String description) {
        return new Option<>(
                name,
                OptionKind.NUMBER,
                preset,
                description,
                List.of(),
                "%s to %s".formatted(plain(least), plain(most)),
                text -> {
                    double value = Double.parseDouble(text);
                    require(value >= least && value <= most);
                    return value;
                });
    }

    /** Any text. */
    public static Option<String> text(String name, String preset, String description) {
        return new Option<>(
                name,
                OptionKind.TEXT,
                preset,
                description,
                List.of(),
                "any text",
                Function.identity());
    }

    /**
     * One of an enumeration's constants. Users write them in lower case and with hyphens: {@code
     * COLOR_BLIND_SAFE} is {@code color-blind-safe}.
     */
    public static <E extends Enum<E>> Option<E> choice(String name, E preset, String description) {
        List<String> choices = new ArrayList<>();
        for (E constant : preset.getDeclaringClass().getEnumConstants()) {
            choices.add(word(constant));
        }
        return new Option<>(
                name,
                OptionKind.CHOICE,
                preset,
                description,
                choices,
                String.join(", ", choices),
                text -> constant(preset.getDeclaringClass(), text));
    }

    /** A colour as {@code 0xRRGGBB}, which users write as {@code #rrggbb}. */
    public static Option<Integer> color(String name, int preset, String description) {
        return new Option<>(
                name,
                OptionKind.COLOR,
                preset,
                description,
                List.of(),
                "#rrggbb",
                text -> {
                    require(COLOR.matcher(text).matches());
                    return Integer.parseInt(text.substring(1), 16);
                });
    }

    /** Names, which users write with commas between them; none unless said. */
    public static Option<List<String>> names(String name, String description) {
        return new Option<>(
                name,
                OptionKind.NAMES,
                List.of(),
                description,
                List.of(),
                "names with commas between them",
                Option::names);
    }

    /** A file, none unless said. Whoever uses it looks whether it is there. */
    public static Option<Optional<Path>> file(String name, String description) {
        return new Option<>(
                name,
                OptionKind.FILE,
                Optional.empty(),
                description,
                List.of(),
                "the path of a file",
                Option::file);
    }

    /**
     * Reads a value as a user writes it.
     *
     * @throws OptionException if it is not permitted; the message says what is
     */
    public T read(String text) throws OptionException {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new OptionException(
                    "%s is %s, but is %s"
                            .formatted(name, permitted, text.isBlank() ? "empty" : text),
                    e);
        }
    }

    /** The preset as a user would write it; empty for no names and no file. */
    public String presetText() {
        return switch (preset) {
            case Integer color when kind == OptionKind.COLOR -> "#%06x".formatted(color);
            case Double number -> plain(number);
            case Enum<?> constant -> word(constant);
            case List<?> list -> String.join(",", list.stream().map(String::valueOf).toList());
            case Optional<?> file -> file.map(String::valueOf).orElse("");
            default -> preset.toString();
        };
    }

    private static boolean flag(String text) {
        require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
        return Boolean.parseBoolean(text);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return List.copyOf(names);
    }

    private static Optional<Path> file(String text) {
        require(!text.isEmpty());
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void require(boolean permitted) {
        if (!permitted) {
            throw new IllegalArgumentException();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
