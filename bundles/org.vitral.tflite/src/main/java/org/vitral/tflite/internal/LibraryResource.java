// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The native library as a resource of a fragment, or of a jar on the class path.
 *
 * @param loader what finds it
 * @param path the name of the resource
 * @param fileName the name of the library's file
 * @param size its size, in bytes
 * @param crc32 its CRC-32, quickly compared at each load
 * @param sha256 its SHA-256, 64 hexadecimal digits in lower case
 */
record LibraryResource(
        ClassLoader loader, String path, String fileName, long size, long crc32, String sha256) {

    /**
     * Finds the library for a platform.
     *
     * @throws IllegalStateException if no fragment for it is here: which one to add
     */
    static LibraryResource find(ClassLoader loader, NativePlatform platform) {
        String description = platform.resourceFolder() + "/library.properties";
        try (InputStream in = loader.getResourceAsStream(description)) {
            if (in == null) {
                throw new IllegalStateException(
                        "There is no TensorFlow Lite library for %s here: %s"
                                .formatted(platform.name(), platform.remedy()));
            }
            Properties properties = new Properties();
            properties.load(in);
            String file = properties.getProperty("file");
            return new LibraryResource(
                    loader,
                    platform.resourceFolder() + "/" + file,
                    file,
                    Long.parseLong(properties.getProperty("size")),
                    Long.parseLong(properties.getProperty("crc32"), 16),
                    properties.getProperty("sha256"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be read: %s".formatted(description, e.getMessage()), e);
        }
    }

    /** The bytes of the library; the caller closes the stream. */
    InputStream open() throws IOException {
        InputStream in = loader.getResourceAsStream(path);
        if (in == null) {
            throw new IOException("there is no resource " + path);
        }
        return in;
    }
}
