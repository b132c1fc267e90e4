// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.PrintStream;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar in the last line of a terminal. */
final class Progress implements AutoCloseable {

    /** A terminal narrower than this is rare, and a bar that wraps is ugly. */
    private static final int WIDTH = 79;

    private final Line line;
    private final ProgressBar bar;

    private Progress(Line line, ProgressBar bar) {
        this.line = line;
        this.bar = bar;
    }

    /** A bar for a number of things, or for nobody knows how many. */
    static Progress ofItems(PrintStream err, String task, OptionalLong total) {
        Line line = new Line(err);
        return new Progress(line, builder(line, task).setInitialMax(total.orElse(-1)).build());
    }

    /** A bar for a number of bytes. */
    static Progress ofBytes(PrintStream err, String task, long total) {
        Line line = new Line(err);
        ProgressBarBuilder builder = builder(line, task).setInitialMax(total);
        return new Progress(line, builder.setUnit(" MB", 1_000_000).build());
    }

    private static ProgressBarBuilder builder(Line line, String task) {
        boolean blocks = line.err.charset().newEncoder().canEncode('\u2588');
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(blocks ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setConsumer(line)
                .clearDisplayOnFinish();
    }

    void step() {
        bar.step();
    }

    void stepTo(long done) {
        bar.stepTo(done);
    }

    /** Empties the line of the bar, so that something else can be printed there. */
    void hide() {
        line.hide();
    }

    /** Puts the bar back below what was printed. */
    void show() {
        line.show();
    }

    /** Takes the bar away for good. */
    @Override
    public void close() {
        bar.close();
        line.end();
    }

    /** Where the bar is drawn. The library's own thread draws, so every method is guarded. */
    private static final class Line implements ProgressBarConsumer {
        private final PrintStream err;
        private String drawn = "";
        private boolean hidden;
        private boolean closed;

        Line(PrintStream err) {
            this.err = err;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public synchronized void accept(String rendered) {
            drawn = rendered;
            draw();
        }

        private void draw() {
            if (!hidden && !closed) {
                err.print('\r' + drawn);
                err.flush();
            }
        }

        private void wipe() {
            err.print('\r' + " ".repeat(WIDTH) + '\r');
            err.flush();
        }

        synchronized void hide() {
            hidden = true;
            wipe();
        }

        synchronized void show() {
            hidden = false;
            draw();
        }

        @Override
        public synchronized void clear() {
            wipe();
        }

        /** Whatever the library's thread does last, nothing stays on the screen. */
        synchronized void end() {
            closed = true;
            wipe();
        }

        @Override
        public synchronized void close() {
            closed = true;
        }
    }
}
