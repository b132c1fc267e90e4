// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral new} is asked for.
 *
 * @param kind what to make a project for
 * @param name what users will say to get it: lower-case letters, digits and hyphens
 * @param packageName the Java package
 * @param folder where to
 */
record NewOptions(ExtensionKind kind, String name, String packageName, Path folder) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 40;

    /**
     * The options of a command line.
     *
     * @throws UsageException if one of them makes no sense
     */
    static NewOptions of(ParseResult parsed) throws UsageException {
        String word = parsed.matchedPositionalValue(0, "");
        if (word.equals("model")) {
            throw new UsageException(
                    "A model needs no project: vitral models pack FILE --name NAME makes a bundle"
                            + " of it");
        }
        ExtensionKind kind =
                ExtensionKind.of(word)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "There is no kind '%s'%s (there are: %s)"
                                                        .formatted(
                                                                word,
                                                                Suggestion.hint(
                                                                        word,
                                                                        ExtensionKind.words()),
                                                                String.join(
                                                                        ", ",
                                                                        ExtensionKind.words()))));
        String name = parsed.matchedPositionalValue(1, "");
        if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
            throw new UsageException(
                    "A name begins with a letter and is lower-case letters, digits and hyphens, at"
                            + " most %d, such as area-log, but is '%s'".formatted(LONGEST, name));
        }
        String given =
                SegmentOptions.filled("--package", parsed.matchedOptionValue("--package", null))
                        .orElse("com.example." + packagePart(name));
        if (!SourceVersion.isName(given) || given.startsWith("java.")) {
            throw new UsageException("--package: '%s' is no name of a package".formatted(given));
        }
        try {
            return new NewOptions(
                    kind,
                    name,
                    given,
                    Path.of(
                            SegmentOptions.filled(
                                            "--output", parsed.matchedOptionValue("--output", null))
                                    .orElse(name)));
        } catch (InvalidPathException e) {
            throw new UsageException("This is no name of a folder here: " + e.getInput());
        }
    }

    private static String packagePart(String name) {
        String part = name.replace("-", "");
        return SourceVersion.isKeyword(part) ? part + "_" : part;
    }

    /** The name of the class: {@code AreaLogExporter}. */
    String className() {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("-")) {
            camel.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        String base = camel.toString();
        return base.endsWith(kind.suffix()) ? base : base + kind.suffix();
    }

    /** The name of the artifact, and of the bundle: {@code area-log-exporter}. */
    String artifact() {
        return name.endsWith("-" + kind.word()) || name.equals(kind.word())
                ? name
                : name + "-" + kind.word();
    }
}
