// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;

/**
 * One thing that a gate looks at.
 *
 * @param name {@code numbers}, {@code constant}, {@code agreement}, {@code masks} or {@code
 *     latency}
 * @param passed whether it is as it should be; true, too, where it could not be looked at
 * @param finding what was found, in a sentence
 */
public record GateCheck(String name, boolean passed, String finding) {
    public GateCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(finding, "finding");
    }
}
