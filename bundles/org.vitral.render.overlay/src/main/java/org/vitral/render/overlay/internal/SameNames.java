// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.vitral.segmentation.Segmentation;

/** Which classes of two models are called the same. */
final class SameNames {

    private final Segmentation first;
    private final Segmentation second;
    private final Map<Long, Boolean> known = new HashMap<>();
    private long last = -1;
    private boolean lastSame;

    SameNames(Segmentation first, Segmentation second) {
        this.first = first;
        this.second = second;
    }

    boolean same(int label, int other) {
        long pair = (long) label << 32 | other;
        if (pair != last) {
            lastSame =
                    known.computeIfAbsent(
                            pair, key -> name(first, label).equals(name(second, other)));
            last = pair;
        }
        return lastSame;
    }

    private static String name(Segmentation segmentation, int label) {
        return segmentation.label(label).name().strip().toLowerCase(Locale.ROOT);
    }
}
