// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.vitral.tflite.runtime.NativeCalls;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * {@code TfLiteXNNPackDelegate*} of tensorflow/lite/delegates/xnnpack/xnnpack_delegate.h, in one
 * loaded copy of the library.
 */
final class XnnpackFunctions {

    static final String OPTIONS_DEFAULT = "TfLiteXNNPackDelegateOptionsDefault";
    static final String CREATE = "TfLiteXNNPackDelegateCreate";
    static final String DELETE = "TfLiteXNNPackDelegateDelete";
    private static final String GET_OPTIONS = "TfLiteXNNPackDelegateGetOptions";

    /** The version whose options lie as below. */
    private static final String KNOWN_LAYOUT = "2.21.";

    /** What no version of the struct needs; it has 56 bytes in 2.21. */
    private static final long ROOM = 256;

    /**
     * {@code struct TfLiteXNNPackDelegateOptions}. Its first field has been {@code int32_t
     * num_threads} in every version; what follows grows from version to version and is touched in
     * 2.21 only. A struct of this size is returned through a pointer to memory of the caller, so
     * there may be more of it than the library fills.
     */
    private static final MemoryLayout OPTIONS =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("num_threads"),
                    JAVA_INT.withName("runtime_flags"),
                    JAVA_INT.withName("flags"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("weights_cache"),
                    JAVA_LONG.withName("handle_variable_ops"),
                    ADDRESS.withName("weight_cache_file_path"),
                    JAVA_INT.withName("weight_cache_file_descriptor"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("weight_cache_provider"),
                    MemoryLayout.sequenceLayout((ROOM - 56) / Long.BYTES, JAVA_LONG)
                            .withName("others"));

    private static final VarHandle NUM_THREADS = field("num_threads");
    private static final VarHandle FLAGS = field("flags");
    private static final VarHandle WEIGHTS_CACHE = field("weights_cache");
    private static final VarHandle WEIGHT_CACHE_FILE_DESCRIPTOR =
            field("weight_cache_file_descriptor");

    private static final MethodHandle MH$TfLiteXNNPackDelegateOptionsDefault =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(OPTIONS));
    private static final MethodHandle MH$pointerOfPointer =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle MH$ofPointer =
            Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

    private final TfLiteRuntime runtime;
    private final MemorySegment optionsDefault;
    private final MemorySegment create;
    private final MemorySegment delete;

    /** Valid as long as somebody holds a lease of the runtime. */
    XnnpackFunctions(TfLiteRuntime runtime) {
        this.runtime = runtime;
        optionsDefault = runtime.symbol(OPTIONS_DEFAULT);
        create = runtime.symbol(CREATE);
        delete = runtime.symbol(DELETE);
    }

    TfLiteRuntime runtime() {
        return runtime;
    }

    /**
     * Makes sure that more than the number of threads can be set.
     *
     * @throws IllegalStateException if this version of the library may lay its options out in
     *     another way
     */
    void requireKnownLayout() {
        if (!runtime.version().startsWith(KNOWN_LAYOUT)) {
            throw new IllegalStateException(
                    "The configuration %s sets more than the number of threads, which is known how to do with TensorFlow Lite %sx, but the library is %s: remove the other attributes"
                            .formatted(XnnpackConfiguration.PID, KNOWN_LAYOUT, runtime.version()));
        }
    }

    /** A new delegate; null (address 0) if it cannot be made. */
    MemorySegment create(int threads, int flags, PackedWeights weights) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment options =
                    (MemorySegment)
                            MH$TfLiteXNNPackDelegateOptionsDefault.invokeExact(
                                    optionsDefault, (SegmentAllocator) scratch);
            NUM_THREADS.set(options, 0L, threads);
            if (flags != XnnpackSettings.DEFAULT_FLAGS) {
                FLAGS.set(options, 0L, flags);
            }
            weights.addTo(options);
            return (MemorySegment) MH$pointerOfPointer.invokeExact(create, options);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    void delete(MemorySegment delegate) {
        call(delete, delegate);
    }

    /** The options that a delegate works with; they are a part of it. In 2.21. */
    MemorySegment options(MemorySegment delegate) {
        try {
            return ((MemorySegment)
                            MH$pointerOfPointer.invokeExact(runtime.symbol(GET_OPTIONS), delegate))
                    .reinterpret(OPTIONS.byteSize());
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    static int threads(MemorySegment options) {
        return (int) NUM_THREADS.get(options, 0L);
    }

    static int flags(MemorySegment options) {
        return (int) FLAGS.get(options, 0L);
    }

    static MemorySegment weightsCache(MemorySegment options) {
        return (MemorySegment) WEIGHTS_CACHE.get(options, 0L);
    }

    static void setWeightsCache(MemorySegment options, MemorySegment cache) {
        WEIGHTS_CACHE.set(options, 0L, cache);
    }

    static void setWeightsFile(MemorySegment options, int descriptor) {
        WEIGHT_CACHE_FILE_DESCRIPTOR.set(options, 0L, descriptor);
    }

    private static void call(MemorySegment function, MemorySegment argument) {
        try {
            MH$ofPointer.invokeExact(function, argument);
        } catch (Throwable e) {
            throw NativeCalls.failure(e);
        }
    }

    private static VarHandle field(String name) {
        return OPTIONS.varHandle(PathElement.groupElement(name));
    }
}
