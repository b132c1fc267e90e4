// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why an engine runs on its delegates.
 *
 * @param text a line for a person; empty where they were asked for
 */
record DelegateReason(Kind kind, String text) {

    static final DelegateReason ASKED_FOR = new DelegateReason(Kind.ASKED_FOR, "");

    enum Kind {
        /** They are just what was asked for. */
        ASKED_FOR,
        /** What was asked for, or preferred, failed. */
        FALLBACK,
        /** {@code auto} had nothing to choose from. */
        ONLY,
        /** {@code auto} went by their ranking, because they have not been measured. */
        RANKED,
        /** {@code auto} went by what was measured. */
        MEASURED
    }

    /** A phrase for each delegate that does not work here; the list of delegates says why. */
    static List<String> rejections(Map<String, String> notWorking) {
        List<String> rejections = new ArrayList<>();
        notWorking.keySet().forEach(name -> rejections.add(name + " does not work here"));
        return rejections;
    }

    /** Why these delegates, and why not others. */
    static String with(String reason, List<String> rejections) {
        return rejections.isEmpty() ? reason : reason + "; " + String.join("; ", rejections);
    }

    /** That {@code auto} went by the ranking, and why not by more than that. */
    static DelegateReason ranked(String delegate, String why) {
        return new DelegateReason(
                Kind.RANKED,
                "%s has the highest ranking of those that work here; %s".formatted(delegate, why));
    }

    /** Whether measuring the delegates could lead to something better. */
    boolean isPreliminary() {
        return kind == Kind.RANKED || kind == Kind.FALLBACK;
    }
}
