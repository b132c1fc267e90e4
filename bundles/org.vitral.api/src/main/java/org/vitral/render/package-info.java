// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Renderers: a {@link org.vitral.render.Renderer} makes a picture for a person out of an image and
 * what was seen in it, a {@link org.vitral.render.DifferenceRenderer} one of where two
 * segmentations of it differ; {@link org.vitral.render.Lettering} writes text into pictures.
 */
@Export
@Version("1.0.0")
package org.vitral.render;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
