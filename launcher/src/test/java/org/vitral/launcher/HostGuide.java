// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host developer's guide: its programs, and the artifacts that it says they need. */
final class HostGuide {

    private static final Path GUIDE = Path.of("../docs/HOSTS.md");
    private static final Pattern ARTIFACT =
            Pattern.compile(
                    "<dependency>.*?<artifactId>(.+?)</artifactId><version>(.+?)</version>");

    private final String text;

    HostGuide() throws IOException {
        text = Files.readString(GUIDE);
    }

    /** The program whose class has that name. */
    String program(String name) {
        return first("```java\n(import(?:(?!```).)*?public final class " + name + " .*?)```");
    }

    /** The command that the guide has the program started with, a line or several. */
    String command(String name) {
        return first("\\$ (java [^$]*? " + name + "\\.java [^\n]*)\n");
    }

    /** The flags in that command. */
    List<String> flags(String name) {
        return Arrays.stream(command(name).split("\\s+"))
                .filter(word -> word.startsWith("--"))
                .toList();
    }

    /** What the guide says that the program prints on stdout. */
    List<String> output(String name) {
        return first("\n[^\n]*" + name + "\\.java vitral [^\n]*\n(.*?)```")
                .lines()
                .filter(line -> !line.startsWith("INFO "))
                .toList();
    }

    /** The fragment that has engines swapped. */
    String swaps() {
        return first("```java\n(import org.vitral.segmentation.EngineChange;.*?)```");
    }

    /** What the guide says that the fragment prints. */
    List<String> outputOfSwaps() {
        return first("EngineChange;(?:(?!```).)*```\n\n```\n(.*?)```").lines().toList();
    }

    /** The files of the artifacts that the guide names, such as {@code parsson-1.1.7.jar}. */
    List<String> artifacts() {
        return ARTIFACT.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1) + "-" + found.group(2) + ".jar")
                .toList();
    }

    private String first(String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!found.find()) {
            throw new AssertionError(GUIDE + " has no " + pattern);
        }
        return found.group(1);
    }
}
