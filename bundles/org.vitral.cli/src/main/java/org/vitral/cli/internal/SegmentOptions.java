// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitral.segmentation.SegmentationOptions;

/**
 * What {@code vitral segment} was asked for.
 *
 * @param photographs the photographs, folders and other locations, at least one
 * @param model the name or file of a model
 * @param delegate what the model runs on
 * @param threads the number of threads of the model
 * @param output the output folder
 * @param formats the names of the formats to write, at least one, none twice
 * @param json whether results are printed as JSON
 * @param masks the part that is looked at, and what the masks shall be
 */
record SegmentOptions(
        List<String> photographs,
        Optional<String> model,
        DelegateOptions delegate,
        OptionalInt threads,
        Optional<String> output,
        List<String> formats,
        boolean json,
        SegmentationOptions masks) {

    /** What shall segment. */
    EngineChoice engine() {
        return new EngineChoice(model, delegate, threads);
    }

    /** The formats that are written where none are asked for. */
    static final String DEFAULT_FORMATS = "mask,overlay,json";

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

    /** The names in the list that {@code --export} gives. */
    static List<String> formats(String given) throws UsageException {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String name : given.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (names.isEmpty()) {
            throw new UsageException("--export names at least one format, such as mask");
        }
        return new ArrayList<>(names);
    }

    /** A value that must not be empty. */
    static Optional<String> filled(String option, String given) throws UsageException {
        if (given != null && given.isBlank()) {
            throw new UsageException("%s is empty".formatted(option));
        }
        return Optional.ofNullable(given);
    }
}
