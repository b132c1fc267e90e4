// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.image;

/**
 * Rows of an image as they are stored, as grey, red-green-blue or red-green-blue-alpha of 8 bits a
 * channel. For one thread at a time.
 */
interface StoredRows {

    /** A reader of an image. */
    static StoredRows of(Image image) {
        PixelFormat format = image.format();
        if (format.isYuv()) {
            return new YuvRows(image);
        }
        return format.bytesPerSample() == 1 ? new ByteRows(image) : new ShortRows(image);
    }

    /** The bytes a pixel: 1, 3 or 4. */
    int channels();

    /** Reads some pixels of a row. */
    void read(int row, int firstPixel, int pixels, byte[] into, int at);
}
