// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import org.vitral.image.Image;
import org.vitral.image.Region;

/** The pixels that tiles are made of, a few rows at a time and in rising order. */
interface PixelBands {

    /**
     * Pixels that hold some rows of the region that is looked at.
     *
     * @param top the first row, from 0 and no smaller than that of the call before
     * @param bottom the row after the last one, no smaller than that of the call before
     */
    Band band(int top, int bottom) throws IOException;

    /**
     * Some rows.
     *
     * @param image the image that they lie in; valid until the next call
     * @param x the column of the upright image where the region begins
     * @param y the row of the upright image where the row {@code top} of the call lies
     */
    record Band(Image image, int x, int y) {

        /** A tile of the band, whose columns count from the first one of the region. */
        Region tile(int column, int width, int height) {
            return new Region(x + column, y, width, height);
        }
    }

    /** An image that is in memory. */
    static PixelBands of(Image image, Region region) {
        return (top, bottom) -> new Band(image, region.x(), region.y() + top);
    }
}
