// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.image.Image;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;

/** {@code vitral:export}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=export"})
public final class ExportCommand extends VitralCommand {

    private static final Option OPTIONS =
            Option.value(
                    "--options",
                    "KEY=VALUE,...",
                    Names.NONE,
                    "Options of the exporter, with commas between them.");
    private static final Option OUTPUT =
            Option.value(
                    "--output",
                    "DIR",
                    Names.FILES,
                    "Where the file goes. Else the current folder.");

    private final Registry registry;

    @Activate
    public ExportCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "export",
                                "FILE EXPORTER [--options KEY=VALUE,...] [--output DIR]"
                                        + " [-s SEGMENTER]",
                                "Segments a photograph, and writes what was found by an exporter.",
                                OPTIONS,
                                OUTPUT,
                                Manual.SEGMENTER)
                        .withWords(2, 2, Names.FILES));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        String asked = arguments.words().getFirst();
        ServiceReference<Exporter> reference = reference(arguments.words().get(1));
        BundleContext context = registry.context();
        Exporter exporter = context.getService(reference);
        if (exporter == null) {
            throw new CommandException(
                    "The exporter %s went away".formatted(arguments.words().get(1)));
        }
        NamedSegmenter segmenter = registry.segmenter(arguments.value(Manual.SEGMENTER));
        long start = System.nanoTime();
        try (Image image = SegmentCommand.read(registry, asked, session.currentDir())) {
            Duration decode = Duration.ofNanos(System.nanoTime() - start);
            Options options =
                    Options.read(exporter.options(), said(arguments.value(OPTIONS).orElse("")));
            try (Segmentation seen = registry.serving(segmenter).segment(image)) {
                Path name = Path.of(asked).getFileName();
                String suffix = String.valueOf(reference.getProperty(Exporter.SUFFIX));
                Path file =
                        Path.of(arguments.value(OUTPUT).orElse(""))
                                .resolve(name.toString().replaceFirst("\\.[^.]*$", "") + suffix);
                write(
                        exporter,
                        new ExportSubject(name.toString(), image, seen, decode),
                        options,
                        session.currentDir().resolve(file).normalize());
                screen.line(Text.oneLine(file.toString()));
            }
        } catch (IOException | SegmentationException | OptionException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new CommandException("%s: %s".formatted(asked, Text.withoutStop(message)), e);
        } finally {
            context.ungetService(reference);
        }
    }

    /** The file is complete or absent. */
    private static void write(Exporter exporter, ExportSubject subject, Options options, Path file)
            throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), ".", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                exporter.export(subject, options, out);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private ServiceReference<Exporter> reference(String name) throws CommandException {
        List<String> names = new ArrayList<>();
        List<ServiceReference<Exporter>> found = new ArrayList<>();
        try {
            for (ServiceReference<Exporter> one :
                    registry.context().getServiceReferences(Exporter.class, null)) {
                String called = String.valueOf(one.getProperty(Exporter.NAME));
                names.add(called);
                if (called.equals(name)) {
                    found.add(one);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        names.sort(String::compareTo);
        return found.stream()
                .max(ServiceReference::compareTo)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "There is no exporter '%s'%s (there are: %s)"
                                                .formatted(
                                                        name,
                                                        Text.suggestion(name, names),
                                                        String.join(", ", names))));
    }

    private static Map<String, String> said(String text) throws UsageException {
        Map<String, String> said = new LinkedHashMap<>();
        for (String pair : Arrays.stream(text.split(",")).filter(one -> !one.isBlank()).toList()) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--options: '%s' is not KEY=VALUE".formatted(pair));
            }
            said.put(pair.substring(0, equals).strip(), pair.substring(equals + 1));
        }
        return said;
    }
}
