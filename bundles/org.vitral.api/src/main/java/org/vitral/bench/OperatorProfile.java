// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.List;

/**
 * What the operators of a model take.
 *
 * @param operators the operators in the order of execution; none where that is not known
 * @param note why it is not known, or what is to be known about it; may be empty
 */
public record OperatorProfile(List<OperatorTime> operators, String note) {
    public OperatorProfile {
        operators = List.copyOf(operators);
    }
}
