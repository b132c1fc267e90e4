// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/** What made a segmenter try another engine. */
public enum SwapTrigger {
    /** Its configuration, the first one among them. */
    CONFIGURATION,
    /** A delegate that came, went, or is ranked otherwise. */
    DELEGATE,
    /** A model that came, went, or is another one now. */
    MODEL,
    /** What {@link Delegates#AUTO} measured. */
    MEASUREMENT,
    /** Somebody's call. */
    CALL,
    /** Too many failures, or too slow a model, soon after a swap. */
    WATCH
}
