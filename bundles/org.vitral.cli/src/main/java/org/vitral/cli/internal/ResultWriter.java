// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportRun;
import org.vitral.export.ExportSettings;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exports;
import org.vitral.export.NamePattern;
import org.vitral.export.PendingExport;
import org.vitral.export.StreamedExport;
import org.vitral.option.OptionException;

/** Writes what was found in photographs, and keeps what is to be printed. For one thread. */
final class ResultWriter implements AutoCloseable {

    /** The format that is printed, one line a photograph. */
    static final String PRINTED = "json";

    private final OutputPlace place;
    private final ExportTarget target;
    private final ExportRun run;
    private final LineTarget lines;
    private final Optional<ExportRun> printing;

    private ResultWriter(
            OutputPlace place,
            ExportTarget target,
            ExportRun run,
            LineTarget lines,
            Optional<ExportRun> printing) {
        this.place = place;
        this.target = target;
        this.run = run;
        this.lines = lines;
        this.printing = printing;
    }

    /**
     * A writer.
     *
     * @param target where the files go; this closes it
     * @param printed whether a line for each photograph is kept to be printed
     */
    static ResultWriter begin(
            Exports exports,
            List<ExportRequest> requests,
            ExportSettings settings,
            OutputPlace place,
            ExportTarget target,
            boolean printed)
            throws UsageException {
        try {
            LineTarget lines = new LineTarget();
            Optional<ExportRun> printing = Optional.empty();
            if (printed) {
                printing =
                        Optional.of(
                                exports.begin(
                                        List.of(ExportRequest.of(PRINTED)),
                                        lines,
                                        settings.withNames(NamePattern.DEFAULT)));
            }
            ExportRun run = exports.begin(requests, target, settings);
            return new ResultWriter(place, target, run, lines, printing);
        } catch (OptionException e) {
            closeQuietly(target);
            throw new UsageException(e.getMessage());
        }
    }

    /** Closes a target when something else failed before, which is what is reported. */
    private static void closeQuietly(ExportTarget target) {
        try {
            target.close();
        } catch (IOException | RuntimeException e) {
            // It is of no use any more.
        }
    }

    /**
     * What came of writing one result.
     *
     * @param files the files that are complete, as messages call them
     * @param json what is to be printed
     * @param failures what could not be written, and why
     */
    record Written(List<String> files, Optional<String> json, List<FailureException> failures) {}

    /** A result that is being written. */
    final class Writing {
        private final PendingExport files;
        private final Optional<PendingExport> line;

        private Writing(PendingExport files, Optional<PendingExport> line) {
            this.files = files;
            this.line = line;
        }

        /** What the results are called. */
        String name() {
            return files.name();
        }

        /** What they would have been called, if the results of another photograph were not. */
        Optional<String> rival() {
            return files.rival();
        }

        /** Waits until all is written or has failed. */
        Written await() throws InterruptedException {
            List<String> complete = new ArrayList<>();
            List<FailureException> failures = new ArrayList<>();
            collect(files.await(), complete, failures);
            List<String> printed = new ArrayList<>();
            if (line.isPresent()) {
                collect(line.get().await(), printed, failures);
            }
            return new Written(complete, printed.stream().findFirst().map(lines::take), failures);
        }
    }

    private static void collect(
            List<ExportOutcome> outcomes, List<String> complete, List<FailureException> failures) {
        for (ExportOutcome outcome : outcomes) {
            complete.addAll(outcome.files());
            outcome.failure()
                    .ifPresent(why -> failures.add(new FailureException(outcome.subject(), why)));
        }
    }

    /** Starts to write a result. The caller closes what it is about, after it was written. */
    Writing start(ExportSubject subject) {
        return new Writing(run.start(subject), printing.map(one -> one.start(subject)));
    }

    /** Starts to write the result of a photograph that does not fit into memory. */
    StreamedExport stream(String image) {
        return run.stream(image);
    }

    /**
     * Starts to write what is left of a photograph that was written row by row.
     *
     * @param numbers the photograph in its own size, without its pixels
     * @param small the photograph and its segmentation at a reduced size
     */
    Writing startRest(StreamedExport rows, ExportSubject numbers, ExportSubject small) {
        return new Writing(rows.finish(numbers, small), printing.map(one -> one.start(numbers)));
    }

    /** Whether pictures are written. */
    boolean writesPictures() {
        return run.hasPictures();
    }

    /** Whether a file is called like a result and lies where results are written. */
    boolean holdsResult(Path file) {
        return place.folder()
                .filter(file::startsWith)
                .map(root -> root.relativize(file).toString().replace('\\', '/'))
                .filter(run::isResult)
                .isPresent();
    }

    /** Writes what is written at the end; no result is started after it. */
    Written finish() throws InterruptedException {
        List<String> complete = new ArrayList<>();
        List<FailureException> failures = new ArrayList<>();
        collect(run.complete(), complete, failures);
        run.close();
        try {
            target.close();
        } catch (IOException | RuntimeException e) {
            failures.add(new FailureException(place.shown(), e));
        }
        return new Written(complete, Optional.empty(), failures);
    }

    @Override
    public void close() {
        run.close();
        printing.ifPresent(ExportRun::close);
        closeQuietly(target);
    }
}
