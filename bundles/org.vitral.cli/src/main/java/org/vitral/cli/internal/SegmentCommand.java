// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.vitral.export.ExportKind;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exports;
import org.vitral.export.NamePattern;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.OutputOptions;

/** {@code vitral segment}: checks what was asked for, then lets a {@link SegmentRun} do it. */
final class SegmentCommand {

    private final SegmentOptions options;
    private final Platform platform;
    private final Console console;

    SegmentCommand(SegmentOptions options, Platform platform, Console console) {
        this.options = options;
        this.platform = platform;
        this.console = console;
    }

    /**
     * Segments the photographs.
     *
     * @return the exit code
     * @throws UsageException if something is asked for that does not exist
     * @throws FailureException if no photograph at all can be segmented
     */
    int run() throws UsageException, FailureException {
        Exports exports = platform.exports();
        OutputPlace place = OutputPlace.of(options.output(), platform.targets());
        List<ExportRequest> requests = requests(exports, place);
        Map<String, Object> configuration = options.engine().configuration(platform, console);
        checkMasks();
        ResultWriter writer =
                ResultWriter.begin(
                        exports,
                        requests,
                        options.exports().settings(),
                        place,
                        target(place),
                        options.json());
        List<Location> locations = List.of();
        try (writer) {
            // The engine is prepared while the first photograph is read: so it comes first.
            Platform.PendingSegmenter segmenter = platform.segmenter(configuration);
            locations = open();
            OptionalLong total = total(locations);
            boolean several = total.isEmpty() || total.getAsLong() > 1;
            if (several) {
                checkOneFile(place, exports);
                checkNames();
                console.startProgress("segmenting", total);
            }
            SegmentNotes notes = new SegmentNotes(options.engine(), platform);
            return new SegmentRun(
                            new PreparedSegmenter(segmenter, options.model()),
                            writer,
                            notes,
                            console,
                            options,
                            place,
                            several)
                    .over(locations);
        } finally {
            locations.forEach(Location::close);
        }
    }

    private List<ExportRequest> requests(Exports exports, OutputPlace place) throws UsageException {
        List<ExportRequest> requests = options.exports().requests(exports, place.kind());
        if (options.json()) {
            ExportChoice.check(ResultWriter.PRINTED, exports);
            if (place.takesStandardOutput()) {
                throw new UsageException(
                        "--json prints to the standard output, and so does --output "
                                + options.output().orElse(""));
            }
        }
        if (place.takesOneFile() && requests.size() > 1) {
            throw new UsageException(
                    "The standard output takes one file, but %d formats are written: say one with"
                                    .formatted(requests.size())
                            + " --export, or --output zip:-");
        }
        return requests;
    }

    /** Several photographs make one file only in a series. */
    private void checkOneFile(OutputPlace place, Exports exports) throws UsageException {
        String format = options.exports().formats().getFirst();
        if (place.takesOneFile()
                && exports.format(format).filter(f -> f.kind() == ExportKind.SERIES).isEmpty()) {
            throw new UsageException(
                    "The standard output takes one file, but there are several photographs, with a"
                            + " file each: --output zip:-");
        }
    }

    private void checkNames() throws UsageException {
        NamePattern names = options.exports().settings().names();
        if (!names.isForSeveral()) {
            throw new UsageException(
                    "--names: The files of several photographs have the same name in %s: it needs {name} or {index}"
                            .formatted(names.text()));
        }
    }

    private ExportTarget target(OutputPlace place) throws UsageException, FailureException {
        Options said = options.exports().targetOptions(place.kind(), platform.target(place.kind()));
        ExportTarget target = place.open(platform, said);
        Optional<Path> folder = place.folder();
        return folder.isPresent() ? new SparingTarget(target, folder.get(), namedFiles()) : target;
    }

    /** What the model cannot do is said once, before the first photograph. */
    private void checkMasks() throws UsageException, FailureException {
        OutputOptions asked = options.masks().output();
        if (asked.equals(OutputOptions.DEFAULT)) {
            return;
        }
        Optional<ModelDescription> model = ModelChoice.describe(options.model(), platform.models());
        try {
            model.ifPresent(asked::checkFits);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The arguments that are paths, for {@link SparingTarget}: none of them is written over. */
    private Set<Path> namedFiles() {
        Set<Path> files = new HashSet<>();
        for (String argument : options.photographs()) {
            Location.pathOf(argument).ifPresent(files::add);
        }
        return files;
    }

    private List<Location> open() {
        List<ImageSource> sources = platform.sources();
        List<Location> locations = new ArrayList<>();
        for (String argument : options.photographs()) {
            locations.add(Location.open(argument, sources));
        }
        return locations;
    }

    private static OptionalLong total(List<Location> locations) {
        long total = 0;
        for (Location location : locations) {
            OptionalLong count = location.count();
            if (count.isEmpty()) {
                return count;
            }
            total += count.getAsLong();
        }
        return OptionalLong.of(total);
    }
}
