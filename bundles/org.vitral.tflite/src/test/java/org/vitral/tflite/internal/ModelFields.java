// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what can be damaged in a sound model: each scalar of its tables, each element of its
 * vectors, each length and each offset, by the schema of TensorFlow Lite.
 */
final class ModelFields {

    /** What a place in the file holds. */
    enum Kind {
        SCALAR,
        ELEMENT,
        LENGTH,
        OFFSET,
        VTABLE
    }

    /**
     * A place in the file.
     *
     * @param position its first byte
     * @param size its bytes: 1, 2, 4 or 8
     */
    record Field(int position, int size) {}

    /** The fields of each table; {@code ?} is a table of which only the file knows the fields. */
    private static final Map<String, String> SCHEMA =
            Map.ofEntries(
                    Map.entry("Model", "4 [Code] [Graph] [1] [Buffer] [4] [Metadata] [Signature]"),
                    Map.entry("Code", "1 [1] 4 4"),
                    Map.entry("Graph", "[Tensor] [4] [4] [Operator] [1]"),
                    Map.entry("Tensor", "[4] 1 4 [1] Quantization 1 Sparsity [4] 1 [Variant]"),
                    Map.entry("Quantization", "[4] [4] [4] [8] 1 ? 4"),
                    Map.entry("Sparsity", "[4] [4] [Dimension]"),
                    Map.entry("Dimension", "1 4 1 ? 1 ?"),
                    Map.entry("Variant", "[4] 1 1"),
                    Map.entry("Operator", "4 [4] [4] 1 ? [1] 1 [1] [4] 8 8 1 ?"),
                    Map.entry("Buffer", "[1] 8 8"),
                    Map.entry("Metadata", "[1] 4"),
                    Map.entry("Signature", "[Map] [Map] [1] [1] 4"),
                    Map.entry("Map", "[1] 4"));

    /** Of a vector, no more than this at its beginning. */
    private static final int MOST_ELEMENTS = 32;

    private final ByteBuffer file;
    private final Map<Kind, List<Field>> fields = new EnumMap<>(Kind.class);
    private final Set<Integer> seen = new HashSet<>();

    private ModelFields(byte[] model) {
        file = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        for (Kind kind : Kind.values()) {
            fields.put(kind, new ArrayList<>());
        }
    }

    /** All of a model, kind by kind. */
    static Map<Kind, List<Field>> of(byte[] model) {
        ModelFields found = new ModelFields(model);
        found.table(found.target(0), "Model");
        return found.fields;
    }

    private void add(Kind kind, int position, int size) {
        fields.get(kind).add(new Field(position, size));
    }

    private int target(int position) {
        add(Kind.OFFSET, position, Integer.BYTES);
        return position + file.getInt(position);
    }

    private void table(int table, String name) {
        if (!seen.add(table)) {
            return;
        }
        add(Kind.OFFSET, table, Integer.BYTES);
        int vtable = table - file.getInt(table);
        int slots = file.getShort(vtable) / Short.BYTES - 2;
        String[] types = name.equals("?") ? null : SCHEMA.get(name).split(" ");
        add(Kind.VTABLE, vtable, Short.BYTES);
        add(Kind.VTABLE, vtable + Short.BYTES, Short.BYTES);
        for (int slot = 0; slot < slots; slot++) {
            int entry = vtable + (slot + 2) * Short.BYTES;
            add(Kind.VTABLE, entry, Short.BYTES);
            int offset = file.getShort(entry);
            if (offset == 0) {
                continue;
            }
            if (types == null) {
                guessed(table + offset, table + end(vtable, slots, offset));
            } else if (slot < types.length) {
                field(table + offset, types[slot]);
            }
        }
    }

    /** Where the field at this offset ends at the latest. */
    private int end(int vtable, int slots, int offset) {
        int end = file.getShort(vtable + Short.BYTES);
        for (int slot = 0; slot < slots; slot++) {
            int other = file.getShort(vtable + (slot + 2) * Short.BYTES);
            if (other > offset) {
                end = Math.min(end, other);
            }
        }
        return end;
    }

    /** A field of unknown type: a number, or a vector of numbers where that can be. */
    private void guessed(int position, int end) {
        int size = Math.min(Long.BYTES, Integer.highestOneBit(end - position));
        add(Kind.SCALAR, position, size);
        if (size != Integer.BYTES) {
            return;
        }
        long vector = position + (long) file.getInt(position);
        if (vector > position && vector % 4 == 0 && vector + 8 < file.capacity()) {
            long last = vector + Integer.BYTES * (1L + file.getInt((int) vector));
            if (last > vector && last <= file.capacity()) {
                vector((int) vector, "4");
            }
        }
    }

    private void field(int position, String type) {
        if (type.startsWith("[")) {
            vector(target(position), type.substring(1, type.length() - 1));
        } else if (Character.isDigit(type.charAt(0))) {
            add(Kind.SCALAR, position, Integer.parseInt(type));
        } else {
            table(target(position), type);
        }
    }

    private void vector(int vector, String type) {
        add(Kind.LENGTH, vector, Integer.BYTES);
        int length = file.getInt(vector);
        int first = vector + Integer.BYTES;
        if (!Character.isDigit(type.charAt(0))) {
            for (int i = 0; i < length; i++) {
                table(target(first + i * Integer.BYTES), type);
            }
            return;
        }
        int size = Integer.parseInt(type);
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            add(Kind.ELEMENT, first + i * size, size);
        }
    }
}
