// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vitral.export.ExportKind;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportRun;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.NamePattern;
import org.vitral.export.PendingExport;
import org.vitral.export.StreamedExport;

/** A run over frames. */
final class FrameRun implements ExportRun {

    private final List<RequestedFormat> formats;
    private final List<SeriesOutput> series = new ArrayList<>();
    private final FrameNames names;
    private final ExportTarget target;
    private final Limits limits;
    private final Workers workers;
    private final Quarantine quarantine;

    FrameRun(
            List<RequestedFormat> formats,
            NamePattern pattern,
            ExportTarget target,
            Limits limits,
            Workers workers,
            Quarantine quarantine) {
        this.formats = List.copyOf(formats);
        this.target = target;
        this.limits = limits;
        this.workers = workers;
        this.quarantine = quarantine;
        List<RequestedFormat> single = new ArrayList<>();
        for (RequestedFormat format : formats) {
            if (format.kind() == ExportKind.SERIES) {
                series.add(new SeriesOutput(format, target, limits, workers, quarantine));
            } else {
                single.add(format);
            }
        }
        this.names = new FrameNames(pattern, single);
    }

    /** Two formats whose files would have the same names, if there are such. */
    Optional<List<String>> clash() {
        return names.clash();
    }

    @Override
    public PendingExport start(ExportSubject subject) {
        FrameNames.Names claimed = names.claim(subject.name());
        return new FrameExport(claimed, outputs(claimed, subject, subject, none -> null));
    }

    /** Starts all outputs of a frame but those that were already written. */
    private List<Output> outputs(
            FrameNames.Names claimed,
            ExportSubject numbers,
            ExportSubject small,
            Function<RequestedFormat, RowOutput> already) {
        List<Output> outputs = new ArrayList<>();
        for (RequestedFormat format : formats) {
            RowOutput done = already.apply(format);
            if (done != null) {
                outputs.add(done);
            } else if (format.kind() == ExportKind.SERIES) {
                outputs.add(seriesOf(format).add(small));
            } else {
                outputs.add(
                        new FrameOutput(
                                format,
                                format.kind() == ExportKind.RENDERER ? small : numbers,
                                claimed.paths().get(format.name()),
                                target,
                                limits.of(numbers),
                                workers,
                                quarantine));
            }
        }
        return outputs;
    }

    private SeriesOutput seriesOf(RequestedFormat format) {
        return series.stream().filter(one -> one.format() == format).findFirst().orElseThrow();
    }

    @Override
    public StreamedExport stream(String image) {
        FrameNames.Names claimed = names.claim(image);
        List<RowOutput> rows = new ArrayList<>();
        for (RequestedFormat format : formats) {
            if (takesRows(format)) {
                rows.add(
                        new RowOutput(
                                format,
                                claimed.paths().get(format.name()),
                                target,
                                limits,
                                workers,
                                quarantine));
            }
        }
        return new RowExport(
                claimed,
                rows,
                (numbers, small, already) -> outputs(claimed, numbers, small, already));
    }

    /** Where it cannot be known, the format fails later, when it is to write. */
    private boolean takesRows(RequestedFormat format) {
        if (format.kind() != ExportKind.EXPORTER) {
            return false;
        }
        boolean[] takes = {false};
        Attempt attempt = Attempt.start(workers, format.name(), _ -> takes[0] = format.takesRows());
        try {
            if (attempt.await(limits.of(0).toNanos())) {
                return takes[0];
            }
            attempt.giveUp();
        } catch (InterruptedException e) {
            attempt.giveUp();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public boolean hasPictures() {
        return formats.stream().anyMatch(format -> format.kind() == ExportKind.RENDERER);
    }

    @Override
    public boolean isResult(String path) {
        return names.matches(path);
    }

    @Override
    public List<ExportOutcome> complete() throws InterruptedException {
        List<ExportOutcome> outcomes = new ArrayList<>();
        for (SeriesOutput one : series) {
            one.complete().ifPresent(outcomes::add);
        }
        return outcomes;
    }

    @Override
    public void close() {
        series.forEach(SeriesOutput::close);
        // To give a service back may call somebody else's code, too.
        workers.execute(() -> formats.forEach(RequestedFormat::release));
    }
}
