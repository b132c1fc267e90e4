// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Comparator;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** Services by a property of theirs, looked up when a run needs them. */
final class Services {

    private Services() {}

    /** The best-ranked service whose property has a value. */
    static <S> Optional<S> find(
            BundleContext context, Class<S> type, String property, String value) {
        try {
            return context.getServiceReferences(type, null).stream()
                    .filter(reference -> value.equals(reference.getProperty(property)))
                    .max(Comparator.naturalOrder())
                    .map(context::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The best-ranked service of a type. */
    static <S> Optional<S> find(BundleContext context, Class<S> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }
}
