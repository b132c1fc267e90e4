// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A number for every pixel, row by row without gaps. Valid until its {@link Segmentation} is
 * closed. For any number of threads.
 */
@ProviderType
public interface ConfidenceMask {

    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** The values, read-only: {@code width * height} floats in native byte order. */
    MemorySegment values();

    /**
     * The value of one pixel.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    float value(int x, int y);
}
