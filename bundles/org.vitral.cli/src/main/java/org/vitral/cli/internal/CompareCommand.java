// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.Evaluator;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;

/** {@code vitral compare}: has two engines segment the same photographs. */
final class CompareCommand {

    private final CompareOptions options;
    private final Platform platform;
    private final Console console;
    private final FolderRun run;
    private final List<CompareText.Compared> compared = new ArrayList<>();
    private Comparison comparison;
    private EngineInUse first;
    private EngineInUse second;

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
        PreparedSegmenter one = prepare(options.first(), "cli");
        PreparedSegmenter other = prepare(options.second(), "cli-second");
        Location location = Location.open(options.images(), platform.sources());
        try {
            run.over(
                    location,
                    "comparing",
                    photograph -> compare(photograph, one, other, evaluator));
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
            Evaluator evaluator)
            throws Exception {
        try (Image image = photograph.item().read();
                Segmentation ones = segment(options.first(), one, image);
                Segmentation others = segment(options.second(), other, image)) {
            if (comparison == null) {
                begin(ones, others, evaluator);
            }
            String name = photograph.item().name();
            compared.add(new CompareText.Compared(name, comparison.add(name, ones, others)));
        }
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
