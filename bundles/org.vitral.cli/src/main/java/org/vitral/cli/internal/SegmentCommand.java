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
import org.vitral.image.ImageSource;
import org.vitral.model.ModelDescription;
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
        List<ResultFormat> formats = formats();
        Map<String, Object> configuration = options.engine().configuration(platform, console);
        checkMasks();
        OutputFolder output = OutputFolder.of(options.output(), namedFiles());
        // The engine is prepared while the first photograph is read: so it comes first.
        Platform.PendingSegmenter segmenter = platform.segmenter(configuration);
        List<Location> locations = open();
        try (ResultFiles files = ResultFiles.open()) {
            OptionalLong total = total(locations);
            boolean several = total.isEmpty() || total.getAsLong() > 1;
            if (several) {
                console.startProgress("segmenting", total);
            }
            ResultWriter writer =
                    new ResultWriter(
                            output,
                            files,
                            formats,
                            options.json() ? Optional.of(format("json")) : Optional.empty());
            SegmentNotes notes = new SegmentNotes(options.engine(), platform);
            try (SegmentRun run =
                    new SegmentRun(
                            new PreparedSegmenter(segmenter, options.model()),
                            writer,
                            notes,
                            console,
                            options,
                            several)) {
                return run.over(locations);
            }
        } finally {
            locations.forEach(Location::close);
        }
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

    private List<ResultFormat> formats() throws UsageException {
        List<ResultFormat> formats = new ArrayList<>();
        for (String name : options.formats()) {
            formats.add(format(name));
        }
        if (options.json()) {
            format("json");
        }
        return formats;
    }

    private ResultFormat format(String name) throws UsageException {
        Optional<ResultFormat> format = platform.format(name);
        if (format.isPresent()) {
            return format.get();
        }
        List<String> known = platform.formats();
        throw new UsageException(
                "Unknown export '%s'%s (%s)"
                        .formatted(
                                name,
                                Suggestion.hint(name, known),
                                known.isEmpty()
                                        ? "no exporter is installed"
                                        : "known: " + String.join(", ", known)));
    }

    /** The arguments that are paths, for {@link OutputFolder}: none of them is written over. */
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
