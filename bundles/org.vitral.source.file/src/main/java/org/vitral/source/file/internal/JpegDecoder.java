// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.spi.ImageReaderSpi;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/**
 * Decodes JPEG. The JDK's reader does the common kinds, grey and YCbCr of 8 bits a sample, and does
 * them fast; TwelveMonkeys does all others (CMYK, YCCK, RGB without a marker, lossless).
 */
final class JpegDecoder {

    /**
     * The warnings of libjpeg that mean that parts of the picture are lost. Others, such as
     * superfluous bytes before a marker, harm nothing.
     */
    private static final List<String> LOSSES =
            List.of("premature end", "bad huffman code", "bad arithmetic code", "instead of rst");

    private JpegDecoder() {}

    static Image decode(byte[] file, MemoryBudget budget) throws IOException {
        JpegStructure jpeg = JpegStructure.of(file);
        boolean gray = jpeg.components() == 1;
        // A grey or BGR picture is decoded into the array that is handed out; four components
        // pass through one more raster.
        int perPixel = gray ? 1 : jpeg.isCommon() ? 3 : 8;
        budget.require(jpeg.width(), jpeg.height(), perPixel, gray ? 1 : jpeg.components());
        // A block of 8 x 8 pixels takes one bit at least.
        if ((long) jpeg.width() * jpeg.height() > file.length * 8L * 64) {
            throw Reason.truncated(ImageFormat.JPEG, null);
        }
        // An end marker alone may be missing: some cameras write none. But where the picture comes
        // in several scans, no decoder says that one is missing.
        if (!jpeg.isComplete() && !jpeg.isSingleScan()) {
            throw Reason.truncated(ImageFormat.JPEG, null);
        }
        byte[] profile = jpeg.components() == 4 ? null : jpeg.takeProfile();
        ImageReaderSpi platform = PlatformReaders.of(ImageFormat.JPEG);
        ImageReaderSpi reader = jpeg.isCommon() ? platform : LibraryReaders.jpeg(platform);
        Decoding decoding = Decoding.of(reader, new MemoryStream(file));
        checkLosses(jpeg, decoding.warnings());
        Orientation orientation = ExifOrientation.of(jpeg.exif());
        return new SrgbConversion(SrgbConversion.Alpha.BLENDED, orientation, profile)
                .apply(decoding.image());
    }

    private static void checkLosses(JpegStructure jpeg, List<String> warnings)
            throws ImageException {
        for (String warning : warnings) {
            if (isLoss(warning)) {
                throw jpeg.isComplete()
                        ? damaged(warning)
                        : Reason.truncated(ImageFormat.JPEG, null);
            }
        }
    }

    /** Whether a warning means that a part of the picture is lost. */
    static boolean isLoss(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return LOSSES.stream().anyMatch(lower::contains);
    }

    /** What to say of data that gave such a warning. */
    static ImageException damaged(String warning) {
        return new ImageException(
                "The JPEG data are damaged (%s)"
                        .formatted(warning.replaceFirst("^Corrupt JPEG data: ", "")));
    }
}
