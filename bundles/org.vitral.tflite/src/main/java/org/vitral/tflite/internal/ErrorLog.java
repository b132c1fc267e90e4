// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What TensorFlow Lite reports for one interpreter, until somebody takes it. For any number of
 * threads.
 */
final class ErrorLog implements AutoCloseable {

    /** More than this says nothing more. */
    private static final int MOST_MESSAGES = 20;

    private final ErrorReporter reporter;
    private final NativeLog log;
    private final Arena arena;
    private final MemorySegment handle;
    private final List<String> messages = new ArrayList<>();

    /** Over a handle in an arena that this log owns. */
    ErrorLog(ErrorReporter reporter, NativeLog log, Arena arena, MemorySegment handle) {
        this.reporter = reporter;
        this.log = log;
        this.arena = arena;
        this.handle = handle;
    }

    /** A {@code tflite::ErrorReporter*}, and the {@code user_data} of the C API's callback. */
    MemorySegment handle() {
        return handle;
    }

    synchronized void add(String message) {
        if (messages.size() < MOST_MESSAGES) {
            messages.add(message);
        }
    }

    /** All went well: what has been reported is a warning, which nobody else will tell. */
    synchronized void warn() {
        messages.forEach(log::warn);
        messages.clear();
    }

    /**
     * What has been reported since the last call, as one line for an exception; else the given
     * text.
     */
    synchronized String take(String otherwise) {
        String text = messages.isEmpty() ? otherwise : String.join("; ", messages);
        messages.forEach(log::debug);
        messages.clear();
        return text;
    }

    /** Nothing native may use the handle any more. */
    @Override
    public void close() {
        reporter.forget(this);
        arena.close();
    }
}
