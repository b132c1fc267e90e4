// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vitral.tflite.internal.ModelFields.Field;
import org.vitral.tflite.internal.ModelFields.Kind;

/**
 * Damages a model: flips bits, cuts it short, writes nonsense anywhere, and writes other values
 * where its tables have numbers, lengths and offsets. The same random numbers do the same damage.
 */
final class ModelDamage {

    private final Map<Kind, List<Field>> fields;

    ModelDamage(byte[] model) {
        fields = ModelFields.of(model);
    }

    /**
     * Damages a copy of the model.
     *
     * @return what has been done, and its new limit is the length that is left of the model
     */
    List<String> apply(ByteBuffer copy, Random random) {
        copy.order(ByteOrder.LITTLE_ENDIAN);
        List<String> done = new ArrayList<>();
        int share = random.nextInt(100);
        if (share < 5) {
            int length = random.nextInt(copy.capacity());
            copy.limit(length);
            done.add("cut to " + length);
        } else if (share < 15) {
            int bit = random.nextInt(copy.capacity()) * Byte.SIZE + random.nextInt(Byte.SIZE);
            done.add(write(copy, new Field(bit / Byte.SIZE, 1), flipped(copy, bit)));
        } else if (share < 20) {
            int size = 1 << random.nextInt(3);
            Field anywhere = new Field(random.nextInt(copy.capacity() - size), size);
            done.add(write(copy, anywhere, value(copy, anywhere, random)));
        } else {
            int edits = share < 75 ? 1 : share < 90 ? 2 : 3;
            for (int i = 0; i < edits; i++) {
                Field field = field(random);
                done.add(write(copy, field, value(copy, field, random)));
            }
        }
        return done;
    }

    private Field field(Random random) {
        int share = random.nextInt(100);
        Kind kind =
                share < 45
                        ? Kind.SCALAR
                        : share < 75
                                ? Kind.ELEMENT
                                : share < 87 ? Kind.LENGTH : share < 94 ? Kind.OFFSET : Kind.VTABLE;
        List<Field> some = fields.get(kind);
        return some.get(random.nextInt(some.size()));
    }

    private static long flipped(ByteBuffer copy, int bit) {
        return copy.get(bit / Byte.SIZE) ^ (1 << (bit % Byte.SIZE));
    }

    /** Another value for a field: near to what is there, an extreme, a small one, or anything. */
    private long value(ByteBuffer copy, Field field, Random random) {
        long old = read(copy, field);
        int bits = field.size() * Byte.SIZE;
        return switch (random.nextInt(12)) {
            case 0 -> old + 1;
            case 1 -> old - 1;
            case 2 -> 0;
            case 3 -> -1;
            case 4 -> (1L << (bits - 1)) - 1;
            case 5 -> 1L << (bits - 1);
            case 6 -> -old;
            case 7 -> old * 2;
            case 8 -> random.nextInt(16);
            case 9 -> read(copy, sameSize(field, random));
            case 10 -> random.nextLong();
            default -> old ^ (1L << random.nextInt(bits));
        };
    }

    private Field sameSize(Field field, Random random) {
        for (int i = 0; i < 10; i++) {
            Field other = field(random);
            if (other.size() == field.size()) {
                return other;
            }
        }
        return field;
    }

    private static long read(ByteBuffer copy, Field field) {
        return switch (field.size()) {
            case 1 -> copy.get(field.position());
            case 2 -> copy.getShort(field.position());
            case 4 -> copy.getInt(field.position());
            default -> copy.getLong(field.position());
        };
    }

    private static String write(ByteBuffer copy, Field field, long value) {
        long old = read(copy, field);
        switch (field.size()) {
            case 1 -> copy.put(field.position(), (byte) value);
            case 2 -> copy.putShort(field.position(), (short) value);
            case 4 -> copy.putInt(field.position(), (int) value);
            default -> copy.putLong(field.position(), value);
        }
        return "%d bytes at %d: %d instead of %d"
                .formatted(field.size(), field.position(), read(copy, field), old);
    }
}
