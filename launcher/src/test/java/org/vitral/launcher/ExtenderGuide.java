// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extender's guide: its class, what is changed in it, and what is typed and answered. */
final class ExtenderGuide {

    private static final Path GUIDE = Path.of("../docs/EXTENDING.md");

    private final String text;

    ExtenderGuide() throws IOException {
        text = Files.readString(GUIDE);
    }

    /** The class of the exporter. */
    String exporter() {
        return first("```java\n(.*?)```");
    }

    /** Where it is put, in the project. */
    String path() {
        return first("Put this into `(src/main/[^`]*)`");
    }

    /** The class with the lines changed that the guide changes. */
    String changedExporter() {
        String difference = first("```diff\n(.*?)```");
        String changed = exporter().replace(lines(difference, "-"), lines(difference, "+"));
        if (changed.equals(exporter())) {
            throw new AssertionError("What " + GUIDE + " takes out is not in its class");
        }
        return changed;
    }

    private static String lines(String difference, String sign) {
        StringBuilder lines = new StringBuilder();
        difference
                .lines()
                .filter(line -> line.startsWith(sign))
                .forEach(line -> lines.append(line.substring(1)).append('\n'));
        return lines.toString();
    }

    /** What is typed at the first prompt with that beginning, and all that is answered. */
    Exchange exchange(int number) {
        List<MatchResult> found =
                Pattern.compile("vitral> ([^\n]*)\n((?:(?!vitral> |```)[^\n]*\n)*)")
                        .matcher(text)
                        .results()
                        .toList();
        return new Exchange(
                found.get(number).group(1), found.get(number).group(2).lines().toList());
    }

    /** What the exported file has in it, first and then. */
    List<List<String>> files() {
        return Pattern.compile("```csv\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).lines().toList())
                .toList();
    }

    /** What is typed into a terminal, word by word. */
    List<String> command(String begin) {
        return List.of(first("\\$ (" + Pattern.quote(begin) + "[^\n]*)\n").split(" "));
    }

    /**
     * A line and its answer.
     *
     * @param typed the line
     * @param answer the lines after it
     */
    record Exchange(String typed, List<String> answer) {}

    private String first(String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!found.find()) {
            throw new AssertionError(GUIDE + " has no " + pattern);
        }
        return found.group(1);
    }
}
