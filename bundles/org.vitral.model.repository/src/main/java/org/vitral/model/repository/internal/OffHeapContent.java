// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;

/**
 * A model's file, copied to memory off the heap. It is copied and not mapped: a mapped file that
 * another program shortens would end the JVM at the next access.
 */
final class OffHeapContent implements ModelContent {
    /** A cache line, and more than the 16 bytes that TensorFlow Lite asks for. */
    private static final long ALIGNMENT = 64;

    private static final int CHUNK = 1 << 17;

    private final Arena arena;
    private final MemorySegment bytes;

    private OffHeapContent(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
    }

    /**
     * Copies all the bytes of a source.
     *
     * @param name what messages call it
     */
    static OffHeapContent read(String name, ByteSource source) throws ModelException {
        Arena arena = Arena.ofShared();
        boolean done = false;
        try {
            long size = source.size();
            if (size == 0) {
                throw new ModelException(name + " is empty");
            }
            if (size > Integer.MAX_VALUE) {
                throw new ModelException(
                        "%s has %,d bytes, but a TensorFlow Lite model has at most 2 GB"
                                .formatted(name, size));
            }
            MemorySegment bytes = allocate(arena, name, size);
            copy(name, source, bytes);
            done = true;
            return new OffHeapContent(arena, bytes.asReadOnly());
        } catch (ModelException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ModelException(name + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new ModelException(name + " may not be read by this user", e);
        } catch (IOException | IllegalStateException e) {
            throw new ModelException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        } finally {
            if (!done) {
                arena.close();
            }
        }
    }

    private static MemorySegment allocate(Arena arena, String name, long size)
            throws ModelException {
        try {
            return arena.allocate(size, ALIGNMENT);
        } catch (OutOfMemoryError e) {
            throw new ModelException(
                    "%s has %,d bytes, more than the memory that is left for it off the heap"
                            .formatted(name, size),
                    e);
        }
    }

    private static void copy(String name, ByteSource source, MemorySegment bytes)
            throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes.byteSize())];
        long copied = 0;
        try (InputStream in = source.open()) {
            int read;
            while (copied < bytes.byteSize()
                    && (read =
                                    in.read(
                                            chunk,
                                            0,
                                            (int)
                                                    Math.min(
                                                            chunk.length,
                                                            bytes.byteSize() - copied)))
                            > 0) {
                MemorySegment.copy(MemorySegment.ofArray(chunk), 0, bytes, copied, read);
                copied += read;
            }
        }
        if (copied < bytes.byteSize()) {
            throw new ModelException(
                    "%s ends after %,d of its %,d bytes".formatted(name, copied, bytes.byteSize()));
        }
    }

    @Override
    public MemorySegment bytes() {
        if (!arena.scope().isAlive()) {
            throw new IllegalStateException("The bytes of this model were closed");
        }
        return bytes;
    }

    long size() {
        return bytes.byteSize();
    }

    /** The bytes in the order of FlatBuffers. */
    ByteBuffer buffer() {
        return bytes().asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
