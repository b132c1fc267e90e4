// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitral.export.ExportSubject;
import org.vitral.export.StreamedExport;
import org.vitral.image.Image;
import org.vitral.image.ImageTooLargeException;
import org.vitral.image.Orientation;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.StreamedSegmentation;

/**
 * Segments one photograph after the other, each by itself: what fails is reported, and the next one
 * has its turn.
 *
 * <p>Of several photographs three are in memory at most: while the files of one are written, the
 * next one is segmented, and the one after it is read. What is printed comes in their order.
 */
final class SegmentRun {

    private final PreparedSegmenter segmenter;
    private final ResultWriter writer;
    private final SegmentNotes notes;
    private final Console console;
    private final SegmentOptions options;
    private final OutputPlace place;
    private final boolean several;

    /** The photographs by the names of their results, in lower case. */
    private final Map<String, Owner> owners = new HashMap<>();

    private final long start = System.nanoTime();

    private boolean noted;

    /** The longest name so far: what comes below it stands in the same column. */
    private int width = 24;

    private int done;
    private int failed;

    SegmentRun(
            PreparedSegmenter segmenter,
            ResultWriter writer,
            SegmentNotes notes,
            Console console,
            SegmentOptions options,
            OutputPlace place,
            boolean several) {
        this.segmenter = segmenter;
        this.writer = writer;
        this.notes = notes;
        this.console = console;
        this.options = options;
        this.place = place;
        this.several = several;
    }

    /**
     * A photograph that results are called after.
     *
     * @param renamed whether they could not be called as the photograph is
     */
    private record Owner(String shown, boolean renamed) {}

    /** A photograph that was seen and is being written, or why it was not seen. */
    private sealed interface Outcome {
        record Seen(
                Photograph photograph,
                ExportSubject subject,
                ResultWriter.Writing writing,
                Optional<StreamedSegmentation> streamed)
                implements Outcome {}

        record Failed(String shown, Throwable cause) implements Outcome {}
    }

    /**
     * Segments all photographs of some locations.
     *
     * @return the exit code
     * @throws FailureException if there is no engine to segment with
     */
    int over(List<Location> locations) throws FailureException {
        Optional<Outcome> last = Optional.empty();
        // A single photograph needs no other thread.
        try (ReadAhead ahead = several ? new ReadAhead(locations, this::isResult) : null) {
            for (Location location : locations) {
                int found = 0;
                int left = 0;
                String leftOut = "";
                while (!console.closed()) {
                    Outcome outcome;
                    try {
                        Optional<Photograph> photograph =
                                ahead == null ? location.next() : ahead.next();
                        if (photograph.isEmpty()) {
                            break;
                        }
                        found++;
                        if (isResult(location, photograph.get())) {
                            leftOut = photograph.get().item().name();
                            left++;
                            console.step();
                            continue;
                        }
                        outcome = see(photograph.get());
                        if (ranOutOfMemory(outcome) && (letGo(ahead) || last.isPresent())) {
                            // It may have been the one after it, or what is written of the one
                            // before.
                            report(last);
                            last = Optional.empty();
                            outcome = see(photograph.get());
                        }
                    } catch (IOException | RuntimeException e) {
                        // The location itself cannot be read, or not any further.
                        report(last);
                        last = Optional.empty();
                        found++;
                        report(new Outcome.Failed(location.argument(), e));
                        break;
                    }
                    Optional<Outcome> before = last;
                    last = Optional.of(outcome);
                    report(before);
                }
                if (found == 0 && !console.closed()) {
                    report(last);
                    last = Optional.empty();
                    report(
                            new Outcome.Failed(
                                    location.argument(),
                                    new IOException("There is no photograph in it")));
                }
                if (left > 0) {
                    console.message(
                            "%s: left out %s of an earlier run (%s)"
                                    .formatted(
                                            location.argument(),
                                            left == 1 ? "one result" : left + " results",
                                            left == 1 ? leftOut : "such as " + leftOut));
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            report(last);
        }
        boolean complete = finish();
        return failed > 0 || !complete || console.closed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static boolean ranOutOfMemory(Outcome outcome) {
        return outcome instanceof Outcome.Failed(_, Throwable cause)
                && (cause instanceof OutOfMemoryError
                        || cause.getCause() instanceof OutOfMemoryError);
    }

    private static boolean letGo(ReadAhead ahead) throws InterruptedException {
        return ahead != null && ahead.letGo();
    }

    private static FailureException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FailureException("", "The program was interrupted", e);
    }

    /** Writes and prints what comes at the end. */
    private boolean finish() throws FailureException {
        ResultWriter.Written end;
        try {
            end = writer.finish();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        console.endProgress();
        end.failures().forEach(console::failure);
        if (prints() && !console.closed()) {
            List<String> lines = new ArrayList<>();
            if (several) {
                lines.addAll(ResultText.summary(done, failed, elapsed(), place.shown()));
                if (!end.files().isEmpty()) {
                    lines.add("");
                }
            }
            end.files().forEach(file -> lines.add("  " + Text.oneLine(file)));
            console.result(lines);
        }
        return end.failures().isEmpty();
    }

    /** Whether results are printed for a person. */
    private boolean prints() {
        return !options.json() && !place.takesStandardOutput();
    }

    /** A folder may hold what an earlier run wrote into it. */
    private boolean isResult(Location location, Photograph photograph) {
        Optional<Path> folder = location.folder();
        return folder.isPresent()
                && writer.holdsResult(folder.get().resolve(photograph.item().name()));
    }

    /** Reads and segments one photograph, and starts to write its files. */
    private Outcome see(Photograph photograph) throws FailureException {
        String image = photograph.item().name();
        Image opened = null;
        Segmentation segmentation = null;
        boolean handedOver = false;
        try {
            opened = photograph.read();
            Optional<Orientation> turn = options.masks().orientation();
            // What is drawn and written shows the photograph as it was looked at.
            opened = turn.isPresent() ? opened.withOrientation(turn.get()) : opened;
            boolean shown = !several && options.masks().tiling().isPresent();
            if (shown) {
                console.startProgress("segmenting in tiles", OptionalLong.empty());
            }
            segmentation = segmenter.segment(opened, options.masks());
            if (shown) {
                console.endProgress();
            }
            // The mask at the photograph's size is part of the post-processing that is reported.
            segmentation.labels();
            ExportSubject subject =
                    new ExportSubject(image, opened, segmentation, photograph.decodeTime());
            Outcome seen =
                    new Outcome.Seen(photograph, subject, writer.start(subject), Optional.empty());
            handedOver = true;
            return seen;
        } catch (FailureException e) {
            throw e;
        } catch (ImageTooLargeException e) {
            return options.masks().tiling().isPresent()
                    ? stream(photograph)
                    : new Outcome.Failed(
                            photograph.shown(),
                            new ImageTooLargeException(
                                    e.getMessage() + "; or look at it in tiles: --tiles 2048", e));
        } catch (Throwable e) {
            return new Outcome.Failed(photograph.shown(), e);
        } finally {
            if (!handedOver) {
                close(segmentation);
                close(opened);
            }
        }
    }

    /** Segments a photograph that does not fit into memory, while it is read row by row. */
    private Outcome stream(Photograph photograph) throws FailureException {
        String image = photograph.item().name();
        try (StreamedExport rows = writer.stream(image)) {
            StreamedPhotograph.Seen seen =
                    new StreamedPhotograph(photograph.item(), rows.rows(), console, !several)
                            .segment(segmenter, options.masks());
            if (!several) {
                console.endProgress();
            }
            StreamedSegmentation streamed = seen.segmentation();
            ExportSubject numbers =
                    new ExportSubject(image, seen.image(), streamed.segmentation(), seen.decode());
            ExportSubject small =
                    new ExportSubject(
                            image,
                            streamed.preview(),
                            streamed.previewSegmentation(),
                            seen.decode());
            if (writer.writesPictures()) {
                console.message(
                        "%s: it does not fit into memory, so its pictures are reduced to %s"
                                .formatted(
                                        photograph.shown(),
                                        Text.size(
                                                streamed.preview().width(),
                                                streamed.preview().height())));
            }
            return new Outcome.Seen(
                    photograph,
                    numbers,
                    writer.startRest(rows, numbers, small),
                    Optional.of(streamed));
        } catch (FailureException e) {
            // There is no engine: it would be the same with every photograph.
            throw e;
        } catch (Throwable e) {
            return new Outcome.Failed(photograph.shown(), e);
        }
    }

    private void report(Optional<Outcome> outcome) {
        outcome.ifPresent(this::report);
    }

    private void report(Outcome outcome) {
        switch (outcome) {
            case Outcome.Failed(String shown, Throwable cause) -> {
                failed++;
                console.failure(shown, cause);
            }
            case Outcome.Seen seen -> report(seen);
        }
        console.step();
    }

    private void report(Outcome.Seen seen) {
        Segmentation segmentation = seen.subject().segmentation();
        try (Image _ = seen.subject().image();
                segmentation) {
            ResultWriter.Written written = seen.writing().await();
            if (!noted) {
                noted = true;
                notes.about(segmentation).forEach(console::message);
            }
            noteName(seen.photograph().shown(), seen.writing());
            print(seen, written);
            written.failures().forEach(console::failure);
            if (written.failures().isEmpty()) {
                done++;
            } else {
                failed++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed++;
            console.failure(
                    seen.photograph().shown(), new IOException("The program was interrupted"));
        } catch (RuntimeException | Error e) {
            failed++;
            console.failure(seen.photograph().shown(), e);
        } finally {
            seen.streamed().ifPresent(StreamedSegmentation::close);
        }
    }

    private void noteName(String shown, ResultWriter.Writing writing) {
        writing.rival().ifPresent(wanted -> noteRival(shown, writing.name(), wanted));
        owners.put(
                writing.name().toLowerCase(Locale.ROOT),
                new Owner(shown, writing.rival().isPresent()));
    }

    private void noteRival(String shown, String name, String wanted) {
        Owner owner = owners.get(wanted.toLowerCase(Locale.ROOT));
        if (owner != null) {
            String why =
                    owner.renamed()
                            ? "those of %s are called %s".formatted(owner.shown(), wanted)
                            : owner.shown() + " has the same name";
            console.message(
                    "%s: its results are called %s, because %s".formatted(shown, name, why));
        }
    }

    private void print(Outcome.Seen seen, ResultWriter.Written written) {
        if (options.json()) {
            written.json().ifPresent(console::json);
        } else if (!prints()) {
            return;
        } else if (several) {
            String shown = seen.photograph().shown();
            width = Math.max(width, shown.length());
            console.result(ResultText.brief(shown, width, seen.subject()));
        } else {
            console.result(
                    ResultText.full(
                            seen.photograph().shown(), seen.subject(), written.files(), console));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void close(Image image) {
        if (image != null) {
            image.close();
        }
    }

    private static void close(Segmentation segmentation) {
        if (segmentation != null) {
            segmentation.close();
        }
    }
}
