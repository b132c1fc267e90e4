// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;

/**
 * A way to a GPU that the delegate can take.
 *
 * @param api its name, for a person
 * @param forbiddenBy the flag that excludes it
 * @param libraries what the delegate loads for it, by the names that it uses; all are needed
 */
record GpuDriver(String api, ExperimentalFlag forbiddenBy, List<String> libraries) {

    /** The ways on this system, in the order in which the delegate tries them. */
    static List<GpuDriver> current() {
        return of(System.getProperty("os.name"));
    }

    static List<GpuDriver> of(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of(openCl("OpenCL.dll"), openGl("libEGL.dll", "libGLESv2.dll"));
        }
        if (name.startsWith("mac")) {
            return List.of(openCl("/System/Library/Frameworks/OpenCL.framework/OpenCL"));
        }
        return List.of(openCl("libOpenCL.so"), openGl("libEGL.so.1", "libGLESv2.so.2"));
    }

    private static GpuDriver openCl(String library) {
        return new GpuDriver("OpenCL", ExperimentalFlag.GL_ONLY, List.of(library));
    }

    private static GpuDriver openGl(String... libraries) {
        return new GpuDriver("OpenGL ES", ExperimentalFlag.CL_ONLY, List.of(libraries));
    }

    /** Whether the system's loader finds its libraries. */
    boolean isInstalled() {
        return libraries.stream().allMatch(GpuDriver::isFound);
    }

    /**
     * Whether the system's loader finds a library of that name or path. It stays loaded: libEGL of
     * libglvnd 1.6, loaded and unloaded some thousand times, takes the thread-specific value of the
     * JVM from a thread, which then crashes at its next safepoint.
     */
    static boolean isFound(String library) {
        try {
            SymbolLookup.libraryLookup(library, Arena.global());
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }
}
