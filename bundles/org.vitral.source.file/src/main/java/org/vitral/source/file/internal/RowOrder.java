// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/** Which orientations can be had from a file whose rows come one after the other. */
final class RowOrder {

    private RowOrder() {}

    /**
     * Refuses a picture whose first upright row is not the first one that is stored.
     *
     * @throws ImageException why, and what to do
     */
    static void requireKept(Orientation orientation, ImageFormat format) throws ImageException {
        if (orientation != Orientation.UPRIGHT && orientation != Orientation.MIRRORED) {
            throw new ImageException(
                    "Its EXIF orientation is %d, so it would have to be turned, and a %s that is read row by row cannot be; save it upright"
                            .formatted(orientation.exif(), format.title()));
        }
    }
}
