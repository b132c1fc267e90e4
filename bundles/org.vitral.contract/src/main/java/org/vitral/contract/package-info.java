// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * What every extension of Vitral must hold to, as test suites for JUnit 5: make a subclass of the
 * suite for the service that you wrote, say how one is made, and the build tests the rest.
 *
 * <p>{@link org.vitral.contract.SampleSegmentation} and {@link org.vitral.contract.SampleImages}
 * are what the suites call services with, and serve tests of your own.
 */
@Export
@Version("1.0.0")
package org.vitral.contract;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
