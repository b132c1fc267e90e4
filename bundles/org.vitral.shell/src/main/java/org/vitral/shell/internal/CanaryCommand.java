// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:canary}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=canary"})
public final class CanaryCommand extends TrialCommand {

    @Activate
    public CanaryCommand(@Reference Registry registry) {
        super(registry, "canary", "Lets a second engine answer a share of the images.", true);
    }
}
