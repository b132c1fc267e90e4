// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A library that the system's loader has mapped with all that it needs, by {@code dlopen} of POSIX.
 * {@link SymbolLookup} does not say why a library cannot be loaded; and it lets functions be
 * resolved when they are first called, where one that is missing ends the process. A library that
 * has been mapped in this way first is complete.
 *
 * <p>Where there is no {@code dlopen}, as on Windows, this is nothing.
 */
public final class ResolvedLibrary implements AutoCloseable {

    /** {@code RTLD_NOW} of dlfcn.h, the same on Linux and macOS. */
    private static final int RTLD_NOW = 2;

    private static final long LONGEST_ERROR = 4096;

    private static final MethodHandle MH$dlopen =
            downcall("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle MH$dlerror =
            downcall("dlerror", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle MH$dlclose =
            downcall("dlclose", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private final MemorySegment handle;

    private ResolvedLibrary(MemorySegment handle) {
        this.handle = handle;
    }

    /** Null on a system that is not POSIX. */
    private static MethodHandle downcall(String name, FunctionDescriptor shape) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(name)
                .map(address -> Linker.nativeLinker().downcallHandle(address, shape))
                .orElse(null);
    }

    /**
     * Maps a library until this is closed.
     *
     * @throws IllegalStateException if the system refuses: with what it says
     */
    public static ResolvedLibrary open(Path file) {
        requireWhole(file);
        if (MH$dlopen == null || MH$dlerror == null || MH$dlclose == null) {
            return new ResolvedLibrary(MemorySegment.NULL);
        }
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment path = pathOf(file, scratch);
            MemorySegment handle = (MemorySegment) MH$dlopen.invokeExact(path, RTLD_NOW);
            if (handle.address() == 0) {
                MemorySegment error = (MemorySegment) MH$dlerror.invokeExact();
                throw refused(file, textOf(error, file));
            }
            return new ResolvedLibrary(handle);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private static void requireWhole(Path file) {
        try {
            long least = ElfFile.leastSize(file);
            long size = Files.size(file);
            if (size < least) {
                throw new IllegalStateException(
                        "The library %s is truncated: it has %,d bytes, and its headers tell of %,d"
                                .formatted(file, size, least));
            }
        } catch (IOException e) {
            throw refused(file, "it cannot be read: " + e.getMessage());
        }
    }

    /** That a library cannot be mapped, and what to do. */
    public static IllegalStateException refused(Path file, String reason) {
        return new IllegalStateException(
                "The library %s cannot be loaded (%s): it must be made for %s %s, and what it needs must be installed"
                        .formatted(
                                file,
                                reason,
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
    }

    /** In the bytes in which the JVM itself names files to the system. */
    private static MemorySegment pathOf(Path file, Arena arena) {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        MemorySegment bytes = MemorySegment.ofArray(file.toString().getBytes(encoding));
        return arena.allocate(bytes.byteSize() + 1).copyFrom(bytes);
    }

    /** Without the library at its start: the sentence around it names that. */
    private static String textOf(MemorySegment error, Path file) {
        if (error.address() == 0) {
            return "the system does not say why";
        }
        String text = error.reinterpret(LONGEST_ERROR).getString(0);
        String prefix = file + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    /** It stays mapped where somebody else has mapped it too. */
    @Override
    public void close() {
        if (handle.address() != 0) {
            try {
                int status = (int) MH$dlclose.invokeExact(handle);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }
}
