// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:renderers}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=renderers"})
public final class RenderersCommand extends FormatsCommand {

    @Activate
    public RenderersCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "renderers",
                                "[NAME]",
                                "Lists what makes pictures of results, with options and presets.")
                        .withWords(0, 1, Names.EVERYTHING),
                registry,
                true);
    }
}
