// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * How the pixels of an image lie in memory.
 *
 * <p>The packed formats have one plane, in which the samples of a pixel follow each other at rising
 * addresses in the order of the name: unsigned, in sRGB, of one byte or, where the name says 16, 48
 * or 64, of two bytes in the native order of the machine.
 *
 * <p>The YUV formats are 4:2:0: a plane of luma of 8 bits a pixel, and Cb and Cr of 8 bits for each
 * two by two pixels, in one plane of pairs or in two planes. Where a side is odd the last chroma
 * sample stands for one pixel along it, so that chroma has {@code (width + 1) / 2} columns and
 * {@code (height + 1) / 2} rows. What the numbers mean is the image's {@link YuvEncoding}.
 *
 * <p>Whoever does not want to tell the formats apart reads an image by {@link UprightRows}.
 */
public enum PixelFormat {
    /** One byte of luminance. */
    GRAY(1, 0, 0, 0, -1),
    /** Red, green, blue. */
    RGB(1, 0, 1, 2, -1),
    /** Blue, green, red, as Java2D's {@code TYPE_3BYTE_BGR} has it. */
    BGR(1, 2, 1, 0, -1),
    /** Red, green, blue, straight alpha. */
    RGBA(1, 0, 1, 2, 3),
    /** Blue, green, red, straight alpha. */
    BGRA(1, 2, 1, 0, 3),
    /** Straight alpha, blue, green, red, as Java2D's {@code TYPE_4BYTE_ABGR} has it. */
    ABGR(1, 3, 2, 1, 0),
    /** Two bytes of luminance, as Java2D's {@code TYPE_USHORT_GRAY} has it. */
    GRAY16(2, 0, 0, 0, -1),
    /** Red, green, blue, two bytes each. */
    RGB48(2, 0, 1, 2, -1),
    /** Red, green, blue, straight alpha, two bytes each. */
    RGBA64(2, 0, 1, 2, 3),
    /** A plane of luma, and one of pairs of Cb and Cr: what most video decoders give. */
    NV12(1, 0, 1, 1),
    /** A plane of luma, and one of pairs of Cr and Cb: what Android's cameras give. */
    NV21(1, 1, 1, 0),
    /** A plane of luma, one of Cb and one of Cr; also called IYUV. */
    I420(1, 0, 2, 0),
    /** A plane of luma, one of Cr and one of Cb. */
    YV12(2, 0, 1, 0);

    private final int planes;
    private final int bytesPerSample;
    private final int samples;
    private final int red;
    private final int green;
    private final int blue;
    private final int alpha;
    private final int cbPlane;
    private final int cbOffset;
    private final int crPlane;
    private final int crOffset;

    /** A packed format; the places of the samples are counted in samples. */
    PixelFormat(int bytesPerSample, int red, int green, int blue, int alpha) {
        this.planes = 1;
        this.bytesPerSample = bytesPerSample;
        this.samples = (red == blue ? 1 : 3) + (alpha >= 0 ? 1 : 0);
        this.red = red * bytesPerSample;
        this.green = green * bytesPerSample;
        this.blue = blue * bytesPerSample;
        this.alpha = alpha < 0 ? -1 : alpha * bytesPerSample;
        this.cbPlane = -1;
        this.cbOffset = -1;
        this.crPlane = -1;
        this.crOffset = -1;
    }

    /** A YUV format. */
    PixelFormat(int cbPlane, int cbOffset, int crPlane, int crOffset) {
        this.planes = Math.max(cbPlane, crPlane) + 1;
        this.bytesPerSample = 1;
        this.samples = 1;
        this.red = -1;
        this.green = -1;
        this.blue = -1;
        this.alpha = -1;
        this.cbPlane = cbPlane;
        this.cbOffset = cbOffset;
        this.crPlane = crPlane;
        this.crOffset = crOffset;
    }

    /** The number of planes: 1, and for a YUV format 2 or 3. */
    public int planes() {
        return planes;
    }

    /** Whether this is luma and chroma, and not red, green and blue or grey. */
    public boolean isYuv() {
        return planes > 1;
    }

    /** The number of bytes of a sample: 1 or 2. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /**
     * The number of bytes of a pixel in the first plane, without gaps: 1, 2, 3, 4, 6 or 8. In a YUV
     * format that is the 1 of its luma.
     */
    public int bytesPerPixel() {
        return samples * bytesPerSample;
    }

    /** Whether the pixels are grey, and have no colour and no alpha. */
    public boolean isGray() {
        return planes == 1 && samples == 1;
    }

    /** Whether the pixels have a straight alpha: colours that are not multiplied by it. */
    public boolean hasAlpha() {
        return alpha >= 0;
    }

    /**
     * The offset in bytes of the red sample in a pixel; that of the luminance for grey.
     *
     * @throws UnsupportedOperationException in a YUV format
     */
    public int red() {
        return packed(red);
    }

    /**
     * The offset in bytes of the green sample in a pixel; that of the luminance for grey.
     *
     * @throws UnsupportedOperationException in a YUV format
     */
    public int green() {
        return packed(green);
    }

    /**
     * The offset in bytes of the blue sample in a pixel; that of the luminance for grey.
     *
     * @throws UnsupportedOperationException in a YUV format
     */
    public int blue() {
        return packed(blue);
    }

    /** The offset in bytes of the alpha sample in a pixel, or -1 where the format has none. */
    public int alpha() {
        return alpha;
    }

    /**
     * Which plane of a YUV format has the Cb samples, 1 or 2.
     *
     * @throws UnsupportedOperationException in a packed format
     */
    public int cbPlane() {
        return yuv(cbPlane);
    }

    /**
     * The offset in bytes of the first Cb sample in its plane, 0 or 1.
     *
     * @throws UnsupportedOperationException in a packed format
     */
    public int cbOffset() {
        return yuv(cbOffset);
    }

    /**
     * Which plane of a YUV format has the Cr samples, 1 or 2.
     *
     * @throws UnsupportedOperationException in a packed format
     */
    public int crPlane() {
        return yuv(crPlane);
    }

    /**
     * The offset in bytes of the first Cr sample in its plane, 0 or 1.
     *
     * @throws UnsupportedOperationException in a packed format
     */
    public int crOffset() {
        return yuv(crOffset);
    }

    private int packed(int offset) {
        if (isYuv()) {
            throw new UnsupportedOperationException(
                    "A pixel in %s has no red, green and blue; UprightRows reads images of any format"
                            .formatted(this));
        }
        return offset;
    }

    private int yuv(int place) {
        if (!isYuv()) {
            throw new UnsupportedOperationException("%s has no chroma".formatted(this));
        }
        return place;
    }
}
