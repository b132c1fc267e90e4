// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import org.vitral.export.ExportOutcome;

/** What is being written for one frame in one format. For one thread. */
interface Output {

    /** Waits until it is written, has failed, or has exceeded its limit. */
    ExportOutcome await() throws InterruptedException;

    /** Gives it up, unless it is written. */
    ExportOutcome giveUp();

    /** Whether it failed because there was not enough memory, and may be tried again. */
    boolean ranOutOfMemory();

    /** Tries again. */
    void again();
}
