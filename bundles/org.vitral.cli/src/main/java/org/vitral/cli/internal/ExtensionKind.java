// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code vitral new} makes a project for. */
enum ExtensionKind {
    EXPORTER("Exporter", "Writes segmentations as @name@.", ""),
    RENDERER("Renderer", "Makes the picture @name@ of a segmentation.", ""),
    SOURCE("Source", "Gives images from @name@.", ""),
    DELEGATE("DelegateProvider", "Has models run on @name@.", "tflite.xml");

    private final String suffix;
    private final String description;
    private final String dependencies;

    ExtensionKind(String suffix, String description, String dependencies) {
        this.suffix = suffix;
        this.description = description;
        this.dependencies = dependencies;
    }

    /** As users say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The end of the class's name. */
    String suffix() {
        return suffix;
    }

    /** One line for a person, with a place for the name. */
    String description() {
        return description;
    }

    /** The template with more dependencies, or nothing. */
    String dependencies() {
        return dependencies;
    }

    static Optional<ExtensionKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ExtensionKind::word).toList();
    }
}
