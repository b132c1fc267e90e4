// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Option;
import org.vitral.render.Renderer;

/** A command that changes which bundles are here. */
abstract class ExtensionCommand extends VitralCommand {

    private final BundleContext context;

    ExtensionCommand(Manual manual, Registry registry) {
        super(manual);
        this.context = registry.context();
    }

    final BundleContext context() {
        return context;
    }

    /** The bundle of that symbolic name, the newest one, or of that number. */
    final Bundle bundle(String asked) throws CommandException {
        List<Bundle> named =
                Arrays.stream(context.getBundles())
                        .filter(
                                bundle ->
                                        asked.equals(bundle.getSymbolicName())
                                                || asked.equals(
                                                        Long.toString(bundle.getBundleId())))
                        .sorted((a, b) -> b.getVersion().compareTo(a.getVersion()))
                        .toList();
        if (named.isEmpty()) {
            List<String> names =
                    Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).toList();
            throw new UsageException(
                    "There is no bundle '%s'%s".formatted(asked, Text.suggestion(asked, names)));
        }
        if (named.getFirst().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            throw new UsageException(
                    "%s is the framework itself: leave the shell to end it".formatted(asked));
        }
        return named.getFirst();
    }

    /**
     * Where a bundle is: a URL, or a file of the session's folder.
     *
     * @throws CommandException if there is no such file
     */
    static String location(String asked, Path folder) throws CommandException {
        if (asked.matches("[a-z][a-z0-9+.-]+:.*") && !asked.startsWith("file:")) {
            return asked;
        }
        try {
            Path file =
                    asked.startsWith("file:/")
                            ? Path.of(URI.create(asked))
                            : folder.resolve(asked.replaceFirst("^file:", ""));
            if (!Files.isRegularFile(file)) {
                throw new CommandException(asked + ": there is no such file");
            }
            return file.toAbsolutePath().normalize().toUri().toString();
        } catch (IllegalArgumentException e) {
            throw new CommandException(asked + ": this is no name of a file", e);
        }
    }

    /** What failed, without the framework's own numbers where it says more. */
    static CommandException failure(String asked, BundleException e) {
        Throwable reason = e;
        while (reason.getCause() != null && reason.getCause() != reason) {
            reason = reason.getCause();
        }
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (reason instanceof ZipException) {
            return new CommandException(
                    "%s is no bundle: it is no archive that can be read (%s)"
                            .formatted(asked, Text.withoutStop(message)),
                    e);
        }
        return new CommandException(
                "%s cannot be used: %s".formatted(asked, Text.withoutStop(message)), e);
    }

    /** That a bundle works, and what it offers. */
    final List<String> described(Bundle bundle, String done) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s %s [%d]"
                        .formatted(
                                done,
                                bundle.getSymbolicName(),
                                bundle.getVersion(),
                                bundle.getBundleId()));
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        if (services != null) {
            for (ServiceReference<?> service : services) {
                describe(service, lines);
            }
        }
        if (lines.size() == 1) {
            lines.add("  it offers no service (vitral:why %s)".formatted(bundle.getSymbolicName()));
        }
        return lines;
    }

    private void describe(ServiceReference<?> reference, List<String> lines) {
        String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
        for (String type : types) {
            String simple = type.substring(type.lastIndexOf('.') + 1);
            Object name =
                    reference.getProperty(
                            type.equals(Renderer.class.getName()) ? Renderer.NAME : Exporter.NAME);
            lines.add("  %s%s".formatted(simple, name == null ? "" : " " + name));
        }
        Object service = context.getService(reference);
        try {
            List<Option<?>> options =
                    switch (service) {
                        case Exporter exporter -> exporter.options();
                        case SeriesExporter exporter -> exporter.options();
                        case Renderer renderer -> renderer.options();
                        case null, default -> List.of();
                    };
            for (Option<?> option : options) {
                lines.add(
                        Text.oneLine(
                                "    %s=%s  %s (%s)"
                                        .formatted(
                                                option.name(),
                                                option.presetText(),
                                                option.description(),
                                                option.permitted())));
            }
        } catch (RuntimeException | LinkageError e) {
            lines.add(Text.oneLine("    its options cannot be had: " + e));
        } finally {
            context.ungetService(reference);
        }
    }
}
