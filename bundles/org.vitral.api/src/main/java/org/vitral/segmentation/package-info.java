// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Segmentation: an image in, a {@link org.vitral.segmentation.Segmentation} out. The service {@link
 * org.vitral.segmentation.Segmenter} stays the same one while models and delegates change under it.
 */
@Export
@Version("1.0.0")
package org.vitral.segmentation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
