// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/** Nothing could be measured or compared; the message is a sentence for a person. */
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason. */
    public BenchException(String reason) {
        super(reason);
    }

    /** An exception with its reason and what led to it. */
    public BenchException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
