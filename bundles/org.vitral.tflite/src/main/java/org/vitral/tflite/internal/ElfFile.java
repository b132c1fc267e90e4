// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks whether a library of Linux is whole. The system's loader maps what the headers tell of, and
 * the process ends when it touches what the file lacks. Fields and sizes are those of elf(5),
 * {@code Elf64_Ehdr} and {@code Elf64_Phdr}.
 */
final class ElfFile {

    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS = 4;
    private static final byte CLASS_64 = 2;
    private static final int DATA = 5;
    private static final byte DATA_LITTLE = 1;
    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADERS = 32;
    private static final int SECTION_HEADERS = 40;
    private static final int PROGRAM_HEADER_SIZE = 54;
    private static final int PROGRAM_HEADER_COUNT = 56;
    private static final int SECTION_HEADER_SIZE = 58;
    private static final int SECTION_HEADER_COUNT = 60;
    private static final int SEGMENT_OFFSET = 8;
    private static final int SEGMENT_FILE_SIZE = 32;
    private static final int SEGMENT_HEADER_LEAST = 40;

    private ElfFile() {}

    /**
     * How many bytes a 64-bit little-endian ELF file has at least, by its own headers; 0 for any
     * other file.
     *
     * @throws IOException if it cannot be read
     */
    static long leastSize(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = read(channel, 0, HEADER_SIZE);
            if (header == null || header.getInt(0) != MAGIC) {
                return 0;
            }
            if (header.get(CLASS) != CLASS_64 || header.get(DATA) != DATA_LITTLE) {
                return 0;
            }
            header.order(ByteOrder.LITTLE_ENDIAN);
            long programs = header.getLong(PROGRAM_HEADERS);
            int size = Short.toUnsignedInt(header.getShort(PROGRAM_HEADER_SIZE));
            int count = Short.toUnsignedInt(header.getShort(PROGRAM_HEADER_COUNT));
            long sections =
                    (long) Short.toUnsignedInt(header.getShort(SECTION_HEADER_SIZE))
                            * Short.toUnsignedInt(header.getShort(SECTION_HEADER_COUNT));
            long least =
                    Math.max(
                            programs + (long) size * count,
                            header.getLong(SECTION_HEADERS) + sections);
            for (int i = 0; i < count && size >= SEGMENT_HEADER_LEAST; i++) {
                ByteBuffer segment = read(channel, programs + (long) i * size, size);
                if (segment == null) {
                    break;
                }
                segment.order(ByteOrder.LITTLE_ENDIAN);
                least =
                        Math.max(
                                least,
                                segment.getLong(SEGMENT_OFFSET)
                                        + segment.getLong(SEGMENT_FILE_SIZE));
            }
            return least;
        }
    }

    /** Null where the file ends before. */
    private static ByteBuffer read(FileChannel channel, long position, int size)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        long at = position;
        while (bytes.hasRemaining()) {
            int read = at < 0 ? -1 : channel.read(bytes, at);
            if (read < 0) {
                return null;
            }
            at += read;
        }
        return bytes;
    }
}
