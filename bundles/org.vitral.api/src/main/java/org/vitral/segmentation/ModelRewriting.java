// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import org.osgi.annotation.versioning.ProviderType;
import org.vitral.model.Model;
import org.vitral.model.ModelException;

/**
 * The service that says how the graph of a model is made cheaper when a segmenter loads it. Each
 * rule changes what the graph computes by rounding only. For any number of threads.
 */
@ProviderType
public interface ModelRewriting {

    /**
     * Looks at a model. Nothing is run; a segmenter also compares the results before it makes use
     * of a rule.
     *
     * @throws ModelException if the model cannot be read
     */
    RewritingReport examine(Model model) throws ModelException;
}
