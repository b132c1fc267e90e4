// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code TfLiteModel*} of tensorflow/lite/core/c/c_api.h, and the verifier. */
final class ModelFunctions {

    private static final MethodHandle MH$Verify =
            Downcalls.handle(FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle MH$TfLiteModelCreateWithErrorReporter =
            Downcalls.handle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle MH$TfLiteModelDelete =
            Downcalls.handle(FunctionDescriptor.ofVoid(ADDRESS));

    /**
     * {@code bool tflite::Verify(const void* buf, size_t len, ErrorReporter*)} of
     * tensorflow/lite/core/tools/verifier.h. The C API reads a model without looking at its
     * offsets.
     */
    private static final String VERIFY = "_ZN6tflite6VerifyEPKvmPNS_13ErrorReporterE";

    private final NativeLibrary library;
    private final MemorySegment verify;
    private final MemorySegment create;
    private final MemorySegment delete;

    ModelFunctions(NativeLibrary library) {
        this.library = library;
        verify = library.symbol(VERIFY);
        create = library.symbol("TfLiteModelCreateWithErrorReporter");
        delete = library.symbol("TfLiteModelDelete");
    }

    boolean verify(MemorySegment bytes, MemorySegment errorReporter) {
        try {
            return (boolean) MH$Verify.invokeExact(verify, bytes, bytes.byteSize(), errorReporter);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    /** Null (address 0) if that is no model. */
    MemorySegment create(MemorySegment bytes, MemorySegment reporter, MemorySegment userData) {
        try {
            return (MemorySegment)
                    MH$TfLiteModelCreateWithErrorReporter.invokeExact(
                            create, bytes, bytes.byteSize(), reporter, userData);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    void delete(MemorySegment model) {
        try {
            MH$TfLiteModelDelete.invokeExact(delete, model);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    int schemaVersion() {
        return Schema.version(library.symbol("TfLiteSchemaVersion"));
    }

    private static final class Schema {
        static final MethodHandle MH$TfLiteSchemaVersion =
                Downcalls.handle(FunctionDescriptor.of(JAVA_INT));

        static int version(MemorySegment function) {
            try {
                return (int) MH$TfLiteSchemaVersion.invokeExact(function);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }
    }
}
