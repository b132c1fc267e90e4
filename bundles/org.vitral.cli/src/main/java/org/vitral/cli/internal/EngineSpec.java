// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the engines that {@code vitral compare} is asked for: {@code MODEL@DELEGATE:THREADS}, each
 * of which may be left out.
 *
 * @param text how the user writes it
 * @param choice what it means
 */
record EngineSpec(String text, EngineChoice choice) {

    private static final Pattern FILE = Pattern.compile("(?is).*\\.(tflite|jar)");

    /** No delegate is called like a version or a range of versions. */
    private static final Pattern VERSION = Pattern.compile("(?s).*@[0-9\\[(][^@]*");

    private static final Pattern THREADS = Pattern.compile("(.*):(\\d+)", Pattern.DOTALL);

    /**
     * What a text means.
     *
     * @throws UsageException if it makes no sense
     */
    static EngineSpec of(String text) throws UsageException {
        if (text.isBlank()) {
            throw new UsageException("An engine is empty; it is MODEL@DELEGATE:THREADS");
        }
        String rest = text;
        OptionalInt threads = OptionalInt.empty();
        Matcher numbered = THREADS.matcher(text);
        try {
            if (numbered.matches()) {
                threads = SegmentOptions.threads(numbered.group(2));
                rest = numbered.group(1);
            }
            int at = rest.lastIndexOf('@');
            // The name of a model's file may have an @ in it, and so has a version.
            if (at < 0 || FILE.matcher(rest).matches() || VERSION.matcher(rest).matches()) {
                return new EngineSpec(
                        text, new EngineChoice(named(rest), DelegateOptions.NONE, threads));
            }
            String delegate = rest.substring(at + 1);
            if (delegate.isBlank()) {
                throw new UsageException("there is no delegate behind the @");
            }
            return new EngineSpec(
                    text,
                    new EngineChoice(
                            named(rest.substring(0, at)),
                            DelegateOptions.of(delegate, List.of(), null),
                            threads));
        } catch (UsageException e) {
            throw new UsageException("Engine '%s': %s".formatted(text, e.getMessage()));
        }
    }

    private static Optional<String> named(String model) {
        return Optional.of(model).filter(name -> !name.isBlank());
    }
}
