// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * How a file is compressed.
 *
 * @param lossless whether each pixel is read as it was written; a transparent one is always read as
 *     transparent black
 * @param quality 0 to 100: how good the picture is, or, of a lossless one, how much effort goes
 *     into making the file small
 */
record WebpFile(boolean lossless, int quality) {

    /** The format has 14 bits for each of them. */
    private static final int LONGEST_SIDE = 16_383;

    /**
     * Whether there can be a file of this size here.
     *
     * @throws IOException if not; the message says why
     */
    static void check(int width, int height) throws IOException {
        if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new IOException(
                    "A WebP file has at most %d x %d pixels, but this picture has %d x %d"
                            .formatted(LONGEST_SIDE, LONGEST_SIDE, width, height));
        }
        WebpLibrary.require();
    }

    /**
     * Writes a file and leaves the stream open.
     *
     * @throws IOException as the stream threw it, or if the library fails
     */
    void write(WebpPixels picture, OutputStream out) throws IOException {
        out.write(encoded(picture));
        out.flush();
    }

    /** The whole file, because its head has its length. */
    private byte[] encoded(WebpPixels picture) throws IOException {
        // By itself, not by ImageIO: what is registered there is seen by the whole process, and
        // outlives this bundle.
        ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
        Encoded encoded = new Encoded();
        try {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(lossless ? "Lossless" : "Lossy");
            how.setCompressionQuality(quality / 100f);
            writer.setOutput(encoded);
            writer.write(null, new IIOImage(picture.image(), null, null), how);
        } finally {
            writer.dispose();
        }
        if (encoded.file == null) {
            throw new IOException(
                    "The WebP library cannot encode a picture of %d x %d pixels: it may lack memory"
                            .formatted(picture.width(), picture.height()));
        }
        return encoded.file;
    }

    /** Takes what the writer gives: the whole file at once, or nothing where it failed. */
    private static final class Encoded extends MemoryCacheImageOutputStream {
        private byte[] file;

        Encoded() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void write(byte[] whole) {
            file = whole;
        }
    }
}
