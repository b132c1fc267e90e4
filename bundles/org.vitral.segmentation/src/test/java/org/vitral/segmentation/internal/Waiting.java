// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.concurrent.Callable;

/** Waits in tests; a test's own time limit is the bound. */
final class Waiting {
    private Waiting() {}

    static void until(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }
}
