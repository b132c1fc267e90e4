// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.luciad.imageio.webp.WebPEncoderOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

final class WebpLibraryTest {

    /** It goes with the second garbage collection, when finalizers have run. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"Linux,amd64", "Mac OS X,x86_64", "Windows 11,amd64"})
    void thePlatformsOfTheLibraryLackNothing(String system, String processor) {
        assertEquals(Optional.empty(), WebpLibrary.lack(system, processor));
    }

    /** The library itself would load what is for another processor. */
    @ParameterizedTest
    @CsvSource({"Linux,aarch64", "Mac OS X,aarch64", "Windows 11,aarch64", "FreeBSD,amd64"})
    void otherPlatformsAreToldInASentence(String system, String processor) {
        assertEquals(
                Optional.of(
                        "WebP cannot be written on %s %s: its native library is for Linux, macOS and Windows on x86-64 only"
                                .formatted(system, processor)),
                WebpLibrary.lack(system, processor));
    }

    @Test
    void onOtherPlatformsThePictureIsNotWrittenAndTheReasonStaysTheSame() throws Exception {
        String processor = System.setProperty("os.arch", "aarch64");
        try (Bundle bundle = new Bundle()) {
            ImageEncoder encoder = bundle.encoder();
            for (int time = 1; time <= 2; time++) {
                IOException refused =
                        assertThrows(
                                IOException.class,
                                () -> encoder.encode(onePixel(), new FullDisk(0)));
                assertEquals(
                        WebpLibrary.lack(System.getProperty("os.name"), "aarch64").orElseThrow(),
                        refused.getMessage());
            }
        } finally {
            System.setProperty("os.arch", processor);
        }
    }

    @Test
    @ExtendWith(NeedsTheLibrary.class)
    void aLibraryThatCannotBeLoadedIsToldInASentenceEachTime() throws Exception {
        try (Bundle bundle = new Bundle()) {
            bundle.withoutLibrary = true;
            ImageEncoder encoder = bundle.encoder();
            for (int time = 1; time <= 2; time++) {
                IOException refused =
                        assertThrows(
                                IOException.class,
                                () -> encoder.encode(onePixel(), new FullDisk(0)));
                assertTrue(
                        refused.getMessage()
                                .startsWith(
                                        "WebP cannot be written: its native library cannot be"
                                                + " loaded: Could not find WebP native library"),
                        refused.getMessage());
            }
        }
    }

    /** A JNI library belongs to the class loader that loaded it, and goes with it. */
    @Test
    @ExtendWith(NeedsTheLibrary.class)
    void aBundleThatWasUsedAndIsGoneLeavesNoClassLoader() throws Exception {
        WeakReference<ClassLoader> gone = usedOnce();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (gone.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertNull(gone.get());
    }

    private static Image onePixel() {
        return Image.of(new byte[3], 1, 1, PixelFormat.RGB);
    }

    private static WeakReference<ClassLoader> usedOnce() throws Exception {
        try (Bundle bundle = new Bundle()) {
            bundle.encoder().encode(onePixel(), OutputStream.nullOutputStream());
            return new WeakReference<>(bundle);
        }
    }

    /** As a bundle's: it has classes of its own, and shares those of the API. */
    private static final class Bundle extends URLClassLoader {
        private static final List<Class<?>> EMBEDDED =
                List.of(WebpImageEncoder.class, WebPEncoderOptions.class);

        Bundle() {
            super(
                    EMBEDDED.stream().map(Bundle::place).toArray(URL[]::new),
                    Image.class.getClassLoader());
        }

        private boolean withoutLibrary;

        ImageEncoder encoder() throws ReflectiveOperationException {
            Class<?> type = loadClass(WebpImageEncoder.class.getName());
            return (ImageEncoder) type.getConstructor().newInstance();
        }

        @Override
        public URL getResource(String name) {
            return withoutLibrary && name.startsWith("native/") ? null : super.getResource(name);
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own =
                    EMBEDDED.stream()
                            .anyMatch(type -> name.startsWith(type.getPackageName() + "."));
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
