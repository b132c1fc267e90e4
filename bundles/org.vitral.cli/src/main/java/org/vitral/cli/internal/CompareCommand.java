// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.Evaluator;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/** {@code vitral compare}: has two engines segment the same photographs. */
final class CompareCommand {

    /** What is put behind a photograph's name for the picture of its differences. */
    static final String PICTURE = ".difference.png";

    private final CompareOptions options;
    private final Platform platform;
    private final Console console;
    private final FolderRun run;
    private final List<CompareText.Compared> compared = new ArrayList<>();
    private Comparison comparison;
    private EngineInUse first;
    private EngineInUse second;
    private final Set<String> pictures = new HashSet<>();

    CompareCommand(CompareOptions options, Platform platform, Console console) {
        this.options = options;
        this.platform = platform;
        this.console = console;
        run = new FolderRun(console);
    }

    /**
     * Compares the engines.
     *
     * @return the exit code
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if there is nothing to compare
     */
    int run() throws UsageException, FailureException {
        Evaluator evaluator = platform.evaluator();
        if (options.output().isEmpty()) {
            return run(evaluator, Optional.empty());
        }
        OutputPlace place = OutputPlace.folder(options.output());
        try (Pictures drawn = new Pictures(place, place.open(platform, Options.NONE))) {
            return run(evaluator, Optional.of(drawn));
        } catch (IOException e) {
            throw new FailureException(place.shown(), e);
        }
    }

    /** Where pictures of differences go. */
    private record Pictures(OutputPlace place, ExportTarget target) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            target.close();
        }
    }

    private int run(Evaluator evaluator, Optional<Pictures> output)
            throws UsageException, FailureException {
        PreparedSegmenter one = prepare(options.first(), "cli");
        PreparedSegmenter other = prepare(options.second(), "cli-second");
        Location location = Location.open(options.images(), platform.sources());
        try {
            run.over(
                    location,
                    "comparing",
                    photograph -> {
                        if (!isPicture(location, photograph, output)) {
                            compare(photograph, one, other, evaluator, output);
                        }
                    });
        } finally {
            location.close();
        }
        if (compared.isEmpty()) {
            if (run.failed() == 0 && !console.closed()) {
                console.message("no photograph was compared");
            }
            return ExitCode.FAILED;
        }
        CompareText text =
                new CompareText(
                        options, first, second, compared, comparison.result(), run.failed());
        if (options.json()) {
            console.json(text.json());
        } else {
            console.result(text.lines());
        }
        return run.failed() > 0 || console.closed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private PreparedSegmenter prepare(EngineSpec engine, String name)
            throws UsageException, FailureException {
        Map<String, Object> configuration;
        try {
            configuration = engine.choice().configuration(platform, console);
        } catch (FailureException e) {
            throw new FailureException(engine.text(), e);
        }
        return new PreparedSegmenter(
                platform.segmenter(name, configuration), engine.choice().model());
    }

    private void compare(
            Photograph photograph,
            PreparedSegmenter one,
            PreparedSegmenter other,
            Evaluator evaluator,
            Optional<Pictures> output)
            throws Exception {
        try (Image image = photograph.item().read();
                Segmentation ones = segment(options.first(), one, image);
                Segmentation others = segment(options.second(), other, image)) {
            if (comparison == null) {
                begin(ones, others, evaluator);
            }
            String name = photograph.item().name();
            compared.add(new CompareText.Compared(name, comparison.add(name, ones, others)));
            if (output.isPresent()) {
                draw(output.get().target(), name, image, ones, others);
            }
        }
    }

    /** The pictures of an earlier run may lie below the photographs. */
    private static boolean isPicture(
            Location location, Photograph photograph, Optional<Pictures> output) {
        Optional<Path> folder = output.flatMap(drawn -> drawn.place().folder());
        if (folder.isEmpty() || location.folder().isEmpty()) {
            return false;
        }
        String name = photograph.item().name();
        Path file = location.folder().get().resolve(name).normalize();
        return name.endsWith(PICTURE) && file.startsWith(folder.get());
    }

    /** Writes the picture of the differences; a failure is reported. */
    private void draw(
            ExportTarget target, String name, Image image, Segmentation ones, Segmentation others) {
        String path = picture(name);
        try (Image picture =
                        platform.differenceRenderer().render(image, ones, others, Options.NONE);
                ExportFile file = target.create(path)) {
            platform.encoder().encode(picture, file.stream());
            file.complete();
        } catch (FailureException | IOException | RuntimeException e) {
            run.fail(target.shown(path), e);
        }
    }

    /** The name of a photograph's picture: that of no other, also where case does not count. */
    private String picture(String photograph) {
        int dot = photograph.lastIndexOf('.');
        String bare =
                dot > photograph.lastIndexOf('/') + 1 ? photograph.substring(0, dot) : photograph;
        String name = bare;
        for (int i = 2; !pictures.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = bare + "-" + i;
        }
        return name + PICTURE;
    }

    private static Segmentation segment(EngineSpec engine, PreparedSegmenter segmenter, Image image)
            throws Exception {
        try {
            return segmenter.segment(image);
        } catch (FailureException e) {
            throw new FailureException(engine.text(), e);
        }
    }

    private void begin(Segmentation ones, Segmentation others, Evaluator evaluator)
            throws FailureException {
        try {
            comparison = evaluator.compare(ones.model().labels(), others.model().labels());
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    "%s and %s".formatted(options.first().text(), options.second().text()),
                    e.getMessage(),
                    e);
        }
        first = EngineInUse.of(ones);
        second = EngineInUse.of(others);
        tell(options.first(), ones);
        tell(options.second(), others);
    }

    private void tell(EngineSpec engine, Segmentation seen) {
        for (String note : new SegmentNotes(engine.choice(), platform).about(seen)) {
            console.message(engine.text() + ": " + note);
        }
    }
}
