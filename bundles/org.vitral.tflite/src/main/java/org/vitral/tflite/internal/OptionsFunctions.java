// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code TfLiteInterpreterOptions*} of tensorflow/lite/core/c/c_api.h. */
final class OptionsFunctions {

    private static final MethodHandle MH$TfLiteInterpreterOptionsCreate =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterOptionsDelete =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle MH$TfLiteInterpreterOptionsSetErrorReporter =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));

    private final NativeLibrary library;

    OptionsFunctions(NativeLibrary library) {
        this.library = library;
    }

    MemorySegment create() {
        try {
            return (MemorySegment)
                    MH$TfLiteInterpreterOptionsCreate.invokeExact(
                            library.symbol("TfLiteInterpreterOptionsCreate"));
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void delete(MemorySegment options) {
        try {
            MH$TfLiteInterpreterOptionsDelete.invokeExact(
                    library.symbol("TfLiteInterpreterOptionsDelete"), options);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void setErrorReporter(MemorySegment options, MemorySegment reporter, MemorySegment userData) {
        try {
            MH$TfLiteInterpreterOptionsSetErrorReporter.invokeExact(
                    library.symbol("TfLiteInterpreterOptionsSetErrorReporter"),
                    options,
                    reporter,
                    userData);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void setNumThreads(MemorySegment options, int threads) {
        try {
            Threads.MH$TfLiteInterpreterOptionsSetNumThreads.invokeExact(
                    library.symbol("TfLiteInterpreterOptionsSetNumThreads"), options, threads);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void addDelegate(MemorySegment options, MemorySegment delegate) {
        try {
            Delegates.MH$TfLiteInterpreterOptionsAddDelegate.invokeExact(
                    library.symbol("TfLiteInterpreterOptionsAddDelegate"), options, delegate);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void enableCancellation(MemorySegment options) {
        try {
            int status =
                    (int)
                            Cancellation.MH$TfLiteInterpreterOptionsEnableCancellation.invokeExact(
                                    library.symbol("TfLiteInterpreterOptionsEnableCancellation"),
                                    options,
                                    true);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    // What not everybody asks for is linked when it is: linking a new shape takes milliseconds.

    private static final class Threads {
        static final MethodHandle MH$TfLiteInterpreterOptionsSetNumThreads =
                Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    }

    private static final class Delegates {
        static final MethodHandle MH$TfLiteInterpreterOptionsAddDelegate =
                Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    }

    private static final class Cancellation {
        static final MethodHandle MH$TfLiteInterpreterOptionsEnableCancellation =
                Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_BOOLEAN));
    }
}
