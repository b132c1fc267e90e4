// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

/** The command line asks for something that does not exist or makes no sense: exit code 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason, a sentence without the name of the program. */
    UsageException(String message) {
        super(message);
    }
}
