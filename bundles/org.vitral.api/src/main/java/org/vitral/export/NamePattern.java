// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of a run are called: a text with placeholders, such as {@code
 * {folder}/{name}{suffix}}.
 *
 * <table>
 *   <caption>Placeholders, for the overlay of photos/a/b.jpg, where photos is segmented</caption>
 *   <tr><td>{@code {folder}}</td><td>the folders above the photograph: {@code a}</td></tr>
 *   <tr><td>{@code {name}}</td><td>its name without the extension: {@code b}</td></tr>
 *   <tr><td>{@code {suffix}}</td><td>what the format puts behind it: {@code .overlay.png}</td></tr>
 *   <tr><td>{@code {format}}</td><td>the name of the format: {@code overlay}</td></tr>
 *   <tr><td>{@code {ext}}</td><td>the extension of the format: {@code png}</td></tr>
 *   <tr><td>{@code {index}}</td><td>the number of the photograph in the run, from 1; with {@code
 *       {index:4}} it has at least four digits: {@code 0001}</td></tr>
 *   <tr><td>{@code {date}}</td><td>the day on which the run began: {@code 2026-11-26}</td></tr>
 * </table>
 *
 * @param text the pattern, relative, with {@code /} between folders
 */
public record NamePattern(String text) {

    /** The placeholders. */
    public static final List<String> PLACEHOLDERS =
            List.of("folder", "name", "suffix", "format", "ext", "index", "date");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern INDEX = Pattern.compile("index(:[1-9])?");

    /** The usual names: those of the photographs, in the same folders. */
    public static final NamePattern DEFAULT = new NamePattern("{folder}/{name}{suffix}");

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException if it has a placeholder that is not known, or leads out of
     *     the target
     */
    public NamePattern {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A pattern of names is not empty");
        }
        if (text.startsWith("/") || text.contains("\\") || ("/" + text + "/").contains("/../")) {
            throw new IllegalArgumentException(
                    "A pattern of names is relative, with / between folders, and does not lead up,"
                            + " but is "
                            + text);
        }
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            String name = found.group(1);
            if (!PLACEHOLDERS.contains(name) && !INDEX.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "There is no placeholder {%s}; there are {%s}"
                                .formatted(name, String.join("}, {", PLACEHOLDERS)));
            }
        }
        if (PLACEHOLDER.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
            throw new IllegalArgumentException("A brace has no counterpart in " + text);
        }
        if (text.endsWith("/")) {
            throw new IllegalArgumentException("A pattern of names ends with that of a file");
        }
    }

    /**
     * Whether several photographs get files of different names: it has {@code {name}} or {@code
     * {index}}. Without, a run takes one photograph only.
     */
    public boolean isForSeveral() {
        return text.contains("{name}") || text.contains("{index");
    }

    /**
     * The path of a file, relative, with {@code /} between folders.
     *
     * @param folder the folders above the photograph, with {@code /} between them; may be empty
     * @param name the name of the photograph without its extension
     * @param format the name of the format
     * @param suffix what the format puts behind a name, such as {@code .overlay.png}
     * @param index the number of the photograph in the run, from 1
     * @param date the day, such as {@code 2026-11-26}
     */
    public String path(
            String folder, String name, String format, String suffix, int index, String date) {
        Matcher found = PLACEHOLDER.matcher(text);
        String path =
                found.replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        value(
                                                match.group(1),
                                                folder,
                                                name,
                                                format,
                                                suffix,
                                                index,
                                                date)));
        // Without a folder nothing is left between the slashes.
        return path.replaceAll("/{2,}", "/").replaceFirst("^/", "");
    }

    private static String value(
            String placeholder,
            String folder,
            String name,
            String format,
            String suffix,
            int index,
            String date) {
        return switch (placeholder) {
            case "folder" -> folder;
            case "name" -> name;
            case "format" -> format;
            case "suffix" -> suffix;
            case "ext" -> extension(suffix);
            case "date" -> date;
            case "index" -> Integer.toString(index);
            default -> {
                int digits = placeholder.charAt(placeholder.length() - 1) - '0';
                String number = Integer.toString(index);
                yield "0".repeat(Math.max(0, digits - number.length())) + number;
            }
        };
    }

    private static String extension(String suffix) {
        return suffix.substring(suffix.lastIndexOf('.') + 1);
    }

    /** Whether a path may be one that this pattern gives for a format; letters' case is ignored. */
    public boolean matches(String path, String format, String suffix) {
        StringBuilder regex = new StringBuilder();
        Matcher found = PLACEHOLDER.matcher(text);
        int end = 0;
        while (found.find()) {
            regex.append(Pattern.quote(text.substring(end, found.start())));
            end = found.end();
            String placeholder = found.group(1);
            switch (placeholder) {
                case "folder" -> {
                    regex.append("(?:.*)");
                    if (text.startsWith("/", end)) {
                        // The folder may be empty, and then its slash is not there.
                        regex.append("(?:^|/)");
                        end++;
                    }
                }
                case "name" -> regex.append("[^/]+");
                case "format" -> regex.append(Pattern.quote(format));
                case "suffix" -> regex.append(Pattern.quote(suffix));
                case "ext" -> regex.append(Pattern.quote(extension(suffix)));
                case "date" -> regex.append("\\d{4}-\\d\\d-\\d\\d");
                default -> regex.append("\\d+");
            }
        }
        regex.append(Pattern.quote(text.substring(end)));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(path)
                .matches();
    }
}
