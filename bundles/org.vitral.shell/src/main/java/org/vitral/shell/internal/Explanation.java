// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Why something works, or does not.
 *
 * @param subject what it is: {@code "bundle org.acme.tail 1.0.0"}
 * @param works whether there is nothing to be done
 * @param state how it is: {@code "is not resolved"}
 * @param reasons why, a line each; what belongs to a line before it is indented
 */
record Explanation(String subject, boolean works, String state, List<String> reasons) {

    Explanation {
        reasons = List.copyOf(reasons);
    }

    /** For a person. */
    List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s"
                        .formatted(
                                screen.bold(Text.oneLine(subject)),
                                works ? screen.good(state) : screen.bad(state)));
        reasons.forEach(reason -> lines.add("  " + reason));
        return lines;
    }

    /** Lines that belong to another one. */
    static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }
}
