// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.model.ModelDescription;

/** Takes a mask row by row, from top to bottom, while it is made. Called by one thread. */
@ConsumerType
public interface MaskRowSink {

    /**
     * Called once, before the first row.
     *
     * @param width the number of columns of the mask
     * @param height the number of rows that will come
     * @param bytesPerPixel 1 for up to 256 classes, else 2 in native byte order; both unsigned
     * @param model whose classes the rows hold
     */
    void begin(int width, int height, int bytesPerPixel, ModelDescription model) throws IOException;

    /**
     * Called for each row.
     *
     * @param y the number of the row, from 0
     * @param pixels the classes, {@code width * bytesPerPixel} bytes; valid during this call
     */
    void row(int y, MemorySegment pixels) throws IOException;
}
