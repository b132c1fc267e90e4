// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.util.Objects;

/**
 * Whether a delegate can be made on this machine.
 *
 * @param available whether it can
 * @param reason why not, and what a person can do about it; empty where it can
 */
public record DelegateProbe(boolean available, String reason) {

    /** It can be made. */
    public static final DelegateProbe AVAILABLE = new DelegateProbe(true, "");

    public DelegateProbe {
        Objects.requireNonNull(reason, "reason");
    }

    /** It cannot be made, and why. */
    public static DelegateProbe unavailable(String reason) {
        return new DelegateProbe(false, reason);
    }
}
