// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the exports. */
@ObjectClassDefinition(
        name = "Vitral exports",
        description = "How long exporters and renderers may take.")
public @interface ExportConfiguration {

    @AttributeDefinition(
            name = "Time limit",
            description =
                    "The longest time for one output, in milliseconds. 0: 60 s, and a second more for"
                            + " each megapixel of the photograph.",
            min = "0",
            required = false)
    long time_limit() default 0;

    @AttributeDefinition(
            name = "Times until set aside",
            description =
                    "How often an exporter may exceed its limit until it is not used any more. It is"
                            + " used again when its bundle is updated, or when somebody restores it.",
            min = "1",
            required = false)
    int times_until_set_aside() default 2;
}
