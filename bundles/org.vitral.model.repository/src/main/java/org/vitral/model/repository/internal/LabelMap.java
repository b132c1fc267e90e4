// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.model.Label;

/** A label map: the names of the classes, a line each, in the order of their indices. */
final class LabelMap {
    /** More classes than a category mask can hold. */
    static final int MOST = 65_535;

    private static final int MOST_BYTES = 16 << 20;

    private LabelMap() {}

    static List<String> read(InputStream text) throws IOException {
        byte[] bytes = text.readNBytes(MOST_BYTES);
        List<String> names =
                new ArrayList<>(
                        new String(bytes, StandardCharsets.UTF_8)
                                .lines()
                                .map(String::strip)
                                .toList());
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast();
        }
        return names;
    }

    /** The language that a tag stands for, or nothing where it is not well-formed. */
    static Optional<Locale> locale(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag.strip()).build();
            return Optional.of(locale).filter(found -> !found.getLanguage().isEmpty());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /** The labels of these names, in the colours of PASCAL VOC. */
    static List<Label> labels(List<String> names) {
        List<Label> labels = new ArrayList<>(names.size());
        for (String name : names) {
            labels.add(new Label(labels.size(), name, VocPalette.rgb(labels.size())));
        }
        return labels;
    }
}
