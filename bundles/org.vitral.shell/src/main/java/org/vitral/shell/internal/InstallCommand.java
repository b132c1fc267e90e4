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

/** {@code vitral:install}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=install"})
public final class InstallCommand extends ExtensionCommand {

    @Activate
    public InstallCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "install",
                                "FILE|URL",
                                "Installs a bundle, starts it, and shows what it offers. One that"
                                        + " cannot be started is not kept.")
                        .withWords(1, 1, Names.FILES),
                registry);
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        String asked = arguments.words().getFirst();
        String location = location(asked, session.currentDir());
        Bundle there = context().getBundle(location);
        if (there != null) {
            throw new CommandException(
                    "%s is installed already, as %s [%d]: vitral:update %s reads it again"
                            .formatted(
                                    asked,
                                    there.getSymbolicName(),
                                    there.getBundleId(),
                                    there.getSymbolicName()));
        }
        Bundle bundle;
        try {
            bundle = context().installBundle(location);
        } catch (BundleException e) {
            throw failure(asked, e);
        }
        if (bundle.getSymbolicName() == null) {
            discard(bundle);
            throw new CommandException(
                    "%s is no bundle: its manifest has no Bundle-SymbolicName".formatted(asked));
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            CommandException failure = failure(asked, e);
            discard(bundle);
            throw failure;
        }
        screen.lines(described(bundle, "installed"));
    }

    private static void discard(Bundle bundle) throws CommandException {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw failure(bundle.getLocation(), e);
        }
    }
}
