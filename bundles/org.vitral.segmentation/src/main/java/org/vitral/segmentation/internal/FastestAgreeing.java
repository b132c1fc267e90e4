// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.Delegates;

/** Chooses a delegate by what was measured. */
final class FastestAgreeing {

    /** A delegate of lower ranking must be so much faster: less is within the noise. */
    private static final double MARGIN = 0.95;

    private FastestAgreeing() {}

    /**
     * The delegate that is the fastest of those that agree with the reference.
     *
     * @param measurements the preferred delegate first
     * @param agreement the least share of places in which one must agree
     */
    static Optional<DelegateMeasurement> choose(
            List<DelegateMeasurement> measurements, double agreement) {
        DelegateMeasurement best = null;
        for (DelegateMeasurement one : measurements) {
            if (one.median().isEmpty() || one.agreement().orElse(0) < agreement) {
                continue;
            }
            if (best == null
                    || one.median().get().toNanos() < MARGIN * best.median().get().toNanos()) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Why: {@code "xnnpack 19.1 ms (agrees with cpu in 100.00 % of places), cpu 167.0 ms; measured
     * 2026-11-25"}.
     *
     * @param chosen the name of the delegate that was chosen
     * @param reference the name of the one that the others must agree with
     */
    static String reason(
            List<DelegateMeasurement> measurements,
            String chosen,
            String reference,
            LocalDate date) {
        List<String> parts = new ArrayList<>();
        for (DelegateMeasurement one : measurements) {
            String name = one.delegate().name();
            parts.add(name.equals(chosen) ? 0 : parts.size(), part(one, reference));
        }
        String other =
                reference.equals(Delegates.CPU)
                        ? ""
                        : ", so that %s is the reference".formatted(reference);
        return String.join(", ", parts) + other + "; measured " + date;
    }

    private static String part(DelegateMeasurement one, String reference) {
        String name = one.delegate().name();
        if (one.median().isEmpty()) {
            return name + " cannot be used";
        }
        String time = String.format(Locale.ROOT, "%.1f ms", one.median().get().toNanos() / 1e6);
        return name.equals(reference) || one.agreement().isEmpty()
                ? name + " " + time
                : String.format(
                        Locale.ROOT,
                        "%s %s (agrees with %s in %.2f %% of places)",
                        name,
                        time,
                        reference,
                        100 * one.agreement().getAsDouble());
    }
}
