// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportTarget;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;

/** One format that takes a mask row by row. When it fails, it gets no more of them. */
final class RowOutput implements MaskRowSink, Output {

    private final RequestedFormat format;
    private final String path;
    private final ExportTarget target;
    private final Limits limits;
    private final Workers workers;
    private final Quarantine quarantine;
    private Duration limit;
    private volatile ExportFile file;
    private volatile LentStream stream;
    private volatile MaskRowSink sink;
    private volatile boolean written;
    private boolean hung;
    private Throwable failure;

    RowOutput(
            RequestedFormat format,
            String path,
            ExportTarget target,
            Limits limits,
            Workers workers,
            Quarantine quarantine) {
        this.format = format;
        this.path = path;
        this.target = target;
        this.limits = limits;
        this.limit = limits.of(0);
        this.workers = workers;
        this.quarantine = quarantine;
    }

    RequestedFormat format() {
        return format;
    }

    @Override
    public void begin(int width, int height, int bytesPerPixel, ModelDescription model) {
        limit = limits.of((long) width * height);
        call(
                attempt -> {
                    file = target.create(path);
                    stream = new LentStream(file.stream());
                    sink = format.rows(stream);
                    sink.begin(width, height, bytesPerPixel, model);
                });
    }

    @Override
    public void row(int y, MemorySegment pixels) {
        call(attempt -> sink.row(y, pixels));
    }

    /** All rows were there. */
    void end() {
        call(
                attempt -> {
                    if (file == null) {
                        throw new IOException("No row of the mask came");
                    }
                    stream.end();
                    stream.check();
                    if (attempt.shield()) {
                        file.complete();
                        written = true;
                    }
                });
        close();
    }

    private void call(Attempt.Work work) {
        if (failure != null) {
            return;
        }
        Attempt attempt = Attempt.start(workers, format.name(), work);
        try {
            if (attempt.await(limit.toNanos())) {
                Throwable thrown = attempt.failure();
                if (thrown != null) {
                    failure =
                            Failures.thrown(
                                    format.kind(), format.name(), format.reference(), thrown);
                }
            } else if (attempt.giveUp()) {
                hung = true;
                failure = Failures.exceeded(format.kind(), format.name(), limit);
                if (format.reference() != null) {
                    quarantine.exceeded(format.reference(), "with " + target.shown(path));
                }
            }
        } catch (InterruptedException e) {
            attempt.giveUp();
            hung = true;
            failure = Failures.interrupted();
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            close();
        }
    }

    /** Removes what was written, unless it is complete. */
    void close() {
        LentStream lent = stream;
        if (lent != null) {
            lent.end();
        }
        ExportFile begun = file;
        // What still hangs in it is left to the target, which removes it when it is closed.
        if (begun != null && !hung) {
            try {
                begun.close();
            } catch (IOException | RuntimeException e) {
                if (failure == null && !written) {
                    failure = e;
                }
            }
        }
    }

    @Override
    public ExportOutcome await() {
        return written
                ? new ExportOutcome(
                        format.name(), List.of(target.shown(path)), "", Optional.empty())
                : new ExportOutcome(
                        format.name(),
                        List.of(),
                        target.shown(path),
                        Optional.of(failure == null ? Failures.interrupted() : failure));
    }

    @Override
    public ExportOutcome giveUp() {
        return await();
    }

    @Override
    public boolean ranOutOfMemory() {
        // The rows are gone.
        return false;
    }

    @Override
    public void again() {
        throw new UnsupportedOperationException();
    }
}
