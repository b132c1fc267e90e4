// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import com.luciad.imageio.webp.WebPEncoderOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The native library. It is loaded when it is first required, which is when the first file is
 * written, and stays until this bundle's class loader is gone.
 */
final class WebpLibrary {

    private static final Set<String> X86_64 = Set.of("amd64", "x86_64", "x64");

    private WebpLibrary() {}

    /**
     * Loads it.
     *
     * @throws IOException if this platform has none, or it cannot be loaded; the message says why
     */
    static void require() throws IOException {
        if (Loaded.FAILURE.isPresent()) {
            throw new IOException(Loaded.FAILURE.get());
        }
    }

    /**
     * Why there is none for a platform. The library itself takes every processor with a 64 in its
     * name for an x86-64.
     *
     * @param system as the system property {@code os.name} has it
     * @param processor as the system property {@code os.arch} has it
     */
    static Optional<String> lack(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        boolean known =
                name.startsWith("linux") || name.startsWith("mac") || name.startsWith("windows");
        if (known && X86_64.contains(processor.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(
                "WebP cannot be written on %s %s: its native library is for Linux, macOS and Windows on x86-64 only"
                        .formatted(system, processor));
    }

    /** Tries once; a class that could not be initialized would fail differently the next time. */
    private static final class Loaded {
        static final Optional<String> FAILURE =
                lack(System.getProperty("os.name"), System.getProperty("os.arch")).or(Loaded::load);

        private static Optional<String> load() {
            try {
                new WebPEncoderOptions();
                return Optional.empty();
            } catch (LinkageError | RuntimeException failure) {
                return Optional.of(
                        "WebP cannot be written: its native library cannot be loaded: "
                                + reason(failure));
            }
        }

        private static String reason(Throwable failure) {
            Throwable first = failure;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            return first.getMessage() == null ? first.getClass().getName() : first.getMessage();
        }
    }
}
