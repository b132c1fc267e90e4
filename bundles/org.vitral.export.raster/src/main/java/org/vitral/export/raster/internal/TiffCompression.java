// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** How the strips of a TIFF file are compressed. */
enum TiffCompression {
    /** zlib, which Adobe has registered. */
    DEFLATE(8) {
        @Override
        byte[] compress(byte[] strip, int length, int rowBytes) {
            try (Zlib zlib = new Zlib()) {
                return zlib.compress(strip, length);
            }
        }
    },
    /** Runs of bytes: larger, but read by the oldest of readers. */
    PACKBITS(32773) {
        @Override
        byte[] compress(byte[] strip, int length, int rowBytes) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            for (int at = 0; at < length; at += rowBytes) {
                PackBits.pack(strip, at, at + rowBytes, packed);
            }
            return packed.toByteArray();
        }
    },
    /** None. */
    NONE(1) {
        @Override
        byte[] compress(byte[] strip, int length, int rowBytes) {
            return Arrays.copyOf(strip, length);
        }
    };

    private final int code;

    TiffCompression(int code) {
        this.code = code;
    }

    /** The value of the field Compression. */
    int code() {
        return code;
    }

    /**
     * Compresses a strip.
     *
     * @param length how many bytes of the array the strip takes
     * @param rowBytes how many bytes a row takes
     */
    abstract byte[] compress(byte[] strip, int length, int rowBytes);

    /** Gives the memory of zlib back. */
    private static final class Zlib implements AutoCloseable {
        private final Deflater deflater = new Deflater();

        byte[] compress(byte[] strip, int length) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            deflater.setInput(strip, 0, length);
            deflater.finish();
            while (!deflater.finished()) {
                packed.write(part, 0, deflater.deflate(part));
            }
            return packed.toByteArray();
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
