// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Benchmarks: how long a model takes from a frame to its mask, beside the model's raw run in the
 * same rounds. A {@link org.vitral.bench.Bench} measures, shows and compares; what it measured is a
 * {@link org.vitral.bench.BenchReport}.
 */
@Export
@Version("1.0.0")
package org.vitral.bench;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
