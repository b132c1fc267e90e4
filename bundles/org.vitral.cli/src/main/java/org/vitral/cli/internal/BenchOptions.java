// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.bench.BenchFormat;
import org.vitral.bench.FrameSize;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral bench} was asked for.
 *
 * @param photographs the photographs
 * @param model the name or file of a model
 * @param delegates the delegates, each by itself; none for the usual one
 * @param allDelegates whether all that are installed are meant
 * @param threads the numbers of threads
 * @param frames the sizes of the frames; none where they are not asked for
 * @param concurrency how many frames are worked on at a time; none for no such measurement
 * @param rounds the number of rounds; empty where only the time says when to end
 * @param time what the rounds may take
 * @param seed what decides the order
 * @param operators whether each operator is measured
 * @param format what is printed; empty for tables
 * @param plot the file of the chart
 * @param save the file of the report
 */
record BenchOptions(
        List<String> photographs,
        Optional<String> model,
        List<DelegateOptions> delegates,
        boolean allDelegates,
        List<Integer> threads,
        List<FrameSize> frames,
        List<Integer> concurrency,
        OptionalInt rounds,
        Optional<Duration> time,
        long seed,
        boolean operators,
        Optional<BenchFormat> format,
        Optional<String> plot,
        Optional<String> save) {

    /** The rounds where neither they nor a time are asked for. */
    static final int DEFAULT_ROUNDS = 60;

    /** The seed where none is asked for: the same order every time. */
    static final long DEFAULT_SEED = 1;

    static final int MOST_ROUNDS = 100_000;
    static final int MOST_AT_A_TIME = 64;
    private static final int LARGEST_SIDE = 20_000;

    /** {@code --delegate all}, and {@code --concurrency none}. */
    static final String ALL = "all";

    static final String NONE = "none";

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})[xX]([1-9]\\d{0,4})");
    private static final List<String> FORMATS = List.of("table", "json", "csv", "markdown");

    /** What the arguments say. */
    static BenchOptions of(ParseResult parsed, boolean json) throws UsageException {
        Optional<String> delegates = text(parsed, "--delegate");
        boolean all = delegates.filter(ALL::equals).isPresent();
        Optional<Duration> time = time(parsed.matchedOptionValue("--time", null));
        Optional<String> rounds = text(parsed, "--rounds");
        return new BenchOptions(
                parsed.matchedPositionalValue(0, List.of()),
                text(parsed, "--model"),
                all || delegates.isEmpty() ? List.of() : delegates(delegates.get()),
                all,
                numbers(
                        "--threads",
                        text(parsed, "--threads").orElseGet(BenchOptions::usualThreads),
                        SegmentOptions.MOST_THREADS),
                frames(text(parsed, "--frame")),
                concurrency(text(parsed, "--concurrency")),
                rounds.isPresent()
                        ? OptionalInt.of(number("--rounds", rounds.get(), MOST_ROUNDS))
                        : time.isPresent() ? OptionalInt.empty() : OptionalInt.of(DEFAULT_ROUNDS),
                time,
                seed(text(parsed, "--seed")),
                parsed.hasMatchedOption("--per-op"),
                format(text(parsed, "--format"), json),
                plot(text(parsed, "--plot")),
                text(parsed, "--save"));
    }

    private static Optional<String> text(ParseResult parsed, String option) throws UsageException {
        return SegmentOptions.filled(option, parsed.matchedOptionValue(option, null));
    }

    /** One, and what a segmenter takes by itself. */
    private static String usualThreads() {
        int most = Math.min(4, Runtime.getRuntime().availableProcessors());
        return most == 1 ? "1" : "1," + most;
    }

    private static List<DelegateOptions> delegates(String given) throws UsageException {
        List<DelegateOptions> delegates = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String one : given.split(",", -1)) {
            if (one.isBlank()) {
                throw new UsageException(
                        "--delegate: The list of delegates \"%s\" has an empty place"
                                .formatted(given));
            }
            DelegateOptions delegate = DelegateOptions.of(one.strip(), List.of(), null);
            if (!names.add(delegate.chain().orElseThrow().toString())) {
                throw new UsageException(
                        "--delegate: %s is named twice in \"%s\"".formatted(one.strip(), given));
            }
            if (delegate.library().isPresent()
                    && delegates.stream().anyMatch(other -> other.library().isPresent())) {
                throw new UsageException("--delegate names one library at most");
            }
            delegates.add(delegate);
        }
        return delegates;
    }

    private static List<Integer> numbers(String option, String given, int most)
            throws UsageException {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String one : given.split(",", -1)) {
            numbers.add(number(option, one.strip(), most));
        }
        return List.copyOf(numbers);
    }

    private static int number(String option, String given, int most) throws UsageException {
        try {
            int number = Integer.parseInt(given);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is said below what a number is.
        }
        throw new UsageException(
                "%s has whole numbers from 1 to %d, not '%s'".formatted(option, most, given));
    }

    private static List<FrameSize> frames(Optional<String> given) throws UsageException {
        Set<FrameSize> frames = new LinkedHashSet<>();
        if (given.isPresent()) {
            for (String one : given.get().split(",", -1)) {
                Matcher size = SIZE.matcher(one.strip());
                if (!size.matches()
                        || Integer.parseInt(size.group(1)) > LARGEST_SIDE
                        || Integer.parseInt(size.group(2)) > LARGEST_SIDE) {
                    throw new UsageException(
                            "--frame has sizes up to %dx%d, such as 640x480,1920x1080, not '%s'"
                                    .formatted(LARGEST_SIDE, LARGEST_SIDE, one.strip()));
                }
                frames.add(
                        new FrameSize(
                                Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))));
            }
        }
        return List.copyOf(frames);
    }

    private static List<Integer> concurrency(Optional<String> given) throws UsageException {
        if (given.filter(NONE::equals).isPresent()) {
            return List.of();
        }
        int all = Math.min(MOST_AT_A_TIME, Runtime.getRuntime().availableProcessors());
        return numbers("--concurrency", given.orElse("1," + all), MOST_AT_A_TIME);
    }

    private static Optional<Duration> time(String given) throws UsageException {
        try {
            return SegmentOptions.timeLimit("--time", given);
        } catch (UsageException e) {
            throw new UsageException(
                    "--time is a time above 0, such as 30s or 2min, not '%s'".formatted(given));
        }
    }

    private static long seed(Optional<String> given) throws UsageException {
        try {
            return given.map(Long::parseLong).orElse(DEFAULT_SEED);
        } catch (NumberFormatException e) {
            throw new UsageException("--seed is a whole number, not '%s'".formatted(given.get()));
        }
    }

    private static Optional<BenchFormat> format(Optional<String> given, boolean json)
            throws UsageException {
        if (json && given.filter(format -> !format.equals("json")).isPresent()) {
            throw new UsageException("--json and --format %s: only one".formatted(given.get()));
        }
        String format = given.orElse(json ? "json" : "table");
        if (!FORMATS.contains(format)) {
            throw new UsageException(
                    "--format is table, json, csv or markdown, not '%s'%s"
                            .formatted(format, Suggestion.hint(format, FORMATS)));
        }
        return format.equals("table")
                ? Optional.empty()
                : Optional.of(BenchFormat.valueOf(format.toUpperCase(Locale.ROOT)));
    }

    private static Optional<String> plot(Optional<String> given) throws UsageException {
        if (given.isPresent() && !given.get().toLowerCase(Locale.ROOT).matches(".*\\.(png|svg)")) {
            throw new UsageException(
                    "--plot is the name of a .png or .svg file, not '%s'".formatted(given.get()));
        }
        return given;
    }

    /** The format of the chart, by the end of its name. */
    static BenchFormat plotFormat(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".svg") ? BenchFormat.SVG : BenchFormat.PNG;
    }
}
