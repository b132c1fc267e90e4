// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Images of noise, of any kind. */
final class RandomImages {

    private final Random random;
    private final Arena arena;

    /**
     * @param arena where the pixels are, or null for the heap
     */
    RandomImages(long seed, Arena arena) {
        this.random = new Random(seed);
        this.arena = arena;
    }

    /**
     * An image whose rows, and whose chroma samples where they are single, have gaps between them.
     *
     * @param gap the bytes of a gap
     */
    Image of(PixelFormat format, int width, int height, int gap, Orientation orientation) {
        if (!format.isYuv()) {
            int rowStride = width * format.bytesPerPixel() + gap;
            MemorySegment pixels = noise((height - 1) * rowStride + width * format.bytesPerPixel());
            return Image.of(pixels, width, height, rowStride, format, orientation);
        }
        List<Plane> planes = new ArrayList<>();
        planes.add(plane(width, height, 1, 1, gap));
        int samples = format.planes() == 2 ? 2 : 1;
        for (int plane = 1; plane < format.planes(); plane++) {
            int pixelStride = samples + gap % 3;
            planes.add(plane((width + 1) / 2, (height + 1) / 2, samples, pixelStride, gap));
        }
        YuvEncoding encoding =
                new YuvEncoding(
                        ColorMatrix.values()[random.nextInt(3)],
                        ColorRange.values()[random.nextInt(2)]);
        return Image.yuv(planes, width, height, format, encoding, orientation);
    }

    /** A plane that ends with its last sample. */
    private Plane plane(int columns, int rows, int samples, int pixelStride, int gap) {
        int row = (columns - 1) * pixelStride + samples;
        return new Plane(noise((rows - 1) * (row + gap) + row), row + gap, pixelStride);
    }

    private MemorySegment noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return arena == null
                ? MemorySegment.ofArray(bytes)
                : arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }
}
