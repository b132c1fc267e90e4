// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** The jars that this build has made, and those that they run with. */
final class Jars {

    /** The bundle with the Java API. */
    static final Path HOST = Path.of(System.getProperty("vitral.built"));

    /** What Maven puts on the class path beside it. */
    static final List<Path> DEPENDENCIES = paths(System.getProperty("vitral.dependencies"));

    private Jars() {}

    /** The fragments for all platforms. */
    static List<Path> fragments() {
        return DEPENDENCIES.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("org.vitral.tflite.natives"))
                .toList();
    }

    /** The fragment for this platform. */
    static Path fragment() {
        return named(fragments().stream(), NativePlatform.current().fragment());
    }

    /** What Declarative Services consist of. */
    static List<Path> declarativeServices() {
        return Stream.of(
                        "org.osgi.util.function-",
                        "org.osgi.util.promise-",
                        "org.osgi.service.component-",
                        "org.apache.felix.scr-")
                .map(Jars::onTestClassPath)
                .toList();
    }

    /** A jar that the tests have, by the beginning of its name. */
    static Path onTestClassPath(String prefix) {
        return named(paths(System.getProperty("java.class.path")).stream(), prefix);
    }

    /** A copy of a bundle or fragment, of another version. */
    static Path ofVersion(String version, Path jar, Path folder) throws IOException {
        Path copy = folder.resolve(version + "-" + jar.getFileName());
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(copy)) {
            Manifest manifest = from.getManifest();
            Attributes headers = manifest.getMainAttributes();
            headers.putValue(Constants.BUNDLE_VERSION, version);
            String host = headers.getValue(Constants.FRAGMENT_HOST);
            if (host != null) {
                headers.putValue(
                        Constants.FRAGMENT_HOST,
                        host.replaceFirst("\"[^\"]+\"", "\"[%s,%s]\"".formatted(version, version)));
            }
            try (JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (ZipEntry entry : from.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        to.putNextEntry(new ZipEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(to);
                    }
                }
            }
        }
        return copy;
    }

    private static Path named(Stream<Path> jars, String prefix) {
        return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no jar " + prefix));
    }

    private static List<Path> paths(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    }
}
