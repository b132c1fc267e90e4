// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.time.Duration;
import java.util.Optional;
import org.vitral.export.ExportSubject;

/**
 * How long an output may take.
 *
 * @param fixed the same for all, where somebody wants that
 */
record Limits(Optional<Duration> fixed) {

    /** For the smallest of photographs, on a machine that is busy. */
    static final Duration LEAST = Duration.ofSeconds(60);

    /** A hundred times what the slowest of our own formats takes. */
    static final Duration PER_MEGAPIXEL = Duration.ofSeconds(1);

    private static final long MEGAPIXEL = 1_000_000;

    Duration of(ExportSubject subject) {
        return of((long) subject.image().width() * subject.image().height());
    }

    Duration of(long pixels) {
        return fixed.orElseGet(() -> LEAST.plus(PER_MEGAPIXEL.multipliedBy(pixels / MEGAPIXEL)));
    }

    /** A limit for a person. */
    static String text(Duration limit) {
        return limit.toMillis() < 10_000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }
}
