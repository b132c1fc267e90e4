// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * How the bytes of one pixel lie in memory. The names give the order of the bytes at rising
 * addresses, one unsigned byte a channel, in sRGB.
 */
public enum PixelFormat {
    /** One byte of luminance. */
    GRAY(1, 0, 0, 0, -1),
    /** Red, green, blue. */
    RGB(3, 0, 1, 2, -1),
    /** Blue, green, red, as Java2D's {@code TYPE_3BYTE_BGR} has it. */
    BGR(3, 2, 1, 0, -1),
    /** Red, green, blue, straight alpha. */
    RGBA(4, 0, 1, 2, 3),
    /** Blue, green, red, straight alpha. */
    BGRA(4, 2, 1, 0, 3),
    /** Straight alpha, blue, green, red, as Java2D's {@code TYPE_4BYTE_ABGR} has it. */
    ABGR(4, 3, 2, 1, 0);

    private final int bytesPerPixel;
    private final int red;
    private final int green;
    private final int blue;
    private final int alpha;

    PixelFormat(int bytesPerPixel, int red, int green, int blue, int alpha) {
        this.bytesPerPixel = bytesPerPixel;
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.alpha = alpha;
    }

    /** The number of bytes from one pixel to the next in a row: 1, 3 or 4. */
    public int bytesPerPixel() {
        return bytesPerPixel;
    }

    /** The offset of the red byte in a pixel; that of the luminance for {@link #GRAY}. */
    public int red() {
        return red;
    }

    /** The offset of the green byte in a pixel; that of the luminance for {@link #GRAY}. */
    public int green() {
        return green;
    }

    /** The offset of the blue byte in a pixel; that of the luminance for {@link #GRAY}. */
    public int blue() {
        return blue;
    }

    /** The offset of the alpha byte in a pixel, or -1 where the format has none. */
    public int alpha() {
        return alpha;
    }
}
