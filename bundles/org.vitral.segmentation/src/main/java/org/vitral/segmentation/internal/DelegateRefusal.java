// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** A delegate cannot be used. The message is a sentence that names it and says why. */
final class DelegateRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    private DelegateRefusal(String message, String reason, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why, without the name. */
    String reason() {
        return reason;
    }

    /** That it is not there. */
    static DelegateRefusal absent(String message) {
        return new DelegateRefusal(message, message, null);
    }

    /**
     * That it is there and cannot be used.
     *
     * @param names its name, or the names of several that cannot be used together
     */
    static DelegateRefusal of(String names, String reason, Throwable cause) {
        return new DelegateRefusal(
                (names.contains(",")
                                ? "The delegates %s cannot be used together: %s"
                                : "The delegate %s cannot be used: %s")
                        .formatted(names, reason),
                reason,
                cause);
    }
}
