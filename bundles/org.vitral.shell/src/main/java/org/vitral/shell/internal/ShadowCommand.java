// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:shadow}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=shadow"})
public final class ShadowCommand extends TrialCommand {

    @Activate
    public ShadowCommand(@Reference Registry registry) {
        super(
                registry,
                "shadow",
                "Lets a second engine see copies of images and answer none; compares the two.",
                false);
    }
}
