// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

/** The exit codes of the program. */
final class ExitCode {

    /** All was done. */
    static final int DONE = 0;

    /** An input, a model or an output failed; the rest was done. */
    static final int FAILED = 1;

    /** The command line was wrong; nothing was done. */
    static final int USAGE = 2;

    private ExitCode() {}
}
