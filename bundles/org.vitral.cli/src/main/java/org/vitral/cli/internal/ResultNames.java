// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each photograph of a run a name for its results: the photograph's own, without its
 * extension. No two names differ in case only, because many file systems do not tell them apart.
 */
final class ResultNames {

    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * A name that was given.
     *
     * @param path the name with the folders before it, {@code /} between them
     * @param rival the photograph that already has the name that this one would have had
     */
    record Name(String path, Optional<String> rival) {}

    /**
     * Claims a name.
     *
     * @param image the name of an image, with {@code /} between folders and with its extension
     * @param shown how messages call the photograph
     */
    Name claim(String image, String shown) {
        String wanted = withoutExtension(image);
        String path = wanted;
        for (int i = 2; !taken.add(key(path)); i++) {
            path = wanted + "-" + i;
        }
        Optional<String> rival = Optional.ofNullable(owners.get(key(wanted)));
        owners.put(key(path), shown);
        return new Name(path, rival);
    }

    /** A name, with the folders before it, without its extension. */
    static String withoutExtension(String image) {
        int name = image.lastIndexOf('/') + 1;
        int dot = image.lastIndexOf('.');
        return dot > name ? image.substring(0, dot) : image;
    }

    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
