// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.List;
import java.util.Locale;

/**
 * The operating system and processor, as the fragments with the native library call them, for
 * example {@code linux-x86_64}.
 */
record NativePlatform(String name) {

    /** The platforms that there is a fragment for. */
    static final List<String> SUPPORTED =
            List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64");

    /** The platform of this JVM, whether or not there is a library for it. */
    static NativePlatform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /**
     * The platform that the JVM describes by its properties {@code os.name} and {@code os.arch}.
     */
    static NativePlatform of(String osName, String osArch) {
        return new NativePlatform(system(osName) + "-" + processor(osArch));
    }

    private static String system(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "macosx";
        }
        return name.startsWith("windows") ? "windows" : name.replace(' ', '_');
    }

    private static String processor(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
    }

    /** The folder of resources that holds the library for this platform. */
    String resourceFolder() {
        return "org/vitral/tflite/natives/" + name;
    }

    /** The bundle, and Maven artifact, that holds the library for this platform. */
    String fragment() {
        return "org.vitral.tflite.natives." + name;
    }

    /** What a person can do who has no library for this platform here. */
    String remedy() {
        return SUPPORTED.contains(name)
                ? ("add %s, in the version of org.vitral.tflite, to the class path, or to the"
                                + " framework as a bundle and refresh org.vitral.tflite")
                        .formatted(fragment())
                : "none is made for it; those that are: " + String.join(", ", SUPPORTED);
    }
}
