// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.util.Locale;

/** Text and numbers in HTML. */
final class Html {

    private static final char UNKNOWN = '\uFFFD';

    private Html() {}

    /** A text as the content of an element or an attribute; control characters are U+FFFD. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                case '\t', '\n' -> escaped.append("&#").append(c).append(';');
                                default -> {
                                    if (isShown(c)) {
                                        escaped.appendCodePoint(c);
                                    } else {
                                        escaped.append(UNKNOWN);
                                    }
                                }
                            }
                        });
        return escaped.toString();
    }

    private static boolean isShown(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !Character.isISOControl(c) && !surrogate;
    }

    /** A share as a percentage for a person: {@code 12.3 %}, and {@code < 0.1 %}. */
    static String percent(double share) {
        return share > 0 && share < 0.001
                ? "&lt; 0.1 %"
                : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A number for attributes of SVG. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
