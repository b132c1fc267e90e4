// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.ImageSource;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Timings;

/** {@code vitral:segment}. */
@Component(
        service = Function.class,
        property = {"osgi.command.scope=vitral", "osgi.command.function=segment"})
public final class SegmentCommand extends VitralCommand {

    private final Registry registry;

    @Activate
    public SegmentCommand(@Reference Registry registry) {
        super(
                Manual.of(
                                "segment",
                                "FILE [-s SEGMENTER] [--export LIST [--option NAME.OPTION=VALUE]..."
                                        + " [--output PLACE]]",
                                "Segments a photograph and shows what is in it. Writes no files"
                                        + " unless --export asks for them.",
                                Manual.SEGMENTER,
                                SegmentExport.EXPORT,
                                SegmentExport.OPTION,
                                SegmentExport.OUTPUT)
                        .withWords(1, 1, Names.FILES));
        this.registry = registry;
    }

    @Override
    void run(Arguments arguments, Screen screen, CommandSession session) throws CommandException {
        String asked = arguments.words().getFirst();
        NamedSegmenter segmenter = registry.segmenter(arguments.value(Manual.SEGMENTER));
        Optional<SegmentExport> export =
                SegmentExport.of(registry, arguments, session.currentDir());
        long start = System.nanoTime();
        try (Image image = read(asked, session.currentDir())) {
            Duration decode = Duration.ofNanos(System.nanoTime() - start);
            try (Segmentation seen = registry.serving(segmenter).segment(image)) {
                show(asked, seen, screen);
                if (export.isPresent()) {
                    String name = Path.of(asked).getFileName().toString();
                    export.get().write(new ExportSubject(name, image, seen, decode), screen);
                }
            }
        } catch (IOException | SegmentationException e) {
            throw new CommandException("%s: %s".formatted(asked, Text.withoutStop(message(e))), e);
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The first image in a file of a folder. */
    private Image read(String asked, Path folder) throws CommandException, IOException {
        URI location;
        try {
            Path file = folder.resolve(asked).toAbsolutePath().normalize();
            if (!Files.exists(file)) {
                throw new CommandException(asked + ": there is no such file");
            }
            location = file.toUri();
        } catch (InvalidPathException e) {
            throw new CommandException(asked + ": this is no name of a file", e);
        }
        for (ImageSource source : registry.sources()) {
            if (source.accepts(location)) {
                return source.read(location);
            }
        }
        throw new CommandException(
                asked
                        + ": no source of images is installed that reads files (vitral:why"
                        + " ImageSource)");
    }

    private static void show(String asked, Segmentation seen, Screen screen) {
        screen.line(
                "%s  %d x %d, %s on %s, generation %d"
                        .formatted(
                                screen.bold(Text.oneLine(asked)),
                                seen.width(),
                                seen.height(),
                                seen.model().name(),
                                Text.delegates(seen.delegates()),
                                seen.generation()));
        Table table = new Table("label", ">share", ">pixels");
        for (LabelShare found : seen.labels()) {
            table.row(
                    found.label().name(),
                    Text.share(found.share()),
                    String.format(java.util.Locale.ROOT, "%,d", found.pixels()));
        }
        screen.table(table);
        Timings timings = seen.timings();
        screen.line(
                "pre-process %s, invoke %s, post-process %s"
                        .formatted(
                                Text.milliseconds(timings.preprocess()),
                                Text.milliseconds(timings.invoke()),
                                Text.milliseconds(timings.postprocess())));
    }
}
