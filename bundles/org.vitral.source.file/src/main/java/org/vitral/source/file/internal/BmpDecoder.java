// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/**
 * Decodes BMP with the JDK's reader. An alpha channel is ignored: most programs that write one
 * leave it empty.
 */
final class BmpDecoder {

    private static final int HEADER = 14;
    private static final int OLD_HEADER = 12;

    private BmpDecoder() {}

    static Image decode(byte[] file, MemoryBudget budget) throws IOException {
        int headerSize = Bytes.int32le(file, HEADER);
        if (file.length < HEADER + headerSize) {
            throw Reason.truncated(ImageFormat.BMP, null);
        }
        boolean old = headerSize == OLD_HEADER;
        long width = old ? Bytes.uint16le(file, 18) : Bytes.int32le(file, 18);
        // A negative height says that the rows go from top to bottom.
        long height = old ? Bytes.uint16le(file, 20) : Math.abs((long) Bytes.int32le(file, 22));
        int bits = Bytes.uint16le(file, old ? 24 : 28);
        int compression = headerSize < 40 ? 0 : Bytes.int32le(file, 30);
        budget.require(width, height, 8, 4);
        boolean uncompressed = compression == 0 || compression == 3 || compression == 6;
        double rows = (double) ((width * bits + 31) / 32 * 4) * height;
        if (uncompressed && Bytes.uint32le(file, 10) + rows > file.length) {
            throw Reason.truncated(ImageFormat.BMP, null);
        }
        if (compression == 4 || compression == 5) {
            throw new ImageException(
                    "BMP files that wrap a JPEG or PNG picture cannot be read; convert it to JPEG"
                            + " or PNG");
        }
        Decoding decoding =
                Decoding.of(PlatformReaders.of(ImageFormat.BMP), new MemoryStream(file));
        return new SrgbConversion(SrgbConversion.Alpha.IGNORED, Orientation.UPRIGHT, null)
                .apply(decoding.image());
    }
}
