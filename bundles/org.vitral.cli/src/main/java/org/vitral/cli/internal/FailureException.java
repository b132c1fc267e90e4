// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

/** A command cannot go on although it was asked the right thing: exit code 1. */
final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String subject;

    /**
     * An exception about something that the user knows by name.
     *
     * @param subject a file, a model, a delegate, as the user writes it; empty where the reason
     *     names it
     * @param reason one sentence
     */
    FailureException(String subject, String reason, Throwable cause) {
        super(reason, cause);
        this.subject = subject;
    }

    FailureException(String subject, Throwable cause) {
        this(subject, Reason.of(cause), cause);
    }

    /** What it is about. */
    String subject() {
        return subject;
    }
}
