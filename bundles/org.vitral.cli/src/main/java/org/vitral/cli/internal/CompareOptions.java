// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral compare} was asked for.
 *
 * @param first the engine A
 * @param second the engine B
 * @param images the folder of the photographs
 * @param output the folder for pictures of the differences; nothing for none
 * @param json whether results are printed as JSON
 */
record CompareOptions(
        EngineSpec first, EngineSpec second, String images, Optional<String> output, boolean json) {

    /** What the arguments say. */
    static CompareOptions of(ParseResult parsed, boolean json) throws UsageException {
        List<String> engines = parsed.matchedPositionalValue(0, List.of());
        if (engines.size() != 2) {
            throw new UsageException(
                    "Compare takes two engines, such as deeplabv3@xnnpack deeplabv3@cpu, not %d"
                                    .formatted(engines.size())
                            + " (vitral compare --help)");
        }
        CompareOptions options =
                new CompareOptions(
                        EngineSpec.of(engines.get(0)),
                        EngineSpec.of(engines.get(1)),
                        EvalOptions.required(parsed, "--images"),
                        SegmentOptions.filled(
                                "--output", parsed.matchedOptionValue("--output", null)),
                        json);
        if (options.first().choice().delegate().library().isPresent()
                && options.second().choice().delegate().library().isPresent()) {
            throw new UsageException("Only one of two engines can run on a delegate library");
        }
        return options;
    }
}
