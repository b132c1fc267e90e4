// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:uninstall}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=uninstall"})
public final class UninstallCommand extends ExtensionCommand {

    @Activate
    public UninstallCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "uninstall",
                                "BUNDLE",
                                "Removes a bundle, and what it offers, while all else goes on.")
                        .withWords(1, 1, Names.EVERYTHING),
                registry);
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        String asked = arguments.words().getFirst();
        Bundle bundle = bundle(asked);
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw failure(asked, e);
        }
        screen.line(
                "uninstalled %s %s [%d]"
                        .formatted(
                                bundle.getSymbolicName(),
                                bundle.getVersion(),
                                bundle.getBundleId()));
    }
}
