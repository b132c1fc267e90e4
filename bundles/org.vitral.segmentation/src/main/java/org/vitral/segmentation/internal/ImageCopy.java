// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.vitral.image.Image;
import org.vitral.image.Plane;

/**
 * A copy of an image of any kind in memory of a pool, to which it goes back at close.
 *
 * @param image the copy
 */
record ImageCopy(Image image, MemoryPool pool, MemoryPool.Block block) implements AutoCloseable {

    static ImageCopy of(Image image, MemoryPool pool) {
        List<Plane> planes = image.planes();
        long bytes = 0;
        for (Plane plane : planes) {
            bytes += plane.memory().byteSize();
        }
        MemoryPool.Block block = pool.take(bytes);
        List<Plane> copies = new ArrayList<>();
        long at = 0;
        for (Plane plane : planes) {
            MemorySegment from = plane.memory();
            MemorySegment copied = block.memory().asSlice(at, from.byteSize()).copyFrom(from);
            copies.add(new Plane(copied, plane.rowStride(), plane.pixelStride()));
            at += from.byteSize();
        }
        return new ImageCopy(over(copies, image), pool, block);
    }

    private static Image over(List<Plane> planes, Image image) {
        return image.encoding()
                .map(
                        encoding ->
                                Image.yuv(
                                        planes,
                                        image.width(),
                                        image.height(),
                                        image.format(),
                                        encoding,
                                        image.orientation()))
                .orElseGet(
                        () ->
                                Image.of(
                                        planes.getFirst().memory(),
                                        image.width(),
                                        image.height(),
                                        image.rowStride(),
                                        image.format(),
                                        image.orientation()));
    }

    @Override
    public void close() {
        image.close();
        pool.giveBack(block);
    }
}
