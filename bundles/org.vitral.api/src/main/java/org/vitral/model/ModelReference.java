// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How users name a model, and which version of it they mean:
 *
 * <ul>
 *   <li>{@code deeplabv3}: the highest version
 *   <li>{@code deeplabv3@2.0.0}: that version
 *   <li>{@code deeplabv3@[2.0,3.0)}: the highest version in a range, written as in OSGi
 *   <li>{@code deeplabv3@stable}: the version that bears this label
 * </ul>
 *
 * @param name the name of the model
 * @param selector what is behind the {@code @}: a version, a range, or a label
 */
public record ModelReference(String name, Optional<String> selector) {
    private static final Pattern NUMBERED = Pattern.compile("[0-9].*");
    private static final Pattern RANGE =
            Pattern.compile("[\\[(]\\s*[0-9][^,]*,\\s*[0-9][^,]*[\\])]");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    public ModelReference {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(selector, "selector");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A model has a name, but there is none");
        }
        if (selector.isPresent() && !isSelector(selector.get())) {
            throw new IllegalArgumentException(
                    "%s@%s: behind the @ is a version such as 2.0.0, a range such as [2.0,3.0), or a label such as stable, but not \"%s\""
                            .formatted(name, selector.get(), selector.get()));
        }
    }

    private static boolean isSelector(String text) {
        return NUMBERED.matcher(text).matches()
                || RANGE.matcher(text).matches()
                || LABEL.matcher(text).matches();
    }

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if it is none: why, in a sentence
     */
    public static ModelReference parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new ModelReference(text, Optional.empty())
                : new ModelReference(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }

    /** Whether this is a text that a version label may have. */
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /** The one version that is meant, where it is given. */
    public Optional<String> version() {
        return selector.filter(text -> NUMBERED.matcher(text).matches());
    }

    /** The range of versions that is meant, where it is given. */
    public Optional<String> range() {
        return selector.filter(text -> RANGE.matcher(text).matches());
    }

    /** The version label that is meant, where it is given. */
    public Optional<String> label() {
        return selector.filter(ModelReference::isLabel);
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name + selector.map(text -> "@" + text).orElse("");
    }
}
