// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies between nested primitive arrays and memory in row-major order. Shapes are checked before.
 */
final class ArrayCopy {

    private ArrayCopy() {}

    /** Fills memory from an array; gives back the offset behind what was written. */
    static long toMemory(Object array, MemorySegment memory, long offset) {
        return switch (array) {
            case float[] a -> copy(MemorySegment.ofArray(a), memory, offset);
            case byte[] a -> copy(MemorySegment.ofArray(a), memory, offset);
            case int[] a -> copy(MemorySegment.ofArray(a), memory, offset);
            case long[] a -> copy(MemorySegment.ofArray(a), memory, offset);
            case short[] a -> copy(MemorySegment.ofArray(a), memory, offset);
            case boolean[] a -> copyBooleans(a, memory, offset);
            case Object[] parts -> {
                long next = offset;
                for (Object part : parts) {
                    next = toMemory(part, memory, next);
                }
                yield next;
            }
            default -> throw new IllegalArgumentException("Not an array: " + array.getClass());
        };
    }

    private static long copy(MemorySegment source, MemorySegment memory, long offset) {
        MemorySegment.copy(source, 0, memory, offset, source.byteSize());
        return offset + source.byteSize();
    }

    private static long copyBooleans(boolean[] array, MemorySegment memory, long offset) {
        for (int i = 0; i < array.length; i++) {
            memory.set(ValueLayout.JAVA_BOOLEAN, offset + i, array[i]);
        }
        return offset + array.length;
    }

    /** Fills an array from memory; gives back the offset behind what was read. */
    static long fromMemory(MemorySegment memory, long offset, Object array) {
        return switch (array) {
            case float[] a -> fill(memory, offset, MemorySegment.ofArray(a));
            case byte[] a -> fill(memory, offset, MemorySegment.ofArray(a));
            case int[] a -> fill(memory, offset, MemorySegment.ofArray(a));
            case long[] a -> fill(memory, offset, MemorySegment.ofArray(a));
            case short[] a -> fill(memory, offset, MemorySegment.ofArray(a));
            case boolean[] a -> fillBooleans(memory, offset, a);
            case Object[] parts -> {
                long next = offset;
                for (Object part : parts) {
                    next = fromMemory(memory, next, part);
                }
                yield next;
            }
            default -> throw new IllegalArgumentException("Not an array: " + array.getClass());
        };
    }

    private static long fill(MemorySegment memory, long offset, MemorySegment target) {
        MemorySegment.copy(memory, offset, target, 0, target.byteSize());
        return offset + target.byteSize();
    }

    private static long fillBooleans(MemorySegment memory, long offset, boolean[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = memory.get(ValueLayout.JAVA_BYTE, offset + i) != 0;
        }
        return offset + array.length;
    }
}
