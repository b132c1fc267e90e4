// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.segmentation.SegmentationOptions;

/**
 * What {@code vitral segment} was asked for.
 *
 * @param photographs the photographs, folders and other locations, at least one
 * @param model the name or file of a model
 * @param delegate what the model runs on
 * @param threads the number of threads of the model
 * @param inputSize the size of images that a resizable model takes
 * @param output where the results go
 * @param exports what is written, and how
 * @param json whether results are printed as JSON
 * @param masks the part that is looked at, what the masks shall be, and the time it may take
 */
record SegmentOptions(
        List<String> photographs,
        Optional<String> model,
        DelegateOptions delegate,
        OptionalInt threads,
        Optional<String> inputSize,
        Optional<String> output,
        ExportChoice exports,
        boolean json,
        SegmentationOptions masks) {

    /** What shall segment. */
    EngineChoice engine() {
        return new EngineChoice(model, delegate, threads, inputSize);
    }

    /** More threads than this only get in each other's way. */
    static final int MOST_THREADS = 256;

    /** The number that {@code --threads} gives. */
    static OptionalInt threads(String given) throws UsageException {
        if (given == null) {
            return OptionalInt.empty();
        }
        int threads;
        try {
            threads = Integer.parseInt(given);
        } catch (NumberFormatException e) {
            threads = 0;
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new UsageException(
                    "--threads is a whole number from 1 to %d, not '%s'"
                            .formatted(MOST_THREADS, given));
        }
        return OptionalInt.of(threads);
    }

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|min)");

    /** The time that an option gives. */
    static Optional<Duration> timeLimit(String option, String given) throws UsageException {
        if (given == null) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(given.strip());
        if (time.matches()) {
            int nanosPlaces =
                    switch (time.group(2)) {
                        case "ms" -> 6;
                        default -> 9;
                    };
            int times = time.group(2).equals("min") ? 60 : 1;
            Duration limit =
                    Duration.ofNanos(
                                    new BigDecimal(time.group(1))
                                            .scaleByPowerOfTen(nanosPlaces)
                                            .longValue())
                            .multipliedBy(times);
            if (limit.isPositive()) {
                return Optional.of(limit);
            }
        }
        throw new UsageException(
                "%s is a time above 0, such as 500ms, 2s or 1min, not '%s'"
                        .formatted(option, given));
    }

    /** The size that {@code --input-size} gives. */
    static Optional<String> inputSize(String given) throws UsageException {
        if (given != null && !given.matches("[1-9]\\d{0,4}[xX][1-9]\\d{0,4}")) {
            throw new UsageException(
                    "--input-size is WIDTHxHEIGHT, such as 513x513, not '%s'".formatted(given));
        }
        return Optional.ofNullable(given);
    }

    /** A value that must not be empty. */
    static Optional<String> filled(String option, String given) throws UsageException {
        if (given != null && given.isBlank()) {
            throw new UsageException("%s is empty".formatted(option));
        }
        return Optional.ofNullable(given);
    }
}
