// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vitral.tflite.internal.PlanFunctions.Plan;
import org.vitral.tflite.runtime.DelegateShare;

/** A delegate as one interpreter gets it, and what it took of that interpreter's graph. */
final class ObservedDelegate implements AutoCloseable {

    // struct TfLiteDelegate: data_, Prepare, CopyFromBufferHandle, CopyToBufferHandle,
    // FreeBufferHandle, flags, opaque_delegate_builder.
    private static final long DELEGATE_SIZE = 56;
    private static final long BUILDER = 48;

    // struct TfLiteOpaqueDelegateBuilder: data, Prepare, CopyFromBufferHandle,
    // CopyToBufferHandle, FreeBufferHandle, flags.
    private static final long BUILDER_SIZE = 48;

    /** In both structs. */
    private static final long PREPARE = 8;

    private final DelegateObserver observer;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment original;
    private final MemorySegment prepare;
    private final MemorySegment handle;

    /** By the address of the subgraph's context. */
    private final Map<Long, Change> changes = new HashMap<>();

    private record Change(Plan before, Plan after) {}

    ObservedDelegate(DelegateObserver observer, MemorySegment original, MemorySegment substitute) {
        this.observer = observer;
        this.original = original;
        handle = copy(original, DELEGATE_SIZE);
        MemorySegment builder = handle.get(ADDRESS, BUILDER);
        if (builder.address() == 0) {
            prepare = replacePrepare(handle, substitute);
        } else {
            MemorySegment builderCopy = copy(builder, BUILDER_SIZE);
            handle.set(ADDRESS, BUILDER, builderCopy);
            prepare = replacePrepare(builderCopy, substitute);
        }
    }

    private MemorySegment copy(MemorySegment struct, long size) {
        return arena.allocate(size, Long.BYTES).copyFrom(struct.reinterpret(size));
    }

    private static MemorySegment replacePrepare(MemorySegment struct, MemorySegment substitute) {
        MemorySegment own = struct.get(ADDRESS, PREPARE);
        if (own.address() != 0) {
            struct.set(ADDRESS, PREPARE, substitute);
        }
        return own;
    }

    /** The {@code TfLiteDelegate*} for the interpreter. */
    MemorySegment handle() {
        return handle;
    }

    /** The delegate itself. */
    MemorySegment original() {
        return original;
    }

    /** The delegate's own function. */
    MemorySegment prepare() {
        return prepare;
    }

    /** A plan is null where it cannot be read. */
    synchronized void prepared(long context, Plan before, Plan after) {
        changes.put(context, new Change(before, after));
    }

    /** What it took; empty where that is not known. */
    synchronized Optional<DelegateShare> share() {
        int nodes = 0;
        int partitions = 0;
        String kernel = "";
        for (Change change : changes.values()) {
            if (change.before == null || change.after == null) {
                return Optional.empty();
            }
            nodes += change.before.plain() - change.after.plain();
            for (Map.Entry<Integer, String> part : change.after.kernels().entrySet()) {
                if (!change.before.kernels().containsKey(part.getKey())) {
                    partitions++;
                    kernel = part.getValue();
                }
            }
        }
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new DelegateShare(kernel, nodes, partitions));
    }

    /** The nodes that it found, without those of other delegates; 0 where that is not known. */
    synchronized int nodesBefore() {
        return changes.values().stream()
                .mapToInt(change -> change.before == null ? 0 : change.before.plain())
                .sum();
    }

    /** Nothing native may use the handle any more. */
    @Override
    public void close() {
        observer.forget(this);
        arena.close();
    }
}
