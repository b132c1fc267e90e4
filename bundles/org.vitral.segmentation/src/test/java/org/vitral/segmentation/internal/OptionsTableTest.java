// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/OPTIONS.md has a test for each row, and each of them exists. */
class OptionsTableTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+)#([A-Za-z0-9]+)`");

    @Test
    void eachRowNamesTestsThatExist() throws IOException {
        List<String> rows = rows();
        assertTrue(rows.size() > 40, () -> "only " + rows.size() + " rows");
        Map<String, List<String>> sources = testSources();
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            Matcher test = TEST.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)));
            int named = 0;
            while (test.find()) {
                named++;
                Pattern method = Pattern.compile("void " + test.group(2) + "\\(");
                if (sources.getOrDefault(test.group(1), List.of()).stream()
                        .noneMatch(source -> method.matcher(source).find())) {
                    wrong.add("There is no test " + test.group());
                }
            }
            if (named == 0) {
                wrong.add("No test in the last column of " + row);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    /** The rows of all tables, without headings. */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(ROOT.resolve("docs/OPTIONS.md"))) {
            if (line.startsWith("|---")) {
                rows.remove(before);
            } else if (line.startsWith("| ")) {
                rows.add(line.strip());
            }
            before = line.strip();
        }
        return rows;
    }

    /**
     * The sources of all test classes by their simple names; two modules may have one of a name.
     */
    private static Map<String, List<String>> testSources() throws IOException {
        Map<String, List<String>> sources = new HashMap<>();
        for (String below : List.of("bundles", "launcher", "models")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(below))) {
                for (Path file : files.filter(OptionsTableTest::isTest).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.computeIfAbsent(name, none -> new ArrayList<>())
                            .add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static boolean isTest(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith("Test.java") || name.endsWith("IT.java"))
                && file.toString().replace('\\', '/').contains("/src/");
    }
}
