// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code vitral:update}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=update"})
public final class UpdateCommand extends ExtensionCommand {

    @Activate
    public UpdateCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "update",
                                "BUNDLE [FILE|URL]",
                                "Reads a bundle again, from where it came from or from elsewhere,"
                                        + " while all else goes on.")
                        .withWords(1, 2, Names.EVERYTHING),
                registry);
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        Bundle bundle = bundle(arguments.words().getFirst());
        String asked = arguments.word(1).orElse(bundle.getLocation());
        String location = location(asked, session.currentDir());
        try (InputStream content = URI.create(location).toURL().openStream()) {
            bundle.update(content);
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
        } catch (BundleException e) {
            throw failure(asked, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("%s cannot be read: %s".formatted(asked, e.getMessage()), e);
        }
        screen.lines(described(bundle, "updated"));
    }
}
