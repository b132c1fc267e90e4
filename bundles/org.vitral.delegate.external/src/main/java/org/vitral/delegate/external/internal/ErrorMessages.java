// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The function {@code void report_error(const char*)} that one delegate gets, and what it reports.
 * While the delegate is made that is collected, for the exception; later it goes to the log. For
 * any number of threads.
 */
final class ErrorMessages {

    private static final FunctionDescriptor REPORT_ERROR = FunctionDescriptor.ofVoid(ADDRESS);

    /** More messages than this say nothing more. */
    private static final int MOST = 20;

    /** The longest message that is taken whole, in bytes. */
    private static final int LONGEST = 4096;

    private final MemorySegment function;
    private final Consumer<String> log;
    private final List<String> messages = new ArrayList<>();
    private boolean collecting = true;

    /** The library may call the function as long as the arena lives. */
    ErrorMessages(Arena arena, Consumer<String> log) {
        this.log = log;
        function = Linker.nativeLinker().upcallStub(reportOf(this), REPORT_ERROR, arena);
    }

    private static MethodHandle reportOf(ErrorMessages messages) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            ErrorMessages.class,
                            "report",
                            MethodType.methodType(void.class, MemorySegment.class))
                    .bindTo(messages);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("This class has a method report", e);
        }
    }

    MemorySegment function() {
        return function;
    }

    /** Called by native code, so nothing may be thrown here: that would end the process. */
    private void report(MemorySegment text) {
        try {
            String message = text(text);
            if (!collect(message)) {
                log.accept(message);
            }
        } catch (Throwable e) {
            // There is nobody to tell.
        }
    }

    private synchronized boolean collect(String message) {
        if (collecting && messages.size() < MOST) {
            messages.add(message);
        }
        return collecting;
    }

    /** Ends the collecting. What came until now, as one line; empty where nothing came. */
    synchronized String take() {
        collecting = false;
        return String.join("; ", messages);
    }

    /** Read with care: the text may be null, and may end later than it should. */
    private static String text(MemorySegment text) {
        if (text.address() == 0) {
            return "an error without text";
        }
        MemorySegment bytes = text.reinterpret(LONGEST);
        int length = 0;
        while (length < LONGEST && bytes.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8)
                .strip()
                .replaceAll("\\s+", " ");
    }
}
