// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import org.vitral.image.ImageItem;

/**
 * A photograph to segment.
 *
 * @param shown how messages call it: as the user wrote it
 * @param item the image and its name relative to the argument that it came with
 */
record Photograph(String shown, ImageItem item) {}
