// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

/**
 * A size of a picture.
 *
 * @param width the number of columns
 * @param height the number of rows
 */
record Fit(int width, int height) {

    /** This size, or the largest smaller one of its shape that fits. */
    Fit into(int mostWidth, int mostHeight) {
        if (width <= mostWidth && height <= mostHeight) {
            return this;
        }
        double scale = Math.min((double) mostWidth / width, (double) mostHeight / height);
        return new Fit(
                Math.clamp(Math.round(width * scale), 1, mostWidth),
                Math.clamp(Math.round(height * scale), 1, mostHeight));
    }
}
