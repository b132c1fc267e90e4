// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.Point;
import java.io.IOException;
import org.vitral.image.Image;

/** Decodes WebP, lossy or lossless, with or without alpha; of an animation the first frame. */
final class WebpDecoder {

    private WebpDecoder() {}

    static Image decode(byte[] file, MemoryBudget budget) throws IOException {
        WebpStructure webp = WebpStructure.of(file);
        budget.require(webp.width(), webp.height(), 12, 4);
        // Near the end of the data the reader looks past it now and then, with each pixel at worst.
        long patience = 1_000_000 + 2L * webp.width() * webp.height();
        Decoding decoding = Decoding.of(LibraryReaders.webp(), new MemoryStream(file, patience));
        Image frame =
                new SrgbConversion(
                                SrgbConversion.Alpha.BLENDED, ExifOrientation.of(webp.exif()), null)
                        .apply(decoding.image());
        return WhiteCanvas.place(
                frame, new Point(webp.frameX(), webp.frameY()), webp.width(), webp.height());
    }
}
