// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Images and where they come from. An {@link org.vitral.image.Image} is pixels in memory with a
 * stated layout and orientation, which {@link org.vitral.image.UprightRows} reads as a person sees
 * it; an {@link org.vitral.image.ImageSource} turns a location (a file, a folder) into images. An
 * image that does not fit into memory is read as {@link org.vitral.image.ImageRows}.
 */
@Export
@Version("1.0.0")
package org.vitral.image;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
