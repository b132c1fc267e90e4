// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;

/** A series of a run. It takes one frame after the other, in their order. */
final class SeriesOutput {

    private final RequestedFormat format;
    private final LentTarget target;
    private final Limits limits;
    private final Workers workers;
    private final Quarantine quarantine;
    private volatile ExportSeries series;
    private volatile boolean hung;
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    private long pixels;

    SeriesOutput(
            RequestedFormat format,
            ExportTarget target,
            Limits limits,
            Workers workers,
            Quarantine quarantine) {
        this.format = format;
        this.target = new LentTarget(target);
        this.limits = limits;
        this.workers = workers;
        this.quarantine = quarantine;
    }

    RequestedFormat format() {
        return format;
    }

    /** Has it take a frame, when it has taken those before. */
    Output add(ExportSubject subject) {
        pixels += (long) subject.image().width() * subject.image().height();
        Frame frame = new Frame(subject, limits.of(subject), before);
        before = frame.over;
        return frame;
    }

    private void begin() throws Exception {
        if (series == null) {
            series = format.begin(target);
        }
    }

    /**
     * Has it write what it writes at the end; all frames were awaited.
     *
     * @return nothing where it never began
     */
    Optional<ExportOutcome> complete() throws InterruptedException {
        if (hung) {
            return Optional.of(failed(format.name(), givenUp()));
        }
        if (series == null) {
            return Optional.empty();
        }
        Duration limit = limits.of(pixels);
        Attempt attempt =
                Attempt.start(
                        workers,
                        format.name(),
                        self -> {
                            target.lendTo(self);
                            series.complete();
                        });
        return Optional.of(await(attempt, limit, format.name()));
    }

    private ExportOutcome await(Attempt attempt, Duration limit, String subject)
            throws InterruptedException {
        if (!attempt.await(limit.toNanos()) && attempt.giveUp()) {
            exceeded(subject);
            return failed(subject, Failures.exceeded(format.kind(), format.name(), limit));
        }
        Throwable failure = attempt.failure();
        return failure == null
                ? new ExportOutcome(format.name(), target.takeComplete(), "", Optional.empty())
                : failed(
                        subject,
                        Failures.thrown(format.kind(), format.name(), format.reference(), failure));
    }

    private void exceeded(String subject) {
        hung = true;
        target.end();
        if (format.reference() != null) {
            quarantine.exceeded(format.reference(), "with " + subject);
        }
    }

    private IOException givenUp() {
        return new IOException(
                "%s was given up before, so nothing comes of it"
                        .formatted(Failures.called(format.kind(), format.name())));
    }

    /** What failed is the series: with the file where it is known, and else with the frame. */
    private ExportOutcome failed(String frame, Throwable failure) {
        String with = target.fileThatFailedBy(failure).orElse(frame);
        String subject =
                with.equals(format.name()) ? with : "%s: %s".formatted(format.name(), with);
        return new ExportOutcome(
                format.name(), target.takeComplete(), subject, Optional.of(failure));
    }

    /** Lets go of the series, without waiting for it. */
    void close() {
        target.end();
        ExportSeries open = series;
        if (open == null || hung) {
            return;
        }
        workers.execute(
                () -> {
                    try {
                        open.close();
                    } catch (Throwable e) {
                        // It is over: what it has to say about its end concerns nobody.
                    } finally {
                        target.removeUnfinished();
                    }
                });
    }

    /** A frame that it takes. */
    private final class Frame implements Output {
        private final ExportSubject subject;
        private final LentSubject lent;
        private final Duration limit;
        private final CompletableFuture<Void> earlier;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final CompletableFuture<Attempt> attempt;

        Frame(ExportSubject subject, Duration limit, CompletableFuture<Void> earlier) {
            this.subject = subject;
            this.lent = new LentSubject(subject);
            this.limit = limit;
            this.earlier = earlier;
            this.attempt =
                    earlier.thenApply(
                            _ -> Attempt.start(workers, format.name(), self -> take(self)));
        }

        private void take(Attempt self) throws Exception {
            try (lent) {
                if (hung) {
                    throw givenUp();
                }
                target.lendTo(self);
                begin();
                series.add(lent.subject());
            } finally {
                if (!self.givenUp()) {
                    over.complete(null);
                }
            }
        }

        @Override
        public ExportOutcome await() throws InterruptedException {
            // Frames are awaited in their order, so what came before is over by now.
            try {
                return SeriesOutput.this.await(attempt.join(), limit, subject.name());
            } finally {
                lent.close();
                over.complete(null);
            }
        }

        @Override
        public ExportOutcome giveUp() {
            if (!earlier.isDone() || attempt.join().giveUp()) {
                exceeded(subject.name());
            }
            lent.close();
            over.complete(null);
            return failed(subject.name(), Failures.interrupted());
        }

        @Override
        public boolean ranOutOfMemory() {
            // A series may have taken half of the frame: it cannot be given to it again.
            return false;
        }

        @Override
        public void again() {
            throw new UnsupportedOperationException();
        }
    }
}
