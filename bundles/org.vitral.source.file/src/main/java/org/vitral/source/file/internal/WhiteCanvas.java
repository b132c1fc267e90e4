// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.Point;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.vitral.image.Image;

/** The white ground on which the first frame of an animation is seen. */
final class WhiteCanvas {

    private WhiteCanvas() {}

    /**
     * Places a frame on a canvas, which it lies whole within.
     *
     * @return the frame itself where it covers all of the canvas
     */
    static Image place(Image frame, Point at, int width, int height) {
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        int perPixel = frame.format().bytesPerPixel();
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), perPixel)];
        Arrays.fill(pixels, (byte) 255);
        MemorySegment canvas = MemorySegment.ofArray(pixels);
        for (int y = 0; y < frame.height(); y++) {
            MemorySegment.copy(
                    frame.pixels(),
                    (long) y * frame.rowStride(),
                    canvas,
                    ((long) (at.y + y) * width + at.x) * perPixel,
                    (long) frame.width() * perPixel);
        }
        return Image.of(
                canvas, width, height, width * perPixel, frame.format(), frame.orientation());
    }
}
