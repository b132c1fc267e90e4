// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stands behind the streams.
 *
 * @param output whether the standard output is a terminal
 * @param error whether the standard error is a terminal
 * @param color whether colours are welcome on a terminal
 */
record Terminal(boolean output, boolean error, boolean color) {

    /**
     * The system property by which whoever starts the program says which streams are terminals:
     * {@code out}, {@code err}, {@code out,err} or nothing at all. Where it is absent, the
     * operating system is asked.
     */
    static final String PROPERTY = "vitral.terminal";

    /** No terminal at all. */
    static final Terminal NONE = new Terminal(false, false, false);

    /** Asks the property, the environment and the operating system. */
    static Terminal detect() {
        return of(System.getProperty(PROPERTY), System.getenv());
    }

    static Terminal of(String property, Map<String, String> environment) {
        boolean color =
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        if (property != null) {
            List<String> streams = List.of(property.split(","));
            return new Terminal(streams.contains("out"), streams.contains("err"), color);
        }
        return new Terminal(isTerminal(1), isTerminal(2), color);
    }

    /**
     * Java itself can only say it of input and output together: {@code isatty} of the C library.
     */
    private static boolean isTerminal(int descriptor) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find(windows ? "_isatty" : "isatty")
                    .map(
                            isatty ->
                                    linker.downcallHandle(
                                            isatty,
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
                    .map(
                            isatty -> {
                                try {
                                    return (int) isatty.invokeExact(descriptor) != 0;
                                } catch (Throwable e) {
                                    return false;
                                }
                            })
                    .orElse(false);
        } catch (RuntimeException | LinkageError e) {
            // Native access is not granted: plain output is always right.
            return false;
        }
    }
}
