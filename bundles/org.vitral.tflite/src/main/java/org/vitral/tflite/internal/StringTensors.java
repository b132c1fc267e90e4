// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors of strings, in UTF-8. Their memory is described in tensorflow/lite/string_util.h: the
 * number of strings, the offset of each and of the end, then the bytes; numbers are {@code int32}.
 */
final class StringTensors {

    private static final MethodHandle MH$TfLiteOpaqueTensorWriteStrings =
            Downcalls.handle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS));

    private StringTensors() {}

    /**
     * Fills a tensor from a string or nested arrays of strings, each of which may be the array of
     * its bytes. Its memory moves.
     */
    static void write(Object value, FfmTensor tensor) {
        List<byte[]> strings = new ArrayList<>();
        collect(value, strings);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment pointers = scratch.allocate(ADDRESS, strings.size());
            MemorySegment lengths = scratch.allocate(JAVA_INT, strings.size());
            for (int i = 0; i < strings.size(); i++) {
                pointers.setAtIndex(ADDRESS, i, scratch.allocateFrom(JAVA_BYTE, strings.get(i)));
                lengths.setAtIndex(JAVA_INT, i, strings.get(i).length);
            }
            int status =
                    (int)
                            MH$TfLiteOpaqueTensorWriteStrings.invokeExact(
                                    tensor.library().symbol("TfLiteOpaqueTensorWriteStrings"),
                                    tensor.handle(),
                                    pointers,
                                    strings.size(),
                                    lengths);
            if (status != 0) {
                throw new IllegalArgumentException(
                        "The strings for tensor %s cannot be stored".formatted(tensor.name()));
            }
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private static void collect(Object value, List<byte[]> strings) {
        if (value instanceof Object[] parts) {
            for (Object part : parts) {
                collect(part, strings);
            }
        } else if (value == null) {
            throw new IllegalArgumentException("An array of strings holds a null");
        } else if (value instanceof byte[] bytes) {
            strings.add(bytes);
        } else {
            strings.add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fills nested arrays of strings from a tensor. */
    static void read(FfmTensor tensor, Object value) {
        fill((Object[]) value, tensor.readOnlyMemory(), 0);
    }

    private static int fill(Object[] array, MemorySegment memory, int first) {
        int next = first;
        for (int i = 0; i < array.length; i++) {
            if (array[i] instanceof Object[] part) {
                next = fill(part, memory, next);
            } else {
                array[i] = string(memory, next++);
            }
        }
        return next;
    }

    private static String string(MemorySegment memory, int index) {
        int start = memory.getAtIndex(JAVA_INT, 1L + index);
        int end = memory.getAtIndex(JAVA_INT, 2L + index);
        byte[] bytes = memory.asSlice(start, end - start).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
