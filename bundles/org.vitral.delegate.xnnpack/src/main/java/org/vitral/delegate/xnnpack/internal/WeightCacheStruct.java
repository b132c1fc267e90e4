// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * {@code struct xnn_weights_cache_provider} of xnnpack.h as it is in TensorFlow Lite 2.21: a
 * context, then six functions that get the context as their first argument.
 */
final class WeightCacheStruct {

    static final long LOOK_UP = 8;
    static final long RESERVE_SPACE = 16;
    static final long LOOK_UP_OR_INSERT = 24;
    static final long IS_FINALIZED = 32;
    static final long OFFSET_TO_ADDR = 40;
    static final long DELETE_CACHE = 48;
    static final long SIZE = 56;

    /** {@code SIZE_MAX}: what look_up says where there is nothing. */
    static final long NOT_FOUND = -1;

    /** What kernels ask for, and how far they may read behind the end. */
    static final long ALIGNMENT = 128;

    static final FunctionDescriptor LOOK_UP_TYPE =
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS);
    static final FunctionDescriptor POINTER_OF_SIZE =
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG);
    static final FunctionDescriptor INSERT_TYPE =
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    static final FunctionDescriptor IS_FINALIZED_TYPE =
            FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS);
    static final FunctionDescriptor DELETE_TYPE = FunctionDescriptor.of(JAVA_INT, ADDRESS);

    private WeightCacheStruct() {}

    /**
     * Makes a method a function of the struct.
     *
     * @param lookup of the class that has the method, which must throw nothing: that would end the
     *     process
     */
    static void set(
            MemorySegment struct,
            long function,
            MethodHandles.Lookup lookup,
            Object receiver,
            String method,
            FunctionDescriptor type,
            Arena arena) {
        try {
            MethodHandle bound = lookup.bind(receiver, method, type.toMethodType());
            struct.set(ADDRESS, function, Linker.nativeLinker().upcallStub(bound, type, arena));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(receiver.getClass() + " has a method " + method, e);
        }
    }
}
