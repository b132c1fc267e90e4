// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.vitral.tflite.runtime.DelegateOptions;

/**
 * Packed weights in memory, each once however many interpreters use it. XNNPACK packs for each
 * interpreter, into memory of ours; what is there already is then taken instead, by what is in it,
 * so neither the model nor the order matters. A block goes with the last delegate that uses it.
 */
final class SharedWeights implements PackedWeightsSource {

    /** By size and checksum; those with the same of both are compared byte by byte. */
    private final Map<Long, List<Block>> blocks = new HashMap<>();

    /** Weights in memory of their own. Users are guarded by the lock of the enclosing object. */
    private static final class Block {
        final Arena arena;
        final MemorySegment bytes;
        final long hash;
        int users;

        Block(Arena arena, MemorySegment bytes) {
            this.arena = arena;
            this.bytes = bytes;
            CRC32C checksum = new CRC32C();
            for (long at = 0; at < bytes.byteSize(); at += Integer.MAX_VALUE) {
                long length = Math.min(Integer.MAX_VALUE, bytes.byteSize() - at);
                checksum.update(bytes.asSlice(at, length).asByteBuffer());
            }
            hash = checksum.getValue() << 32 ^ bytes.byteSize();
        }
    }

    @Override
    public PackedWeights open(XnnpackFunctions functions, DelegateOptions options) {
        return new Share();
    }

    /** The block with the same bytes, which may be another one; the caller is a user of it. */
    private synchronized Block share(Block packed) {
        List<Block> alike = blocks.computeIfAbsent(packed.hash, hash -> new ArrayList<>());
        for (Block block : alike) {
            if (block.bytes.mismatch(packed.bytes) < 0) {
                block.users++;
                return block;
            }
        }
        alike.add(packed);
        packed.users = 1;
        return packed;
    }

    private synchronized void leave(Block block) {
        block.users--;
        if (block.users == 0) {
            List<Block> alike = blocks.get(block.hash);
            alike.remove(block);
            if (alike.isEmpty()) {
                blocks.remove(block.hash);
            }
            block.arena.close();
        }
    }

    /** The bytes of all blocks. */
    synchronized long byteSize() {
        return blocks.values().stream()
                .flatMap(List::stream)
                .mapToLong(block -> block.bytes.byteSize())
                .sum();
    }

    /**
     * What one delegate uses. Its methods are called by XNNPACK, where several interpreters are
     * made with one delegate also by several threads. An offset is the address of a block.
     */
    private final class Share implements PackedWeights {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment struct = arena.allocate(WeightCacheStruct.SIZE, Long.BYTES);
        private final Map<Long, Arena> reserved = new HashMap<>();
        private final List<Block> used = new ArrayList<>();

        Share() {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WeightCacheStruct.set(
                    struct,
                    WeightCacheStruct.LOOK_UP,
                    lookup,
                    this,
                    "lookUp",
                    WeightCacheStruct.LOOK_UP_TYPE,
                    arena);
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
                    WeightCacheStruct.IS_FINALIZED,
                    lookup,
                    this,
                    "isFinalized",
                    WeightCacheStruct.IS_FINALIZED_TYPE,
                    arena);
            WeightCacheStruct.set(
                    struct,
                    WeightCacheStruct.OFFSET_TO_ADDR,
                    lookup,
                    this,
                    "offsetToAddress",
                    WeightCacheStruct.POINTER_OF_SIZE,
                    arena);
            WeightCacheStruct.set(
                    struct,
                    WeightCacheStruct.DELETE_CACHE,
                    lookup,
                    this,
                    "deleteCache",
                    WeightCacheStruct.DELETE_TYPE,
                    arena);
        }

        @Override
        public void addTo(MemorySegment options) {
            XnnpackFunctions.setWeightsCache(options, struct);
        }

        // Called by native code, so nothing may be thrown here: that would end the process.

        /** A key is the address of weights, which says nothing about another interpreter's. */
        private long lookUp(MemorySegment context, MemorySegment key) {
            return WeightCacheStruct.NOT_FOUND;
        }

        private synchronized MemorySegment reserveSpace(MemorySegment context, long size) {
            try {
                Arena owner = Arena.ofShared();
                MemorySegment space =
                        owner.allocate(
                                size + WeightCacheStruct.ALIGNMENT, WeightCacheStruct.ALIGNMENT);
                reserved.put(space.address(), owner);
                return space;
            } catch (Throwable noMemory) {
                return MemorySegment.NULL;
            }
        }

        private synchronized long lookUpOrInsert(
                MemorySegment context, MemorySegment key, MemorySegment weights, long size) {
            try {
                Arena owner = reserved.get(weights.address());
                Block packed = new Block(owner, weights.reinterpret(size));
                Block shared = share(packed);
                used.add(shared);
                reserved.remove(weights.address());
                if (shared != packed) {
                    owner.close();
                }
                return shared.bytes.address();
            } catch (Throwable e) {
                // They stay where they are, and are not shared.
                return weights.address();
            }
        }

        private boolean isFinalized(MemorySegment context) {
            return true;
        }

        private MemorySegment offsetToAddress(MemorySegment context, long offset) {
            return MemorySegment.ofAddress(offset);
        }

        private int deleteCache(MemorySegment context) {
            return 0;
        }

        @Override
        public synchronized void close() {
            used.forEach(SharedWeights.this::leave);
            reserved.values().forEach(Arena::close);
            arena.close();
        }
    }
}
