// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PlainArrayTest {

    @Test
    void classesAreCopiedRowByRow() {
        assertArrayEquals(new int[] {1, 2, 3, 4}, TestMask.of("12", "34").toInts());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, TestMask.of("12", "34").toBytes());
    }

    @Test
    void classesAreNeverTakenForNegativeNumbers() {
        assertArrayEquals(new int[] {200}, new TestMask(1, 1, 1, new int[] {200}).toInts());
        assertArrayEquals(new int[] {60_000}, new TestMask(1, 1, 2, new int[] {60_000}).toInts());
    }

    @Test
    void manyClassesDoNotFitIntoBytes() {
        CategoryMask mask = new TestMask(1, 1, 2, new int[] {300});
        assertThrows(UnsupportedOperationException.class, mask::toBytes);
    }

    @Test
    void aRowIsCopiedAsBytesOrChars() {
        byte[] bytes = new byte[2];
        TestMask.of("12", "34").copyRow(1, bytes);
        assertArrayEquals(new byte[] {3, 4}, bytes);
        char[] chars = new char[2];
        TestMask.of("12", "34").copyRow(0, chars);
        assertArrayEquals(new char[] {1, 2}, chars);
        CategoryMask many = new TestMask(2, 1, 2, new int[] {300, 60_000});
        many.copyRow(0, chars);
        assertArrayEquals(new char[] {300, 60_000}, chars);
        assertThrows(UnsupportedOperationException.class, () -> many.copyRow(0, bytes));
        assertThrows(IndexOutOfBoundsException.class, () -> many.copyRow(1, chars));
        float[] floats = new float[3];
        new Values(0.25f, 0.5f, 1).copyRow(0, floats);
        assertArrayEquals(new float[] {0.25f, 0.5f, 1}, floats);
    }

    @Test
    void confidencesAreFloatsOrBytes() {
        ConfidenceMask mask = new Values(-0.5f, 0, 0.5f, 1, 7);
        assertArrayEquals(new float[] {-0.5f, 0, 0.5f, 1, 7}, mask.toFloats());
        assertArrayEquals(new byte[] {0, 0, (byte) 128, (byte) 255, (byte) 255}, mask.toBytes());
    }

    private record Values(float... all) implements ConfidenceMask {
        @Override
        public int width() {
            return all.length;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public MemorySegment values() {
            return MemorySegment.ofArray(all).asReadOnly();
        }

        @Override
        public float value(int x, int y) {
            return all[x];
        }

        @Override
        public ConfidenceMask copy() {
            return this;
        }
    }
}
