// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

/** What a word on a command line names, so that it can be completed. */
enum Names {
    SEGMENTERS,
    MODELS,
    DELEGATES,
    /** All that {@code why} can explain. */
    EVERYTHING,
    COMMANDS,
    FILES,
    /** Nothing that could be listed, such as a number. */
    NONE
}
