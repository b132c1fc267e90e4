// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

/** A command that could not do what it was asked to. The message is one line for a person. */
class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(Text.oneLine(message));
    }

    CommandException(String message, Throwable cause) {
        super(Text.oneLine(message), cause);
    }
}
