// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

/** Text in XML. */
final class Xml {

    private static final char UNKNOWN = '\uFFFD';

    private Xml() {}

    /** A text as the content of an element or an attribute; what XML 1.0 forbids is U+FFFD. */
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
                                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                                default -> {
                                    if (isAllowed(c)) {
                                        escaped.appendCodePoint(c);
                                    } else {
                                        escaped.append(UNKNOWN);
                                    }
                                }
                            }
                        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && !surrogate && c != 0xfffe && c != 0xffff;
    }
}
