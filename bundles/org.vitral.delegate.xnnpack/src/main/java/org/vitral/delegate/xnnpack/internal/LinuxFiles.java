// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.vitral.tflite.runtime.NativeCalls;

/** File descriptors, which Java has and does not show. */
final class LinuxFiles {

    private static final int MFD_CLOEXEC = 1;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private LinuxFiles() {}

    static boolean areHere() {
        return System.getProperty("os.name").equals("Linux");
    }

    /** A new empty file in memory; it goes when it is neither open nor mapped. */
    static int create(String name) throws IOException {
        int descriptor = call(Calls.MEMFD_CREATE, name, MFD_CLOEXEC);
        if (descriptor < 0) {
            throw new IOException("The system gives no file in memory");
        }
        return descriptor;
    }

    /** Opens a file for reading; negative if that is not possible. */
    static int open(Path file) {
        return call(Calls.OPEN, file.toString(), O_RDONLY_CLOEXEC);
    }

    /** The same file once more, for reading, with a position of its own. */
    static FileChannel channel(int descriptor) throws IOException {
        return FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
    }

    static void close(int descriptor) {
        try {
            int ignored = (int) Calls.MH$close.invokeExact(Calls.CLOSE, descriptor);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    private static int call(MemorySegment function, String name, int flags) {
        try (Arena scratch = Arena.ofConfined()) {
            return (int) Calls.MH$ofName.invokeExact(function, scratch.allocateFrom(name), flags);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    /** Functions of the C library, linked when the first one is called. */
    private static final class Calls {
        static final MemorySegment MEMFD_CREATE = function("memfd_create");
        static final MemorySegment OPEN = function("open");
        static final MemorySegment CLOSE = function("close");
        // open(2) is variadic: its mode is left out, as no file is made.
        static final MethodHandle MH$ofName =
                Linker.nativeLinker()
                        .downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle MH$close =
                Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private static MemorySegment function(String name) {
            return Linker.nativeLinker().defaultLookup().findOrThrow(name);
        }
    }
}
