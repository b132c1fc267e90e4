// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral delegates} shall measure.
 *
 * @param model the name or file of a model; nothing is measured where it is absent
 * @param threads the number of threads of the model
 */
record MeasureOptions(Optional<String> model, OptionalInt threads) {

    /** What the arguments say. */
    static MeasureOptions of(ParseResult parsed) throws UsageException {
        MeasureOptions options =
                new MeasureOptions(
                        SegmentOptions.filled(
                                "--model", parsed.matchedOptionValue("--model", null)),
                        SegmentOptions.threads(parsed.matchedOptionValue("--threads", null)));
        if (options.threads().isPresent() && options.model().isEmpty()) {
            throw new UsageException(
                    "--threads says how to measure a model, and --model names none");
        }
        return options;
    }
}
