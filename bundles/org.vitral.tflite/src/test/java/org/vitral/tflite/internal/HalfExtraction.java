// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A program that begins to extract a library, says so when it has written half of it, and then
 * waits to be killed.
 *
 * <p>Argument: the cache.
 */
final class HalfExtraction {

    static final String HALF_WAY = "half-way";

    private HalfExtraction() {}

    public static void main(String[] args) {
        new LibraryCache(Path.of(args[0]))
                .file(LibraryCacheTest.library(LibraryCacheTest.SHA256, HalfOfIt::new));
    }

    private static final class HalfOfIt extends InputStream {

        private boolean read;

        @Override
        public int read() {
            throw new AssertionError("A library is read in blocks");
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (read) {
                System.out.println(HALF_WAY);
                waitForever();
            }
            read = true;
            int half = LibraryCacheTest.CONTENT.length / 2;
            System.arraycopy(LibraryCacheTest.CONTENT, 0, to, offset, half);
            return half;
        }

        private static void waitForever() throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
