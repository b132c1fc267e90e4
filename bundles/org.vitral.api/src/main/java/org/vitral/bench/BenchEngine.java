// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A delegate with a number of threads, as far as it is no series.
 *
 * @param delegate the delegate
 * @param threads the number of threads
 * @param reason why it was not measured; empty where it was
 * @param stable whether the warm-up ended because the times no longer changed
 * @param agreement the share of pixels, 0 to 1, that the segmenter gave the same class as the plain
 *     kernels with the unmodified model, over all frames; empty where that was not measured
 * @param memory what it took
 * @param profile what its operators took, or why that is not known; empty where nobody asked
 */
public record BenchEngine(
        String delegate,
        int threads,
        String reason,
        boolean stable,
        OptionalDouble agreement,
        Optional<BenchMemory> memory,
        Optional<OperatorProfile> profile) {
    public BenchEngine {
        Objects.requireNonNull(delegate, "delegate");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(profile, "profile");
    }

    /** One that could not be measured. */
    public static BenchEngine unavailable(String delegate, int threads, String reason) {
        return new BenchEngine(
                delegate,
                threads,
                reason,
                false,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it was measured. */
    public boolean measured() {
        return reason.isEmpty();
    }

    /** The operators that were measured; none where they were not. */
    public List<OperatorTime> operators() {
        return profile.map(OperatorProfile::operators).orElse(List.of());
    }
}
