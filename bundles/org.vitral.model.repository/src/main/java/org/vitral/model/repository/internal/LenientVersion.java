// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/** The order of versions as people write them: {@code v2}, {@code 1.0-beta}. */
final class LenientVersion {
    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");

    private LenientVersion() {}

    /** The version of OSGi that a text is, else the nearest to it. */
    static Version of(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            return parse(text);
        }
    }

    static Version parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? new Version(number(numbers, 1), number(numbers, 2), number(numbers, 3))
                : Version.emptyVersion;
    }

    private static int number(Matcher numbers, int group) {
        String digits = numbers.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
