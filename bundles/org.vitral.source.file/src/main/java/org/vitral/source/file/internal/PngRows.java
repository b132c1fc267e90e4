// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.vitral.image.ImageException;
import org.vitral.image.ImageRows;
import org.vitral.image.Orientation;

/**
 * Reads PNG row by row. Before the first row all check sums are verified, in a pass of its own over
 * the file: what is damaged is refused before anything is made of it.
 */
final class PngRows {

    private static final int SIGNATURE = 8;
    private static final int HEAD = 8;
    private static final int CHECK_SUM = 4;

    /** Where the header says whether the picture is interlaced. */
    private static final int INTERLACE = 28;

    /** More than all chunks beside the pixels take in practice. */
    private static final int MOST_BESIDE = 32 << 20;

    private static final long BEST_DEFLATE = 1032;

    private final FileChannel channel;
    private final ByteArrayOutputStream beside = new ByteArrayOutputStream();
    private long dataLength;

    private PngRows(FileChannel channel) {
        this.channel = channel;
    }

    static ImageRows open(PictureFile file, MemoryBudget budget) throws IOException {
        PngRows chunks;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            chunks = new PngRows(channel);
            chunks.walk();
        }
        byte[] bytes = chunks.beside.toByteArray();
        PngStructure png = PngStructure.of(bytes);
        budget.requireRows(png.width(), png.height(), png.readerBytesPerPixel() + 3);
        if (bytes[INTERLACE] != 0) {
            throw new ImageException(
                    "An interlaced PNG cannot be read row by row; save it without interlacing");
        }
        double packed = Math.ceil(png.width() * (double) png.bitsPerPixel() / 8) * png.height();
        if (packed > (double) chunks.dataLength * BEST_DEFLATE) {
            throw new ImageException(
                    "The PNG data are damaged (%d compressed bytes cannot hold %d x %d pixels)"
                            .formatted(chunks.dataLength, png.width(), png.height()));
        }
        Orientation orientation = ExifOrientation.of(png.exif());
        RowOrder.requireKept(orientation, ImageFormat.PNG);
        return ChunkedRows.of(
                ImageFormat.PNG,
                new SequentialDecoding(
                        PlatformReaders.of(ImageFormat.PNG),
                        new PatchedFile(file.path(), new byte[0], new byte[0]),
                        new SrgbConversion(
                                SrgbConversion.Alpha.BLENDED, Orientation.UPRIGHT, png.profile()),
                        orientation,
                        warnings -> Optional.empty()));
    }

    /** Verifies the chunks of pixels, and keeps all others. */
    private void walk() throws IOException {
        beside.writeBytes(read(0, SIGNATURE));
        long at = SIGNATURE;
        while (true) {
            byte[] head = read(at, HEAD);
            long length = Bytes.uint32be(head, 0);
            String type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
            if (at + HEAD + length + CHECK_SUM > channel.size()) {
                throw Reason.truncated(ImageFormat.PNG, null);
            }
            if (type.equals("IDAT")) {
                verify(at, length);
                dataLength += length;
            } else if (beside.size() + length > MOST_BESIDE) {
                throw new ImageException(
                        "The PNG data are damaged (a chunk of %d bytes is not of pixels)"
                                .formatted(length));
            } else {
                beside.writeBytes(read(at, (int) (HEAD + length + CHECK_SUM)));
            }
            if (type.equals("IEND")) {
                return;
            }
            at += HEAD + length + CHECK_SUM;
        }
    }

    private void verify(long at, long length) throws IOException {
        CRC32 sum = new CRC32();
        // The type counts too.
        long from = at + 4;
        long end = at + HEAD + length;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (from < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - from));
            if (channel.read(buffer, from) < 0) {
                throw Reason.truncated(ImageFormat.PNG, null);
            }
            from += buffer.position();
            sum.update(buffer.flip());
        }
        if ((int) sum.getValue() != Bytes.int32be(read(end, CHECK_SUM), 0)) {
            throw new ImageException(
                    "The PNG data are damaged (the check sum of a chunk IDAT is wrong)");
        }
    }

    private byte[] read(long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw Reason.truncated(ImageFormat.PNG, null);
            }
        }
        return buffer.array();
    }
}
