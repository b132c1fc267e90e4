// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.util.Optional;

/**
 * Takes photographs one after the other, each by itself: what fails is reported and counted, and
 * the next one has its turn.
 */
final class FolderRun {

    private final Console console;
    private int failed;

    FolderRun(Console console) {
        this.console = console;
    }

    /** What is done with a photograph. */
    @FunctionalInterface
    interface Step {
        /**
         * Does it.
         *
         * @throws FailureException if it makes no sense to go on
         * @throws Exception if this photograph failed
         */
        void take(Photograph photograph) throws Exception;
    }

    /**
     * Takes all photographs of a location, with a progress bar.
     *
     * @return whether the location could be read to its end
     * @throws FailureException as a step threw it
     */
    boolean over(Location location, String task, Step step) throws FailureException {
        console.startProgress(task, location.count());
        try {
            int found = 0;
            while (!console.closed()) {
                Optional<Photograph> photograph = location.next();
                if (photograph.isEmpty()) {
                    break;
                }
                found++;
                take(photograph.get(), step);
                console.step();
            }
            if (found == 0 && !console.closed()) {
                fail(location.argument(), new IOException("There is no photograph in it"));
            }
            return true;
        } catch (IOException | RuntimeException e) {
            fail(location.argument(), e);
            return false;
        } finally {
            console.endProgress();
        }
    }

    private void take(Photograph photograph, Step step) throws FailureException {
        try {
            step.take(photograph);
        } catch (FailureException e) {
            throw e;
        } catch (Throwable e) {
            fail(photograph.shown(), e);
        }
    }

    /** Reports something that failed while the rest goes on. */
    void fail(String subject, Throwable cause) {
        failed++;
        console.failure(subject, cause);
    }

    /** How many things failed. */
    int failed() {
        return failed;
    }
}
