// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.OutputSize;
import org.vitral.segmentation.SegmentationOptions;
import picocli.CommandLine.ParseResult;

/** What the options of a command say of the part that is looked at, and of the masks. */
final class MaskOptions {

    private static final Pattern REGION =
            Pattern.compile("(\\d{1,9}),(\\d{1,9}),(\\d{1,9})[xX](\\d{1,9})");

    private MaskOptions() {}

    /**
     * The options of a segmentation.
     *
     * @throws UsageException if one cannot be understood
     */
    static SegmentationOptions of(ParseResult parsed) throws UsageException {
        OutputOptions output = OutputOptions.DEFAULT;
        output = with(parsed, "--size", OutputSize::parse, output, OutputOptions::withSize);
        output =
                with(
                        parsed,
                        "--locale",
                        OutputOptions::parseLocale,
                        output,
                        OutputOptions::withDisplayNamesLocale);
        output = with(parsed, "--allow", MaskOptions::list, output, OutputOptions::withAllowed);
        output = with(parsed, "--deny", MaskOptions::list, output, OutputOptions::withDenied);
        output =
                with(
                        parsed,
                        "--min-score",
                        MaskOptions::share,
                        output,
                        OutputOptions::withScoreThreshold);
        output =
                with(
                        parsed,
                        "--min-margin",
                        MaskOptions::share,
                        output,
                        OutputOptions::withMarginThreshold);
        output =
                with(
                        parsed,
                        "--activation",
                        Activation::parse,
                        output,
                        OutputOptions::withActivation);
        SegmentationOptions options = SegmentationOptions.DEFAULT.withOutput(output);
        options =
                with(
                        parsed,
                        "--orientation",
                        Orientation::parse,
                        options,
                        SegmentationOptions::withOrientation);
        options =
                with(
                        parsed,
                        "--region",
                        MaskOptions::region,
                        options,
                        SegmentationOptions::withRegion);
        options =
                TilesOption.of(parsed.matchedOptionValue("--tiles", null))
                        .map(options::withTiling)
                        .orElse(options);
        Optional<Duration> limit =
                SegmentOptions.timeLimit(
                        "--time-limit", parsed.matchedOptionValue("--time-limit", null));
        return limit.isPresent() ? options.withTimeLimit(limit.get()) : options;
    }

    @FunctionalInterface
    private interface Addition<T, V> {
        T to(T options, V value);
    }

    private static <T, V> T with(
            ParseResult parsed,
            String name,
            Function<String, V> reading,
            T options,
            Addition<T, V> addition)
            throws UsageException {
        String given = parsed.matchedOptionValue(name, null);
        if (given == null) {
            return options;
        }
        try {
            return addition.to(options, reading.apply(given));
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private static List<String> list(String given) {
        List<String> names =
                Arrays.stream(given.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("It names at least one class, such as person");
        }
        return names;
    }

    private static double share(String given) {
        try {
            return Double.parseDouble(given);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "It is a number from 0 to 1, not '%s'".formatted(given));
        }
    }

    private static Region region(String given) {
        Matcher region = REGION.matcher(given.replace(" ", ""));
        if (!region.matches()) {
            throw new IllegalArgumentException(
                    "It is the left column, the top row and the size, such as 40,20,320x240, not '%s'"
                            .formatted(given));
        }
        return new Region(
                Integer.parseInt(region.group(1)),
                Integer.parseInt(region.group(2)),
                Integer.parseInt(region.group(3)),
                Integer.parseInt(region.group(4)));
    }
}
