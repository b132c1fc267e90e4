// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * What a stored file lacks, for example because another delegate had taken a part of the model when
 * it was written. XNNPACK ends the process when it asks a mapped file for room to pack weights in,
 * and it does so without looking for them first where a convolution is depthwise. So three
 * functions of its {@code struct xnn_weights_cache_provider} (xnnpack.h) are replaced by ours,
 * which give it memory to pack in, and look then whether the file has the same. An offset that is
 * not of the file is the address of that memory.
 */
final class MissingWeights implements AutoCloseable {

    // As the compiler names them.
    private static final String CLASS = "_ZN6tflite7xnnpack23MMapWeightCacheProvider";
    private static final String RESERVE_SPACE_NAME = CLASS + "13reserve_spaceEPvm";
    private static final String OFFSET_TO_ADDR_NAME = CLASS + "14offset_to_addrEPvm";

    private static final MethodHandle MH$look_up =
            Linker.nativeLinker().downcallHandle(WeightCacheStruct.LOOK_UP_TYPE);
    private static final MethodHandle MH$offset_to_addr =
            Linker.nativeLinker().downcallHandle(WeightCacheStruct.POINTER_OF_SIZE);

    private final Arena arena = Arena.ofShared();
    private final Map<Long, Arena> spaces = new ConcurrentHashMap<>();
    private final MemorySegment lookUp;
    private final MemorySegment offsetToAddress;

    /**
     * Serves the cache of a delegate until it is closed, after the delegate.
     *
     * @throws IllegalStateException if the cache does not look as expected
     */
    MissingWeights(TfLiteRuntime runtime, MemorySegment cache) {
        MemorySegment struct = cache.reinterpret(WeightCacheStruct.SIZE);
        lookUp = struct.get(ADDRESS, WeightCacheStruct.LOOK_UP);
        offsetToAddress = struct.get(ADDRESS, WeightCacheStruct.OFFSET_TO_ADDR);
        if (!struct.get(ADDRESS, WeightCacheStruct.RESERVE_SPACE)
                        .equals(runtime.symbol(RESERVE_SPACE_NAME))
                || !offsetToAddress.equals(runtime.symbol(OFFSET_TO_ADDR_NAME))) {
            arena.close();
            throw new IllegalStateException(
                    "The weight cache of TensorFlow Lite %s is not known: configure weight_cache=none"
                            .formatted(runtime.version()));
        }
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        WeightCacheStruct.set(
                struct,
                WeightCacheStruct.RESERVE_SPACE,
                lookup,
                this,
                "reserveSpace",
                WeightCacheStruct.POINTER_OF_SIZE,
                arena);
        WeightCacheStruct.set(
                struct,
                WeightCacheStruct.LOOK_UP_OR_INSERT,
                lookup,
                this,
                "lookUpOrInsert",
                WeightCacheStruct.INSERT_TYPE,
                arena);
        WeightCacheStruct.set(
                struct,
                WeightCacheStruct.OFFSET_TO_ADDR,
                lookup,
                this,
                "offsetToAddress",
                WeightCacheStruct.POINTER_OF_SIZE,
                arena);
    }

    /** How many weights the file lacked. */
    int count() {
        return spaces.size();
    }

    // Called by native code, so nothing may be thrown here: that would end the process.

    private MemorySegment reserveSpace(MemorySegment context, long size) {
        try {
            Arena owner = Arena.ofShared();
            MemorySegment space =
                    owner.allocate(size + WeightCacheStruct.ALIGNMENT, WeightCacheStruct.ALIGNMENT);
            spaces.put(space.address(), owner);
            return space;
        } catch (Throwable noMemory) {
            return MemorySegment.NULL;
        }
    }

    private long lookUpOrInsert(
            MemorySegment context, MemorySegment key, MemorySegment weights, long size) {
        try {
            long offset = (long) MH$look_up.invokeExact(lookUp, context, key);
            if (offset != WeightCacheStruct.NOT_FOUND) {
                release(weights.address());
                return offset;
            }
        } catch (Throwable e) {
            // The packed weights are there all the same.
        }
        return weights.address();
    }

    private void release(long space) {
        Arena owner = spaces.remove(space);
        if (owner != null) {
            owner.close();
        }
    }

    private MemorySegment offsetToAddress(MemorySegment context, long offset) {
        try {
            return spaces.containsKey(offset)
                    ? MemorySegment.ofAddress(offset)
                    : (MemorySegment)
                            MH$offset_to_addr.invokeExact(offsetToAddress, context, offset);
        } catch (Throwable e) {
            return MemorySegment.NULL;
        }
    }

    @Override
    public void close() {
        arena.close();
        spaces.values().forEach(Arena::close);
    }
}
