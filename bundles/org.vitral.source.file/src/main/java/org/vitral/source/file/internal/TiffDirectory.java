// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;
import org.vitral.image.ImageException;

/**
 * The entries of the first directory of a TIFF file as they are stored, and views of the file whose
 * directory is another one.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section
 *     2</a>
 */
final class TiffDirectory {

    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int STRIP_OFFSETS = 273;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_COUNTS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_COUNTS = 325;
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    private final boolean big;
    private final ByteBuffer head;

    /** Tag, type, count and value as in the file. */
    private final Map<Integer, byte[]> entries;

    private TiffDirectory(boolean big, ByteBuffer head, Map<Integer, byte[]> entries) {
        this.big = big;
        this.head = head;
        this.entries = entries;
    }

    static TiffDirectory read(PictureFile file) throws IOException {
        ByteOrder order = file.head()[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer head = ByteBuffer.wrap(file.head(), 0, 16).order(order);
        boolean big = head.getShort(2) == 43;
        byte[] start = new byte[big ? 16 : 8];
        head.get(0, start);
        long at = big ? head.getLong(8) : Integer.toUnsignedLong(head.getInt(4));
        Map<Integer, byte[]> entries = new TreeMap<>();
        try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
            in.seek(at);
            int count = (int) number(in, big ? 8 : 2, order);
            for (int i = 0; i < count; i++) {
                byte[] entry = new byte[big ? 20 : 12];
                in.readFully(entry);
                entries.put(ByteBuffer.wrap(entry).order(order).getShort(0) & 0xffff, entry);
            }
        }
        return new TiffDirectory(big, ByteBuffer.wrap(start).order(order), entries);
    }

    private static long number(RandomAccessFile in, int bytes, ByteOrder order) throws IOException {
        byte[] number = new byte[bytes];
        in.readFully(number);
        ByteBuffer buffer = ByteBuffer.wrap(number).order(order);
        return bytes == 8 ? buffer.getLong() : buffer.getShort() & 0xffff;
    }

    /** Whether the offsets in the file take 64 bits. */
    boolean big() {
        return big;
    }

    /** The file as one whose only page is a part of the first one. */
    ImageInputStream of(PictureFile file, TiffParts.Part part) throws IOException {
        Map<Integer, byte[]> own = new TreeMap<>(entries);
        int offsetsTag = part.tiled() ? TILE_OFFSETS : STRIP_OFFSETS;
        int countsTag = part.tiled() ? TILE_COUNTS : STRIP_COUNTS;
        int size = part.offsets().length;
        // Values of several numbers lie behind the directory.
        own.put(offsetsTag, null);
        own.put(countsTag, null);
        own.put(IMAGE_WIDTH, entry(IMAGE_WIDTH, LONG, 1, part.width()));
        own.put(IMAGE_LENGTH, entry(IMAGE_LENGTH, LONG, 1, part.height()));
        if (!part.tiled()) {
            own.put(ROWS_PER_STRIP, entry(ROWS_PER_STRIP, LONG, 1, part.unitHeight()));
        }
        int entryBytes = big ? 20 : 12;
        int wordBytes = big ? 8 : 4;
        int directoryBytes = (big ? 8 : 2) + own.size() * entryBytes + wordBytes;
        // A directory begins at a word.
        int gap = (int) (file.size() & 1);
        long directory = file.size() + gap;
        long values = directory + directoryBytes;
        int valueBytes = size == 1 ? 0 : size * wordBytes;
        if (!big && values + 2L * valueBytes > 0xffff_ffffL) {
            throw new ImageException(
                    "A TIFF of so nearly 4 GB cannot be read row by row; save it as BigTIFF");
        }
        own.put(offsetsTag, numbers(offsetsTag, part.offsets(), values));
        own.put(countsTag, numbers(countsTag, part.counts(), values + valueBytes));
        ByteBuffer tail = buffer(gap + directoryBytes + 2 * valueBytes).position(gap);
        if (big) {
            tail.putLong(own.size());
        } else {
            tail.putShort((short) own.size());
        }
        own.values().forEach(tail::put);
        putWord(tail, 0);
        if (size > 1) {
            putAll(tail, part.offsets());
            putAll(tail, part.counts());
        }
        ByteBuffer start = buffer(head.capacity()).put(head.duplicate().rewind());
        putWord(start.position(big ? 8 : 4), directory);
        return new PatchedFile(file.path(), start.array(), tail.array());
    }

    private byte[] numbers(int tag, long[] numbers, long place) {
        return entry(
                tag, big ? LONG8 : LONG, numbers.length, numbers.length == 1 ? numbers[0] : place);
    }

    private byte[] entry(int tag, int type, long count, long value) {
        ByteBuffer entry = buffer(big ? 20 : 12).putShort((short) tag).putShort((short) type);
        putWord(entry, count);
        // A value of 32 bits stands at the beginning of its place.
        if (type == LONG) {
            entry.putInt((int) value);
        } else {
            putWord(entry, value);
        }
        return entry.array();
    }

    private void putAll(ByteBuffer into, long[] numbers) {
        for (long number : numbers) {
            putWord(into, number);
        }
    }

    private void putWord(ByteBuffer into, long word) {
        if (big) {
            into.putLong(word);
        } else {
            into.putInt((int) word);
        }
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(head.order());
    }
}
