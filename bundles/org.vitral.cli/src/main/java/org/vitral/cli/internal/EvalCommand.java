// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.vitral.evaluation.Evaluation;
import org.vitral.evaluation.EvaluationResult;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/** {@code vitral eval}: segments photographs and counts how the masks match truths. */
final class EvalCommand {

    /** The picture of the confusion matrix. */
    static final String PICTURE = "confusion.png";

    private final EvalOptions options;
    private final Platform platform;
    private final Console console;
    private final FolderRun run;
    private Optional<Evaluation> evaluation = Optional.empty();

    /** What segmented; of the first photograph, and without its pixels. */
    private EngineInUse engine;

    EvalCommand(EvalOptions options, Platform platform, Console console) {
        this.options = options;
        this.platform = platform;
        this.console = console;
        run = new FolderRun(console);
    }

    /**
     * Evaluates the photographs.
     *
     * @return the exit code
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if no photograph at all can be evaluated
     */
    int run() throws UsageException, FailureException {
        Evaluator evaluator = platform.evaluator();
        Map<String, Object> configuration = options.engine().configuration(platform, console);
        OutputPlace place = OutputPlace.folder(options.output());
        ExportTarget output = place.open(platform, Options.NONE);
        try {
            return run(evaluator, configuration, place, output);
        } finally {
            close(output, place);
        }
    }

    private void close(ExportTarget output, OutputPlace place) {
        try {
            output.close();
        } catch (IOException e) {
            run.fail(place.shown(), e);
        }
    }

    private int run(
            Evaluator evaluator,
            Map<String, Object> configuration,
            OutputPlace place,
            ExportTarget output)
            throws UsageException, FailureException {
        TruthFolder truths = TruthFolder.open(options.truth());
        if (Location.pathOf(options.images()).filter(truths::is).isPresent()) {
            throw new UsageException(
                    "--images and --truth are the same folder, and so a truth would be a photograph");
        }
        PreparedSegmenter segmenter =
                new PreparedSegmenter(platform.segmenter(configuration), options.engine().model());
        Location location = Location.open(options.images(), platform.sources());
        try {
            boolean all =
                    run.over(
                            location,
                            "evaluating",
                            photograph -> {
                                if (isPhotograph(location, photograph, truths, place)) {
                                    evaluate(photograph, truths, segmenter, evaluator);
                                }
                            });
            if (all && !console.closed()) {
                truths.left()
                        .forEach(
                                truth ->
                                        run.fail(
                                                truth.shown(),
                                                new IOException("There is no photograph for it")));
            }
        } finally {
            location.close();
        }
        if (evaluation.isEmpty() || evaluation.get().result().images() == 0) {
            if (run.failed() == 0 && !console.closed()) {
                console.message("no photograph was evaluated");
            }
            return ExitCode.FAILED;
        }
        EvaluationResult result = evaluation.get().result();
        Optional<String> picture = draw(result, output);
        print(result, picture);
        return run.failed() > 0 || console.closed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Truths may lie below the photographs, and so may the picture of an earlier run. */
    private static boolean isPhotograph(
            Location location, Photograph photograph, TruthFolder truths, OutputPlace place) {
        if (location.folder().isEmpty()) {
            return true;
        }
        Path file = location.folder().get().resolve(photograph.item().name());
        boolean drawn =
                place.folder().filter(root -> root.resolve(PICTURE).equals(file)).isPresent();
        return !truths.contains(file) && !drawn;
    }

    private void evaluate(
            Photograph photograph,
            TruthFolder truths,
            PreparedSegmenter segmenter,
            Evaluator evaluator)
            throws Exception {
        TruthFolder.Truth truth = truths.take(photograph);
        try (Image image = photograph.item().read();
                Segmentation seen = segmenter.segment(image)) {
            if (evaluation.isEmpty()) {
                evaluation =
                        Optional.of(evaluator.evaluate(seen.model().labels(), options.ignored()));
                engine = EngineInUse.of(seen);
                new SegmentNotes(options.engine(), platform).about(seen).forEach(console::message);
            }
            TruthMask mask;
            try (InputStream in = Files.newInputStream(truth.file())) {
                mask =
                        evaluator.readTruth(
                                in,
                                seen.width(),
                                seen.height(),
                                seen.model().labels(),
                                options.ignored());
            } catch (IOException e) {
                run.fail(photograph.shown() + ": " + truth.shown(), e);
                return;
            }
            evaluation.get().add(mask, seen.categoryMask());
        }
    }

    /** Writes the picture of the confusion matrix; a failure is reported. */
    private Optional<String> draw(EvaluationResult result, ExportTarget output) {
        try (Image picture = platform.confusionRenderer().render(result);
                ExportFile file = output.create(PICTURE)) {
            platform.encoder().encode(picture, file.stream());
            file.complete();
            return Optional.of(output.shown(PICTURE));
        } catch (FailureException | IOException | RuntimeException e) {
            run.fail(output.shown(PICTURE), e);
            return Optional.empty();
        }
    }

    private void print(EvaluationResult result, Optional<String> picture) {
        if (options.json()) {
            console.json(EvalText.json(engine, result, options.ignored(), run.failed(), picture));
        } else {
            console.result(EvalText.lines(engine, result, run.failed(), picture, console));
        }
    }
}
