// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** The system's loader of libraries, in the two questions that we have for it. */
final class SystemLoader {

    private SystemLoader() {}

    /** Whether it finds a library of that name by its own rules. The library is let go again. */
    static boolean finds(String name) {
        try (Arena scratch = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(name, scratch);
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    /**
     * Why it cannot load a file; empty where it can, and where the system does not tell. {@link
     * SymbolLookup} never tells, and it leaves a function that another library lacks to the first
     * call, which ends the process; here such a function is a reason.
     */
    static Optional<String> refusal(Path library) {
        return Posix.AVAILABLE ? Posix.refusal(library) : Optional.empty();
    }

    /** {@code dlopen} and {@code dlerror}; linked when a library is there to be asked about. */
    private static final class Posix {

        /** {@code RTLD_NOW} of dlfcn.h, the same on Linux and macOS. */
        private static final int RTLD_NOW = 2;

        private static final long LONGEST_ERROR = 4096;

        private static final MethodHandle MH$dlopen =
                downcall("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        private static final MethodHandle MH$dlerror =
                downcall("dlerror", FunctionDescriptor.of(ADDRESS));
        private static final MethodHandle MH$dlclose =
                downcall("dlclose", FunctionDescriptor.of(JAVA_INT, ADDRESS));

        static final boolean AVAILABLE =
                MH$dlopen != null && MH$dlerror != null && MH$dlclose != null;

        /** Null on a system that is not POSIX. */
        private static MethodHandle downcall(String name, FunctionDescriptor shape) {
            return Linker.nativeLinker()
                    .defaultLookup()
                    .find(name)
                    .map(address -> Linker.nativeLinker().downcallHandle(address, shape))
                    .orElse(null);
        }

        static Optional<String> refusal(Path library) {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment path = pathOf(library, scratch);
                MemorySegment handle = (MemorySegment) MH$dlopen.invokeExact(path, RTLD_NOW);
                if (handle.address() == 0) {
                    MemorySegment error = (MemorySegment) MH$dlerror.invokeExact();
                    return Optional.of(
                            error.address() == 0
                                    ? "the system does not say why"
                                    : tidy(error.reinterpret(LONGEST_ERROR).getString(0), library));
                }
                int status = (int) MH$dlclose.invokeExact(handle);
                return Optional.empty();
            } catch (Throwable e) {
                throw NativeCalls.failure(e);
            }
        }

        /** In the bytes in which the JVM itself names files to the system. */
        private static MemorySegment pathOf(Path library, Arena arena) {
            Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
            MemorySegment bytes = MemorySegment.ofArray(library.toString().getBytes(encoding));
            return arena.allocate(bytes.byteSize() + 1).copyFrom(bytes);
        }

        /** The sentence around it names the library. */
        private static String tidy(String error, Path library) {
            String prefix = library + ": ";
            return error.startsWith(prefix) ? error.substring(prefix.length()) : error;
        }
    }
}
