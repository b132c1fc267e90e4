// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody may have meant. */
final class Suggestion {

    private Suggestion() {}

    /**
     * The known name that is nearest to a wrong one, if at most a third of it would have to change.
     */
    static Optional<String> nearest(String wrong, Collection<String> known) {
        String lower = wrong.toLowerCase(java.util.Locale.ROOT);
        return known.stream()
                .filter(
                        name ->
                                distance(lower, name)
                                                <= Math.max(
                                                        1,
                                                        Math.max(lower.length(), name.length()) / 3)
                                        || (lower.length() >= 3 && name.startsWith(lower)))
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    /** {@code "; did you mean NAME?"}, or nothing where no known name is near. */
    static String hint(String wrong, Collection<String> known) {
        return nearest(wrong, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** The Levenshtein distance: how many letters must be put in, taken out or replaced. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
