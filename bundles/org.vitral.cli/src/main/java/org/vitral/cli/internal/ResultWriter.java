// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.vitral.export.ExportSubject;
import org.vitral.image.ImageItem;
import org.vitral.option.Options;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;

/** Writes the files of a photograph's result, all of its formats at the same time. */
final class ResultWriter implements AutoCloseable {

    private final OutputFolder output;
    private final ResultFiles files;
    private final List<ResultFormat> formats;
    private final Optional<ResultFormat> printed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A writer.
     *
     * @param formats the formats to write to files
     * @param printed the format to print, one line a photograph
     */
    ResultWriter(
            OutputFolder output,
            ResultFiles files,
            List<ResultFormat> formats,
            Optional<ResultFormat> printed) {
        this.output = output;
        this.files = files;
        this.formats = List.copyOf(formats);
        this.printed = printed;
    }

    /**
     * What came of writing one result.
     *
     * @param files the files that are complete, as messages call them
     * @param json what is to be printed
     * @param failures what could not be written, and why
     */
    record Written(List<Path> files, Optional<String> json, List<FailureException> failures) {}

    /** A result that is being written. */
    record Writing(ResultNames.Name name, List<Future<Path>> files, Optional<Future<String>> json) {

        /** Waits until all is written or has failed. */
        Written await() {
            List<Path> complete = new ArrayList<>();
            List<FailureException> failures = new ArrayList<>();
            Optional<String> line = Optional.empty();
            for (Future<Path> file : files) {
                try {
                    complete.add(result(file));
                } catch (FailureException e) {
                    failures.add(e);
                }
            }
            if (json.isPresent()) {
                try {
                    line = Optional.of(result(json.get()));
                } catch (FailureException e) {
                    failures.add(e);
                }
            }
            return new Written(complete, line, failures);
        }

        private static <T> T result(Future<T> future) throws FailureException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof FailureException failure
                        ? failure
                        : new FailureException("", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FailureException("", "The program was interrupted", e);
            }
        }
    }

    /** Starts to write a result under a name. The subject must stay open until it is written. */
    Writing start(ExportSubject subject, ResultNames.Name name) {
        List<Future<Path>> writing = new ArrayList<>();
        for (ResultFormat format : formats) {
            writing.add(threads.submit(() -> write(subject, name.path(), format)));
        }
        return new Writing(
                name, writing, printed.map(format -> threads.submit(() -> line(subject, format))));
    }

    /**
     * Segments a photograph that does not fit into memory, and writes what can be written row by
     * row.
     *
     * @param name what its results are called
     * @param shown whether the progress over its rows is shown
     */
    StreamedPhotograph.Seen stream(
            ImageItem item,
            ResultNames.Name name,
            PreparedSegmenter segmenter,
            SegmentationOptions options,
            Console console,
            boolean shown)
            throws SegmentationException, IOException, FailureException {
        List<ResultFormat> streamed = formats.stream().filter(ResultFormat::streams).toList();
        return new StreamedPhotograph(item, output, files, name.path(), console, shown)
                .segment(segmenter, options, streamed);
    }

    /**
     * Starts to write what is left of a photograph that was written row by row.
     *
     * @param numbers the photograph in its own size, without its pixels
     * @param small the photograph and its segmentation at a reduced size
     */
    Writing startRest(
            ExportSubject numbers, ExportSubject small, ResultNames.Name name, List<Path> done) {
        List<Future<Path>> writing = new ArrayList<>();
        done.forEach(path -> writing.add(CompletableFuture.completedFuture(path)));
        for (ResultFormat format : formats) {
            if (!format.streams()) {
                ExportSubject subject = format.picture() ? small : numbers;
                writing.add(threads.submit(() -> write(subject, name.path(), format)));
            }
        }
        return new Writing(
                name, writing, printed.map(format -> threads.submit(() -> line(numbers, format))));
    }

    /** Whether pictures are written. */
    boolean writesPictures() {
        return formats.stream().anyMatch(ResultFormat::picture);
    }

    /** Whether a file is called like a result and lies where results are written. */
    boolean holdsResult(Path file) {
        return output.holdsResult(file, formats.stream().map(ResultFormat::suffix).toList());
    }

    private Path write(ExportSubject subject, String name, ResultFormat format)
            throws FailureException {
        String path = name + format.suffix();
        try {
            files.write(
                    output.file(path), out -> format.writer().export(subject, Options.NONE, out));
            return output.shown(path);
        } catch (Throwable e) {
            throw new FailureException(output.shown(path).toString(), e);
        }
    }

    /** A JSON document has line breaks only between its tokens: it can do without them. */
    private static String line(ExportSubject subject, ResultFormat format) throws FailureException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try {
            format.writer().export(subject, Options.NONE, document);
        } catch (IOException | RuntimeException | Error e) {
            throw new FailureException(subject.name(), e);
        }
        return document.toString(StandardCharsets.UTF_8).replaceAll("\\R\\s*", "").strip();
    }

    @Override
    public void close() {
        threads.close();
    }
}
