// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for the files of a photograph in folders that know no folders in them: its own name without
 * extension, with {@code _} for what a file system or a list of names cannot hold. No two are equal
 * but for case.
 */
final class Stems {

    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]");

    /** What Windows takes away from the end of a name. */
    private static final Pattern END = Pattern.compile("[. ]+$");

    private static final int LONGEST = 150;

    private final Set<String> taken = new HashSet<>();

    String claim(String image) {
        String wanted = wanted(image);
        String stem = wanted;
        for (int i = 2; !taken.add(stem.toLowerCase(Locale.ROOT)); i++) {
            stem = wanted + "-" + i;
        }
        return stem;
    }

    private static String wanted(String image) {
        int dot = image.lastIndexOf('.');
        boolean extension = dot > image.lastIndexOf('/') + 1;
        String stem = UNFIT.matcher(extension ? image.substring(0, dot) : image).replaceAll("_");
        stem = END.matcher(stem.strip()).replaceAll("");
        if (stem.length() > LONGEST) {
            int end = Character.isHighSurrogate(stem.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            stem = stem.substring(0, end);
        }
        return stem.isEmpty() || stem.startsWith(".") ? "_" + stem : stem;
    }
}
