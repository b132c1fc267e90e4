// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What shall be another one in the engine of a segmenter. What is empty stays as it is.
 *
 * @param model the name of a model or the absolute path of its file
 * @param delegate the names of delegates as {@link DelegateChain#parse} reads them
 * @param threads the number of threads, or 0 for as many as make sense
 */
public record EngineChange(Optional<String> model, Optional<String> delegate, OptionalInt threads) {

    /** The same once more: an engine that is made anew. */
    public static final EngineChange NONE =
            new EngineChange(Optional.empty(), Optional.empty(), OptionalInt.empty());

    public EngineChange {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(delegate, "delegate");
        Objects.requireNonNull(threads, "threads");
    }

    /** This change, to another model. */
    public EngineChange withModel(String other) {
        return new EngineChange(Optional.of(other), delegate, threads);
    }

    /** This change, to other delegates. */
    public EngineChange withDelegate(String other) {
        return new EngineChange(model, Optional.of(other), threads);
    }

    /** This change, to another number of threads. */
    public EngineChange withThreads(int other) {
        return new EngineChange(model, delegate, OptionalInt.of(other));
    }

    /** For a person: {@code "model deeplabv3, delegate cpu, 2 threads"}, or {@code "no change"}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        model.ifPresent(name -> parts.add("model " + (name.isEmpty() ? "by preference" : name)));
        delegate.ifPresent(names -> parts.add("delegate " + (names.isBlank() ? "auto" : names)));
        threads.ifPresent(
                count ->
                        parts.add(
                                switch (count) {
                                    case 0 -> "threads by processors";
                                    case 1 -> "1 thread";
                                    default -> count + " threads";
                                }));
        return parts.isEmpty() ? "no change" : String.join(", ", parts);
    }
}
