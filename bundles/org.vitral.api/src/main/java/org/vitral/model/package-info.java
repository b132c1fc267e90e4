// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Models and where they are found. A {@link org.vitral.model.Model} is a TensorFlow Lite file with
 * all that is known of it: what goes in, what comes out, what its classes are called.
 */
@Export
@Version("1.0.0")
package org.vitral.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
