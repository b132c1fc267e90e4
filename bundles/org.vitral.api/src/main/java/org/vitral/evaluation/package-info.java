// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluation: how well a model's masks match masks that people drew, and how well the masks of two
 * engines match each other. An {@link org.vitral.evaluation.Evaluator} counts photograph by
 * photograph, so that any number of them takes the memory of one.
 */
@Export
@Version("1.0.0")
package org.vitral.evaluation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
