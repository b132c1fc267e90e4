// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.tensorflow.lite.DataType;

/** {@code enum TfLiteType} of tensorflow/lite/core/c/c_api_types.h. */
final class DataTypes {

    private DataTypes() {}

    /**
     * The Java name of a type.
     *
     * @throws IllegalArgumentException if the official API has none for it
     */
    static DataType fromC(int type) {
        return switch (type) {
            case 1 -> DataType.FLOAT32;
            case 2 -> DataType.INT32;
            case 3 -> DataType.UINT8;
            case 4 -> DataType.INT64;
            case 5 -> DataType.STRING;
            case 6 -> DataType.BOOL;
            case 7 -> DataType.INT16;
            case 9 -> DataType.INT8;
            default ->
                    throw new IllegalArgumentException(
                            "The tensor's type is %s, for which the official API has no name"
                                    .formatted(name(type)));
        };
    }

    /** {@code kTfLiteString}. */
    static final int STRING = 5;

    /** The size of one element, in bytes; 1 for types that have no fixed one. */
    static int elementSize(int type) {
        return switch (type) {
            case 1, 2, 16 -> 4;
            case 4, 8, 11, 13 -> 8;
            case 7, 10, 17 -> 2;
            case 12 -> 16;
            default -> 1;
        };
    }

    /** The Java type of one element of arrays, buffers and scalars; null where there is none. */
    static Class<?> javaElement(int type) {
        return switch (type) {
            case 1 -> float.class;
            case 2 -> int.class;
            case 3, 9 -> byte.class;
            case 4 -> long.class;
            case 5 -> String.class;
            case 6 -> boolean.class;
            case 7, 10 -> short.class;
            default -> null;
        };
    }

    /** What the field calls a type. */
    static String name(int type) {
        return switch (type) {
            case 0 -> "not set";
            case 1 -> "FLOAT32";
            case 2 -> "INT32";
            case 3 -> "UINT8";
            case 4 -> "INT64";
            case 5 -> "STRING";
            case 6 -> "BOOL";
            case 7 -> "INT16";
            case 8 -> "COMPLEX64";
            case 9 -> "INT8";
            case 10 -> "FLOAT16";
            case 11 -> "FLOAT64";
            case 12 -> "COMPLEX128";
            case 13 -> "UINT64";
            case 14 -> "RESOURCE";
            case 15 -> "VARIANT";
            case 16 -> "UINT32";
            case 17 -> "UINT16";
            case 18 -> "INT4";
            default -> "number " + type;
        };
    }
}
