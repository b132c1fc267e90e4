// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a model, off the heap, for as long as an interpreter uses them.
 *
 * @param bytes the whole file
 * @param arena what owns them; null where their owner is somebody else
 */
record ModelBytes(MemorySegment bytes, Arena arena) implements AutoCloseable {

    /** What a model's tensors count on. */
    static final long ALIGNMENT = 16;

    /** What is asked of somebody else's memory. */
    private static final long LEAST_ALIGNMENT = 8;

    /** A FlatBuffer's offsets are signed 32-bit numbers. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private static final String IDENTIFIER = "TFL3";
    private static final int IDENTIFIER_OFFSET = 4;

    /**
     * Reads a file. It is copied, not mapped: a mapped file that somebody shortens while the model
     * runs ends the process.
     *
     * @throws IllegalArgumentException if it cannot be read, or is no model
     */
    static ModelBytes read(File file) {
        Path path = file.toPath();
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            String what = "The model file " + path;
            requireSize(size, what);
            FreeMemory.require(size, what);
            MemorySegment bytes = arena.allocate(size, ALIGNMENT);
            ByteBuffer target = bytes.asByteBuffer();
            while (target.hasRemaining() && channel.read(target) >= 0) {
                // One call need not read all.
            }
            if (target.hasRemaining()) {
                throw new IOException("it became shorter while it was read");
            }
            requireIdentifier(bytes, what);
            return new ModelBytes(bytes.asReadOnly(), arena);
        } catch (NoSuchFileException e) {
            arena.close();
            throw new IllegalArgumentException("There is no model file " + path, e);
        } catch (IOException e) {
            arena.close();
            throw new IllegalArgumentException(
                    "The model file %s cannot be read: %s".formatted(path, e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /**
     * The whole of a direct or mapped buffer, from 0 to its capacity, as in the official API. It is
     * copied only where it is not aligned.
     *
     * @throws IllegalArgumentException if it is on the heap, or is no model
     */
    static ModelBytes of(ByteBuffer buffer) {
        if (buffer == null || !buffer.isDirect()) {
            throw new IllegalArgumentException(
                    "The buffer of a model is a direct one or a mapped file, but this is "
                            + (buffer == null ? "null" : "on the heap"));
        }
        MemorySegment bytes = MemorySegment.ofBuffer(buffer.duplicate().clear()).asReadOnly();
        requireModel(bytes);
        if (bytes.address() % ALIGNMENT == 0) {
            return new ModelBytes(bytes, null);
        }
        FreeMemory.require(bytes.byteSize(), "The model");
        Arena arena = Arena.ofShared();
        MemorySegment copy = arena.allocate(bytes.byteSize(), ALIGNMENT).copyFrom(bytes);
        return new ModelBytes(copy.asReadOnly(), arena);
    }

    /**
     * Memory that its owner keeps as it is until the interpreter is closed.
     *
     * @throws IllegalArgumentException if it is on the heap or not aligned, or is no model
     */
    static ModelBytes of(MemorySegment bytes) {
        if (!bytes.isNative() || bytes.address() % LEAST_ALIGNMENT != 0) {
            throw new IllegalArgumentException(
                    "The bytes of a model lie off the heap at an address that is a multiple of %d, but these are %s"
                            .formatted(
                                    LEAST_ALIGNMENT,
                                    bytes.isNative()
                                            ? "at 0x%x".formatted(bytes.address())
                                            : "on the heap"));
        }
        requireModel(bytes);
        return new ModelBytes(bytes, null);
    }

    /**
     * Makes sure that this looks like a model.
     *
     * @throws IllegalArgumentException if it is too large, too small or without the identifier of a
     *     model
     */
    private static void requireModel(MemorySegment bytes) {
        requireSize(bytes.byteSize(), "The model");
        requireIdentifier(bytes, "The model");
    }

    private static void requireSize(long size, String what) {
        if (size == 0) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (size > LARGEST) {
            throw new IllegalArgumentException(
                    "%s has %,d bytes, but TensorFlow Lite reads at most %,d"
                            .formatted(what, size, LARGEST));
        }
    }

    private static void requireIdentifier(MemorySegment bytes, String what) {
        int least = IDENTIFIER_OFFSET + IDENTIFIER.length();
        if (bytes.byteSize() < least) {
            throw new IllegalArgumentException(
                    "%s is no TensorFlow Lite model: it has %d bytes, and a model more than %d"
                            .formatted(what, bytes.byteSize(), least));
        }
        for (int i = 0; i < IDENTIFIER.length(); i++) {
            int offset = IDENTIFIER_OFFSET + i;
            if (bytes.get(ValueLayout.JAVA_BYTE, offset) != IDENTIFIER.charAt(i)) {
                throw new IllegalArgumentException(
                        "%s is no TensorFlow Lite model: its bytes 4 to 7 are not \"%s\""
                                .formatted(what, IDENTIFIER));
            }
        }
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
