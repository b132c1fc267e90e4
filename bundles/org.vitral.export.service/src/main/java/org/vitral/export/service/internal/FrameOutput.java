// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;

/** One format for one frame: a file. */
final class FrameOutput implements Output {

    private final RequestedFormat format;
    private final ExportSubject subject;
    private final String path;
    private final ExportTarget target;
    private final Duration limit;
    private final Workers workers;
    private final Quarantine quarantine;
    private Try current;

    /** One try. What it made is only looked at when it is done. */
    private static final class Try {
        private final LentSubject lent;
        private Attempt attempt;
        private volatile LentStream stream;
        private volatile boolean written;

        Try(ExportSubject subject) {
            this.lent = new LentSubject(subject);
        }

        /** What it still writes goes nowhere, and it has the frame no more. */
        void takeBack() {
            lent.close();
            LentStream out = stream;
            if (out != null) {
                out.end();
            }
        }
    }

    FrameOutput(
            RequestedFormat format,
            ExportSubject subject,
            String path,
            ExportTarget target,
            Duration limit,
            Workers workers,
            Quarantine quarantine) {
        this.format = format;
        this.subject = subject;
        this.path = path;
        this.target = target;
        this.limit = limit;
        this.workers = workers;
        this.quarantine = quarantine;
        this.current = start();
    }

    private Try start() {
        Try one = new Try(subject);
        one.attempt = Attempt.start(workers, format.name(), attempt -> write(one, attempt));
        return one;
    }

    private void write(Try one, Attempt attempt) throws Throwable {
        try (ExportFile file = target.create(path)) {
            LentStream out = new LentStream(file.stream());
            one.stream = out;
            format.write(one.lent.subject(), out);
            out.end();
            out.check();
            if (attempt.shield()) {
                file.complete();
                one.written = true;
            }
        } finally {
            one.takeBack();
        }
    }

    @Override
    public boolean ranOutOfMemory() {
        return current.attempt.failure() instanceof OutOfMemoryError;
    }

    @Override
    public void again() {
        current = start();
    }

    @Override
    public ExportOutcome await() throws InterruptedException {
        Attempt attempt = current.attempt;
        if (!attempt.await(limit.toNanos()) && attempt.giveUp()) {
            current.takeBack();
            if (format.reference() != null) {
                quarantine.exceeded(format.reference(), "with " + target.shown(path));
            }
            return failed(Failures.exceeded(format.kind(), format.name(), limit));
        }
        if (current.written) {
            return new ExportOutcome(
                    format.name(), List.of(target.shown(path)), "", Optional.empty());
        }
        return failed(
                Failures.thrown(
                        format.kind(), format.name(), format.reference(), attempt.failure()));
    }

    @Override
    public ExportOutcome giveUp() {
        if (current.attempt.giveUp()) {
            current.takeBack();
        } else if (current.written) {
            return new ExportOutcome(
                    format.name(), List.of(target.shown(path)), "", Optional.empty());
        }
        return failed(Failures.interrupted());
    }

    private ExportOutcome failed(Throwable failure) {
        return new ExportOutcome(
                format.name(), List.of(), target.shown(path), Optional.of(failure));
    }
}
