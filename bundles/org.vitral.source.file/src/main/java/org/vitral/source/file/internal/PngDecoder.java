// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/**
 * Decodes PNG with the JDK's reader, which looks neither at check sums nor at profiles: this does.
 */
final class PngDecoder {

    /** Deflate makes at most 1032 bytes of one. */
    private static final long BEST_DEFLATE = 1032;

    private PngDecoder() {}

    static Image decode(byte[] file, MemoryBudget budget) throws IOException {
        PngStructure png = PngStructure.of(file);
        // The reader's image, then ours beside it where the reader's cannot be handed out.
        budget.require(
                png.width(),
                png.height(),
                png.readerBytesPerPixel() + 3,
                png.readerBytesPerPixel());
        double packed = Math.ceil(png.width() * (double) png.bitsPerPixel() / 8) * png.height();
        if (packed > (double) png.dataLength() * BEST_DEFLATE) {
            throw new ImageException(
                    "The PNG data are damaged (%d compressed bytes cannot hold %d x %d pixels)"
                            .formatted(png.dataLength(), png.width(), png.height()));
        }
        Decoding decoding =
                Decoding.of(PlatformReaders.of(ImageFormat.PNG), new MemoryStream(file));
        Orientation orientation = ExifOrientation.of(png.exif());
        return new SrgbConversion(SrgbConversion.Alpha.BLENDED, orientation, png.profile())
                .apply(decoding.image());
    }
}
