// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Map;

/**
 * What stands behind the streams.
 *
 * @param input whether the standard input is a terminal
 * @param output whether the standard output is a terminal
 * @param error whether the standard error is a terminal
 * @param color whether colours are welcome on a terminal
 */
record Terminal(boolean input, boolean output, boolean error, boolean color) {

    /**
     * The system property by which whoever starts the program says which streams are terminals:
     * {@code in}, {@code out} and {@code err}, with commas between them. Java itself can only say
     * it of input and output together. Where it is absent none is: plain output is always right.
     */
    static final String PROPERTY = "vitral.terminal";

    /** No terminal at all. */
    static final Terminal NONE = new Terminal(false, false, false, false);

    /** Asks the property and the environment. */
    static Terminal detect() {
        return of(System.getProperty(PROPERTY, ""), System.getenv());
    }

    static Terminal of(String property, Map<String, String> environment) {
        boolean color =
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        List<String> streams = List.of(property.split(","));
        return new Terminal(
                streams.contains("in"), streams.contains("out"), streams.contains("err"), color);
    }
}
