// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * A service that opens targets of one kind.
 *
 * @implSpec An implementation is a service with the property {@link #KIND}. It is safe for use by
 *     several threads.
 */
@ConsumerType
public interface ExportTargetProvider {

    /**
     * The service property with the kind of target, for example {@code zip}: lower-case letters,
     * digits and hyphens. A user asks for it with {@code zip:PLACE}.
     */
    String KIND = "org.vitral.target.kind";

    /** The options of its targets; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Opens a target.
     *
     * @param place where, as the user says it: for {@code zip} the path of the archive
     * @throws IOException if nothing can be written there; the message says why
     */
    ExportTarget open(String place, Options options) throws IOException;
}
