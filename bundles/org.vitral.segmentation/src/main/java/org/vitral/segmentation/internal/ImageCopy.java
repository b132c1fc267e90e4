// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;

/**
 * A copy of an image in memory of a pool, to which it goes back at close.
 *
 * @param image the copy
 */
record ImageCopy(Image image, MemoryPool pool, MemoryPool.Block block) implements AutoCloseable {

    static ImageCopy of(Image image, MemoryPool pool) {
        MemorySegment pixels = image.pixels();
        MemoryPool.Block block = pool.take(pixels.byteSize());
        MemorySegment copied = block.memory().asSlice(0, pixels.byteSize()).copyFrom(pixels);
        return new ImageCopy(
                Image.of(
                        copied,
                        image.width(),
                        image.height(),
                        image.rowStride(),
                        image.format(),
                        image.orientation()),
                pool,
                block);
    }

    @Override
    public void close() {
        image.close();
        pool.giveBack(block);
    }
}
