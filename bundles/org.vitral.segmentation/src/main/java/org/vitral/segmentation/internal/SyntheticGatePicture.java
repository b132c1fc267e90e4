// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import org.vitral.model.ModelDescription;

/** The picture that every gate has: always the same for a model. */
final class SyntheticGatePicture implements GatePicture {

    @Override
    public String name() {
        return "the synthetic picture";
    }

    @Override
    public Opened open(ModelDescription model) {
        return new Opened(
                SyntheticPicture.of(model.input().width(), model.input().height()),
                "synthetic 1",
                Optional.empty());
    }
}
