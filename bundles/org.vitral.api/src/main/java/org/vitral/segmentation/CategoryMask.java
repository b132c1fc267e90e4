// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The class of every pixel, row by row without gaps. Valid until its {@link Segmentation} is
 * closed; {@link #copy()} outlives it. For any number of threads.
 */
@ProviderType
public interface CategoryMask {

    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** The bytes a pixel: 1 for up to 256 classes, else 2 in native byte order. Both unsigned. */
    int bytesPerPixel();

    /** The pixels, read-only: {@code width * height * bytesPerPixel} bytes. */
    MemorySegment pixels();

    /**
     * The index of the class of one pixel.
     *
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    int label(int x, int y);

    /** A copy on the heap that stays valid when the segmentation is closed. */
    CategoryMask copy();
}
