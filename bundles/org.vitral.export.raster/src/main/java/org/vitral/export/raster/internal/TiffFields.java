// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** The fields that describe an image of a TIFF file, and the bytes before its strips. */
final class TiffFields {

    private static final int HEADER = 8;
    private static final int FIELD = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final Map<Integer, Field> fields = new TreeMap<>();

    private record Field(int type, long... values) {
        int bytes() {
            return values.length * (type == SHORT ? Short.BYTES : Integer.BYTES);
        }

        /** Values that do not fit into the field lie behind all fields, at an even place. */
        int bytesBehind() {
            return bytes() <= Integer.BYTES ? 0 : bytes() + (bytes() & 1);
        }

        void write(ByteBuffer to, int at) {
            for (int i = 0; i < values.length; i++) {
                if (type == SHORT) {
                    to.putShort(at + i * Short.BYTES, (short) values[i]);
                } else {
                    to.putInt(at + i * Integer.BYTES, (int) values[i]);
                }
            }
        }
    }

    /** Sets a field of numbers of 16 bits. */
    void shorts(int tag, long... values) {
        fields.put(tag, new Field(SHORT, values));
    }

    /** Sets a field of numbers of 32 bits. */
    void longs(int tag, long... values) {
        fields.put(tag, new Field(LONG, values));
    }

    /** How many bytes the header and all fields take. */
    int length() {
        int length = HEADER + Short.BYTES + fields.size() * FIELD + Integer.BYTES;
        for (Field field : fields.values()) {
            length += field.bytesBehind();
        }
        return length;
    }

    /** The header of a file, and the fields of its only image. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(HEADER);
        bytes.putShort((short) fields.size());
        int behind = HEADER + Short.BYTES + fields.size() * FIELD + Integer.BYTES;
        for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            bytes.putShort(entry.getKey().shortValue());
            bytes.putShort((short) field.type());
            bytes.putInt(field.values().length);
            if (field.bytesBehind() == 0) {
                field.write(bytes, bytes.position());
                bytes.putInt(bytes.getInt(bytes.position()));
            } else {
                field.write(bytes, behind);
                bytes.putInt(behind);
                behind += field.bytesBehind();
            }
        }
        return bytes.array();
    }
}
