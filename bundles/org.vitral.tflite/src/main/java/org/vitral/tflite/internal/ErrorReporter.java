// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Brings TensorFlow Lite's error messages to Java. One function of ours serves both ways in which
 * they come: the C API's callback {@code (void* user_data, const char* format, va_list args)}, and
 * the virtual function {@code Report(const char* format, va_list args)} of {@code
 * tflite::ErrorReporter}, whose {@code this} is its first argument. So the handle of an {@link
 * ErrorLog} is such an object: one pointer to the table of virtual functions below, laid out as the
 * Itanium C++ ABI says (two destructors, which nobody calls, then {@code Report}).
 */
final class ErrorReporter {

    private static final FunctionDescriptor REPORT =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final int REPORT_SLOT = 2;

    /** The longest message that is kept whole, in bytes. */
    private static final int LONGEST_MESSAGE = 4096;

    private final Map<Long, ErrorLog> logs = new ConcurrentHashMap<>();
    private final NativeLog sink;
    private final MemorySegment callback;
    private final MemorySegment virtualFunctions;

    /** Lives as long as the library, whose arena this is. */
    ErrorReporter(NativeLog sink, Arena arena) {
        this.sink = sink;
        callback = Linker.nativeLinker().upcallStub(reportOf(this), REPORT, arena);
        virtualFunctions = arena.allocate(ADDRESS, REPORT_SLOT + 1L);
        virtualFunctions.setAtIndex(ADDRESS, REPORT_SLOT, callback);
    }

    private static MethodHandle reportOf(ErrorReporter reporter) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            ErrorReporter.class,
                            "report",
                            MethodType.methodType(
                                    int.class,
                                    MemorySegment.class,
                                    MemorySegment.class,
                                    MemorySegment.class))
                    .bindTo(reporter);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("This class has a method report", e);
        }
    }

    /** The function for the C API; its {@code user_data} is {@link ErrorLog#handle()}. */
    MemorySegment callback() {
        return callback;
    }

    /** A new log, which the caller closes. */
    ErrorLog open() {
        Arena arena = Arena.ofShared();
        MemorySegment handle = arena.allocate(ADDRESS);
        handle.set(ADDRESS, 0, virtualFunctions);
        ErrorLog log = new ErrorLog(this, sink, arena, handle);
        logs.put(handle.address(), log);
        return log;
    }

    void forget(ErrorLog log) {
        logs.remove(log.handle().address());
    }

    /** Called by native code, so nothing may be thrown here: that would end the process. */
    private int report(MemorySegment handle, MemorySegment format, MemorySegment arguments) {
        try {
            ErrorLog log = logs.get(handle.address());
            if (log != null) {
                log.add(Format.text(format, arguments));
            }
        } catch (Throwable e) {
            return -1;
        }
        return 0;
    }

    /** {@code vsnprintf} of the C library, linked when the first message comes. */
    private static final class Format {
        static final MethodHandle MH$vsnprintf =
                Downcalls.handle(
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
        static final MemorySegment VSNPRINTF =
                Linker.nativeLinker().defaultLookup().findOrThrow("vsnprintf");

        /** Where the library was built says nothing to anybody. */
        static final Pattern BUILD_FOLDER = Pattern.compile("\\S*/(?=tensorflow/lite/)");

        private static String tidy(String message) {
            return BUILD_FOLDER.matcher(message).replaceAll("").strip().replaceAll("\\s+", " ");
        }

        static String text(MemorySegment format, MemorySegment arguments) throws Throwable {
            try (Arena scratch = Arena.ofConfined()) {
                MemorySegment buffer = scratch.allocate(LONGEST_MESSAGE);
                int length =
                        (int)
                                MH$vsnprintf.invokeExact(
                                        VSNPRINTF, buffer, buffer.byteSize(), format, arguments);
                return length < 0 ? "an error without text" : tidy(buffer.getString(0));
            }
        }
    }
}
