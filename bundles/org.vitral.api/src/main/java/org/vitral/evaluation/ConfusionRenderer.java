// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Image;

/** A service that makes a picture of a confusion matrix. For any number of threads. */
@ProviderType
public interface ConfusionRenderer {

    /**
     * Draws the classes that occur: a row for what is there, a column for what was seen, each cell
     * as dark as its part of its row.
     *
     * @return a picture, which the caller closes
     */
    Image render(EvaluationResult result);
}
