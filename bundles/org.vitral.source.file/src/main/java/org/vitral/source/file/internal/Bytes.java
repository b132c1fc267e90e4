// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in the bytes of a file. */
final class Bytes {
    private static final VarHandle BIG =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static int uint8(byte[] data, int at) {
        return data[at] & 0xff;
    }

    static int uint16be(byte[] data, int at) {
        return uint8(data, at) << 8 | uint8(data, at + 1);
    }

    static int uint16le(byte[] data, int at) {
        return uint8(data, at) | uint8(data, at + 1) << 8;
    }

    static int uint24le(byte[] data, int at) {
        return uint16le(data, at) | uint8(data, at + 2) << 16;
    }

    static int int32be(byte[] data, int at) {
        return (int) BIG.get(data, at);
    }

    static int int32le(byte[] data, int at) {
        return (int) LITTLE.get(data, at);
    }

    static long uint32be(byte[] data, int at) {
        return Integer.toUnsignedLong(int32be(data, at));
    }

    static long uint32le(byte[] data, int at) {
        return Integer.toUnsignedLong(int32le(data, at));
    }
}
