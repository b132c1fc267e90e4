// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitral.evaluation.Evaluator;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral eval} was asked for.
 *
 * @param images the folder of the photographs
 * @param truth the folder of the truths
 * @param engine what shall segment
 * @param ignored the index of the pixels of a truth that do not count
 * @param output the output folder
 * @param json whether results are printed as JSON
 */
record EvalOptions(
        String images,
        String truth,
        EngineChoice engine,
        OptionalInt ignored,
        Optional<String> output,
        boolean json) {

    /** What {@code --ignore-index} says where every pixel counts. */
    private static final String NONE = "none";

    private static final int LARGEST_INDEX = 65_535;

    /** What the arguments say. */
    static EvalOptions of(ParseResult parsed, boolean json) throws UsageException {
        return new EvalOptions(
                required(parsed, "--images"),
                required(parsed, "--truth"),
                new EngineChoice(
                        SegmentOptions.filled(
                                "--model", parsed.matchedOptionValue("--model", null)),
                        DelegateOptions.of(
                                parsed.matchedOptionValue("--delegate", null),
                                parsed.matchedOptionValue("--delegate-option", List.of()),
                                parsed.matchedOptionValue("--on-delegate-failure", null)),
                        SegmentOptions.threads(parsed.matchedOptionValue("--threads", null)),
                        SegmentOptions.inputSize(parsed.matchedOptionValue("--input-size", null))),
                ignored(parsed.matchedOptionValue("--ignore-index", null)),
                SegmentOptions.filled("--output", parsed.matchedOptionValue("--output", null)),
                json);
    }

    /** The value of an option that the command line cannot do without. */
    static String required(ParseResult parsed, String option) throws UsageException {
        return SegmentOptions.filled(option, parsed.matchedOptionValue(option, null)).orElseThrow();
    }

    private static OptionalInt ignored(String given) throws UsageException {
        if (given == null) {
            return OptionalInt.of(Evaluator.VOC_IGNORE);
        }
        if (given.equals(NONE)) {
            return OptionalInt.empty();
        }
        try {
            int index = Integer.parseInt(given);
            if (index >= 0 && index <= LARGEST_INDEX) {
                return OptionalInt.of(index);
            }
        } catch (NumberFormatException e) {
            // It is said below what a number is.
        }
        throw new UsageException(
                "--ignore-index is a whole number from 0 to %d, or %s, not '%s'"
                        .formatted(LARGEST_INDEX, NONE, given));
    }
}
