// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vitral.segmentation.EffectiveDelegate;

/** How numbers, delegates and foreign words are shown. */
final class Text {

    private Text() {}

    /** A text that comes from outside, safe to print: one line without control characters. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (String part : text.split("[\\r\\n\\t]+\\s*")) {
            if (!part.isEmpty()) {
                line.append(line.isEmpty() ? "" : " ").append(part);
            }
        }
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, '?');
            }
        }
        return line.toString();
    }

    /** A duration in milliseconds. */
    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    /** A part of the whole, 0 to 1, as a percentage that never claims nothing or everything. */
    static String share(double share) {
        double percent = 100 * share;
        if (percent > 0 && percent < 0.05) {
            return "<0.1 %";
        }
        if (percent < 100 && percent >= 99.95) {
            return ">99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** {@code "1 thread"}, {@code "2,000 threads"}. */
    static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }

    /** A number of bytes. */
    static String bytes(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** {@code "gpu 1.0 (60 of 70 nodes, 2 partitions), xnnpack 2.21.0"}, or {@code "none"}. */
    static String delegates(List<EffectiveDelegate> delegates) {
        return delegates.isEmpty()
                ? "none"
                : delegates.stream().map(Text::delegate).collect(Collectors.joining(", "));
    }

    private static String delegate(EffectiveDelegate delegate) {
        StringBuilder text = new StringBuilder(delegate.name());
        if (!delegate.version().isEmpty()) {
            text.append(' ').append(delegate.version());
        }
        if (delegate.nodes().isPresent() && delegate.modelNodes().isPresent()) {
            text.append(
                    " (%d of %d nodes"
                            .formatted(
                                    delegate.nodes().getAsInt(), delegate.modelNodes().getAsInt()));
            delegate.partitions()
                    .ifPresent(parts -> text.append(", ").append(count(parts, "partition")));
            text.append(')');
        }
        return text.toString();
    }

    /** A sentence as the rest of one: without the full stop at its end. */
    static String withoutStop(String sentence) {
        String line = oneLine(sentence).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    /** {@code "; did you mean 'swap'?"} where one of the known words is close, else nothing. */
    static String suggestion(String given, Collection<String> known) {
        String lower = given.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(1, given.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best == null ? "" : "; did you mean '%s'?".formatted(oneLine(best));
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
