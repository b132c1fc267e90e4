// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import org.vitral.image.Image;
import org.vitral.image.Orientation;

/** Parts of a picture in the order in which an upright viewer sees them, from top to bottom. */
interface Chunks extends AutoCloseable {

    /** The number of columns of the frame as stored. */
    int rawWidth();

    /** The number of rows of the frame as stored. */
    int rawHeight();

    /** How the stored frame must be turned to stand upright. */
    Orientation orientation();

    /**
     * The next part: all rows or, where the orientation swaps the axes, all columns of a stripe of
     * the stored frame.
     */
    Image next() throws IOException;

    @Override
    void close();
}
