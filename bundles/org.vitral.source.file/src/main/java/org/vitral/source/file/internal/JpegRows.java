// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;

/** Reads JPEG row by row, where all of the picture is in one scan. */
final class JpegRows {

    /** All that comes before the pixels: a profile and a thumbnail are the largest parts of it. */
    private static final int MOST_BEFORE = 16 << 20;

    /** The JDK's warning that the file ends without an end marker. */
    private static final String NO_END = "Truncated File";

    private JpegRows() {}

    static ImageRows open(PictureFile file, MemoryBudget budget) throws IOException {
        byte[] start = start(file);
        JpegStructure jpeg = JpegStructure.of(start);
        int perPixel = jpeg.components() == 1 ? 1 : 3;
        budget.requireRows(jpeg.width(), jpeg.height(), perPixel);
        if ((double) jpeg.width() * jpeg.height() > file.size() * 8.0 * 64) {
            throw Reason.truncated(ImageFormat.JPEG, null);
        }
        if (!jpeg.isSingleScan()) {
            throw new ImageException(
                    "A progressive JPEG, or another one with several scans, cannot be read row by row; save it as a baseline JPEG");
        }
        if (!jpeg.isCommon()) {
            throw new ImageException(
                    "A JPEG that is not grey or YCbCr cannot be read row by row; save it as an ordinary one");
        }
        Orientation orientation = ExifOrientation.of(jpeg.exif());
        RowOrder.requireKept(orientation, ImageFormat.JPEG);
        byte[] profile = jpeg.takeProfile();
        return ChunkedRows.of(
                ImageFormat.JPEG,
                new SequentialDecoding(
                        PlatformReaders.of(ImageFormat.JPEG),
                        new PatchedFile(file.path(), start, new byte[0]),
                        new SrgbConversion(
                                SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, profile),
                        orientation,
                        JpegRows::loss));
    }

    /** What to say where warnings mean that parts of the picture are lost. */
    private static Optional<ImageException> loss(List<String> warnings) {
        Optional<String> loss = warnings.stream().filter(JpegDecoder::isLoss).findFirst();
        boolean ends = warnings.stream().anyMatch(warning -> warning.startsWith(NO_END));
        return loss.map(
                warning ->
                        ends
                                ? Reason.truncated(ImageFormat.JPEG, null)
                                : JpegDecoder.damaged(warning));
    }

    private static byte[] start(PictureFile file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(file.size(), MOST_BEFORE));
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            while (start.hasRemaining()) {
                if (channel.read(start) < 0) {
                    throw Reason.truncated(ImageFormat.JPEG, null);
                }
            }
        }
        return start.array();
    }
}
