// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitral.bench.Bench;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchFormat;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchRequest;
import org.vitral.bench.FrameSize;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.image.ImageItem;
import org.vitral.option.Options;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** {@code vitral bench}: measures what a frame to its mask costs. */
final class BenchCommand {

    /** What is measured where there is no photograph and no size. */
    private static final List<FrameSize> FRAMES =
            List.of(new FrameSize(640, 480), new FrameSize(1920, 1080));

    private final BenchOptions options;
    private final Platform platform;
    private final Console console;

    BenchCommand(BenchOptions options, Platform platform, Console console) {
        this.options = options;
        this.platform = platform;
        this.console = console;
    }

    /**
     * Measures, prints, and writes the files that are asked for.
     *
     * @return the exit code
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if nothing could be measured
     */
    int run() throws UsageException, FailureException {
        Bench bench = platform.bench();
        Optional<Path> save = file("--save", options.save());
        Optional<Path> plot = file("--plot", options.plot());
        String model = "";
        if (options.model().isPresent()) {
            model = ModelChoice.resolve(options.model().get(), platform, console);
        }
        List<String> delegates = delegates();
        List<ImageItem> photographs = photographs();
        BenchReport report;
        try {
            report =
                    bench.run(
                            new BenchRequest(
                                    model,
                                    delegates,
                                    options.threads(),
                                    photographs,
                                    photographs.isEmpty() && options.frames().isEmpty()
                                            ? FRAMES
                                            : options.frames(),
                                    options.concurrency(),
                                    options.rounds().orElse(BenchOptions.MOST_ROUNDS),
                                    options.time(),
                                    options.seed(),
                                    options.operators()),
                            this::progress);
        } catch (BenchException e) {
            throw new FailureException("", e.getMessage(), e);
        } finally {
            console.endProgress();
        }
        print(bench, report);
        boolean written = true;
        if (save.isPresent()) {
            written &= write(bench, report, BenchFormat.JSON, save.get(), options.save().get());
        }
        if (plot.isPresent()) {
            BenchFormat format = BenchOptions.plotFormat(options.plot().get());
            written &= write(bench, report, format, plot.get(), options.plot().get());
        }
        return written && !console.closed() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void progress(String task, int done, int total) {
        console.startProgress("benchmark", OptionalLong.of(total));
        console.stepTo(done);
    }

    /** Where a file goes, seen to be possible before minutes are spent on measuring. */
    private static Optional<Path> file(String option, Optional<String> given)
            throws FailureException {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Path file;
        try {
            file = Path.of(given.get()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new FailureException(option + " " + given.get(), e);
        }
        if (Files.isDirectory(file)) {
            throw new FailureException(option + " " + given.get(), "This is a folder", null);
        }
        return Optional.of(file);
    }

    private List<String> delegates() throws UsageException, FailureException {
        List<DelegateStatus> installed = platform.delegates().list();
        if (options.allDelegates()) {
            return installed.stream().map(DelegateStatus::name).distinct().toList();
        }
        List<String> names = new ArrayList<>();
        for (DelegateOptions one : options.delegates()) {
            new DelegateCheck(one, platform).check();
            String name = one.chain().orElseThrow().toString();
            names.add(name.equals(Delegates.AUTO) ? preferred(installed) : name);
        }
        return names.isEmpty() ? List.of(preferred(installed)) : names.stream().distinct().toList();
    }

    private static String preferred(List<DelegateStatus> installed) {
        return installed.stream()
                .filter(DelegateStatus::available)
                .map(DelegateStatus::name)
                .findFirst()
                .orElse(Delegates.CPU);
    }

    private List<ImageItem> photographs() throws FailureException {
        List<ImageItem> items = new ArrayList<>();
        for (String argument : options.photographs()) {
            try (Location location = Location.open(argument, platform.sources())) {
                int before = items.size();
                for (Optional<Photograph> next = location.next();
                        next.isPresent();
                        next = location.next()) {
                    items.add(next.get().item());
                }
                if (items.size() == before) {
                    throw new FailureException(argument, "There is no photograph in it", null);
                }
            } catch (IOException e) {
                throw new FailureException(argument, e);
            }
        }
        return items;
    }

    private void print(Bench bench, BenchReport report) throws FailureException {
        if (options.format().isEmpty()) {
            console.result(BenchText.lines(bench.tables(report), report.notes()));
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            bench.write(report, options.format().get(), bytes);
        } catch (IOException e) {
            throw new FailureException("", e);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        if (options.format().get() == BenchFormat.JSON) {
            console.json(text.strip());
        } else {
            console.result(text.lines().map(Text::oneLine).toList());
        }
    }

    private boolean write(
            Bench bench, BenchReport report, BenchFormat format, Path file, String shown) {
        Path folder = file.toAbsolutePath().getParent();
        OutputPlace place = OutputPlace.folder(Optional.of(folder.toString()));
        try (ExportTarget target = place.open(platform, Options.NONE);
                ExportFile written = target.create(file.getFileName().toString())) {
            bench.write(report, format, written.stream());
            written.complete();
            console.message("wrote " + shown);
            return true;
        } catch (FailureException | IOException | RuntimeException e) {
            console.failure(shown, e);
            return false;
        }
    }
}
