// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * What TensorFlow Lite's own operators look like, by
 * tensorflow/compiler/mlir/lite/schema/schema.fbs and the kernels.
 *
 * @param name as in the schema
 * @param fewestInputs with those that may be left out by -1
 * @param mostInputs the same where there is no choice
 * @param fewestOutputs at least
 * @param mostOutputs at most
 * @param options the type of the options that it reads; 0 where it reads none
 * @param optional which inputs may be -1, a bit for each of the first 32
 */
record OperatorKind(
        String name,
        int fewestInputs,
        int mostInputs,
        int fewestOutputs,
        int mostOutputs,
        int options,
        int optional) {

    static final int CUSTOM = 32;

    /** The last one that TensorFlow Lite 2.21 has a name for. */
    static final int LAST = 210;

    private static final int MANY = Integer.MAX_VALUE;
    private static final int NONE = 0;
    private static final int ANY = -1;

    /** By its number in the schema. Of one that is not here nothing is known, so it may be all. */
    static OperatorKind of(int code) {
        return switch (code) {
            case 0 -> new OperatorKind("ADD", 2, 2, 1, 1, 11, NONE);
            case 1 -> new OperatorKind("AVERAGE_POOL_2D", 1, 1, 1, 1, 5, NONE);
            case 2 -> new OperatorKind("CONCATENATION", 1, MANY, 1, 1, 10, NONE);
            case 3 -> new OperatorKind("CONV_2D", 2, 3, 1, 1, 1, 1 << 2);
            case 4 -> new OperatorKind("DEPTHWISE_CONV_2D", 2, 3, 1, 1, 2, 1 << 2);
            case 5 -> new OperatorKind("DEPTH_TO_SPACE", 1, 1, 1, 1, 94, NONE);
            case 6 -> new OperatorKind("DEQUANTIZE", 1, 1, 1, 1, 0, NONE);
            case 7 -> new OperatorKind("EMBEDDING_LOOKUP", 2, 2, 1, 1, 0, NONE);
            case 8 -> new OperatorKind("FLOOR", 1, 1, 1, 1, 0, NONE);
            case 9 -> new OperatorKind("FULLY_CONNECTED", 2, 3, 1, 2, 8, 1 << 2);
            case 10 -> new OperatorKind("HASHTABLE_LOOKUP", 3, 3, 2, 2, 0, NONE);
            case 11 -> new OperatorKind("L2_NORMALIZATION", 1, 1, 1, 1, 12, NONE);
            case 12 -> new OperatorKind("L2_POOL_2D", 1, 1, 1, 1, 5, NONE);
            case 13 -> new OperatorKind("LOCAL_RESPONSE_NORMALIZATION", 1, 1, 1, 1, 13, NONE);
            case 14 -> new OperatorKind("LOGISTIC", 1, 1, 1, 1, 0, NONE);
            case 15 -> new OperatorKind("LSH_PROJECTION", 2, 3, 1, 1, 4, NONE);
            case 16 -> new OperatorKind("LSTM", 5, 24, 1, 4, 14, ANY);
            case 17 -> new OperatorKind("MAX_POOL_2D", 1, 1, 1, 1, 5, NONE);
            case 18 -> new OperatorKind("MUL", 2, 2, 1, 1, 21, NONE);
            case 19 -> new OperatorKind("RELU", 1, 1, 1, 1, 0, NONE);
            case 20 -> new OperatorKind("RELU_N1_TO_1", 1, 1, 1, 1, 0, NONE);
            case 21 -> new OperatorKind("RELU6", 1, 1, 1, 1, 0, NONE);
            case 22 -> new OperatorKind("RESHAPE", 1, 2, 1, 1, 0, NONE);
            case 23 -> new OperatorKind("RESIZE_BILINEAR", 2, 2, 1, 1, 15, NONE);
            case 24 -> new OperatorKind("RNN", 5, 5, 1, 1, 7, NONE);
            case 25 -> new OperatorKind("SOFTMAX", 1, 1, 1, 1, 9, NONE);
            case 26 -> new OperatorKind("SPACE_TO_DEPTH", 1, 1, 1, 1, 19, NONE);
            case 27 -> new OperatorKind("SVDF", 5, 5, 1, 2, 6, 1 << 3);
            case 28 -> new OperatorKind("TANH", 1, 1, 1, 1, 0, NONE);
            case 30 -> new OperatorKind("SKIP_GRAM", 1, 1, 1, 1, 18, NONE);
            // XNNPACK takes those of MediaPipe without a look at their inputs.
            case CUSTOM -> new OperatorKind("CUSTOM", 0, MANY, 0, MANY, 0, NONE);
            case 33 -> new OperatorKind("EMBEDDING_LOOKUP_SPARSE", 5, 5, 1, 1, 20, NONE);
            case 34 -> new OperatorKind("PAD", 2, 2, 1, 1, 0, NONE);
            case 35 -> new OperatorKind("UNIDIRECTIONAL_SEQUENCE_RNN", 5, 5, 1, 1, 31, NONE);
            case 36 -> new OperatorKind("GATHER", 2, 2, 1, 1, 23, NONE);
            case 37 -> new OperatorKind("BATCH_TO_SPACE_ND", 3, 3, 1, 1, 0, NONE);
            case 38 -> new OperatorKind("SPACE_TO_BATCH_ND", 3, 3, 1, 1, 0, NONE);
            case 39 -> new OperatorKind("TRANSPOSE", 2, 2, 1, 1, 0, NONE);
            case 40 -> new OperatorKind("MEAN", 2, 2, 1, 1, 27, NONE);
            case 41 -> new OperatorKind("SUB", 2, 2, 1, 1, 28, NONE);
            case 42 -> new OperatorKind("DIV", 2, 2, 1, 1, 29, NONE);
            case 43 -> new OperatorKind("SQUEEZE", 1, 1, 1, 1, 30, NONE);
            case 44 -> new OperatorKind("UNIDIRECTIONAL_SEQUENCE_LSTM", 20, 24, 1, 1, 71, ANY);
            case 45 -> new OperatorKind("STRIDED_SLICE", 4, 5, 1, 1, 32, NONE);
            case 46 -> new OperatorKind("BIDIRECTIONAL_SEQUENCE_RNN", 12, 12, 1, 2, 70, ANY);
            case 47 -> new OperatorKind("EXP", 1, 1, 1, 1, 0, NONE);
            case 48 -> new OperatorKind("TOPK_V2", 2, 2, 2, 2, 0, NONE);
            case 49 -> new OperatorKind("SPLIT", 2, 2, 1, MANY, 35, NONE);
            case 50 -> new OperatorKind("LOG_SOFTMAX", 1, 1, 1, 1, 0, NONE);
            case 52 -> new OperatorKind("BIDIRECTIONAL_SEQUENCE_LSTM", 48, 48, 1, 2, 69, ANY);
            case 53 -> new OperatorKind("CAST", 1, 1, 1, 1, 0, NONE);
            case 54 -> new OperatorKind("PRELU", 2, 2, 1, 1, 0, NONE);
            case 55 -> new OperatorKind("MAXIMUM", 2, 2, 1, 1, 0, NONE);
            case 56 -> new OperatorKind("ARG_MAX", 2, 2, 1, 1, 40, NONE);
            case 57 -> new OperatorKind("MINIMUM", 2, 2, 1, 1, 0, NONE);
            case 58 -> new OperatorKind("LESS", 2, 2, 1, 1, 0, NONE);
            case 59 -> new OperatorKind("NEG", 1, 1, 1, 1, 0, NONE);
            case 60 -> new OperatorKind("PADV2", 3, 3, 1, 1, 0, NONE);
            case 61 -> new OperatorKind("GREATER", 2, 2, 1, 1, 0, NONE);
            case 62 -> new OperatorKind("GREATER_EQUAL", 2, 2, 1, 1, 0, NONE);
            case 63 -> new OperatorKind("LESS_EQUAL", 2, 2, 1, 1, 0, NONE);
            case 64 -> new OperatorKind("SELECT", 3, 3, 1, 1, 0, NONE);
            case 65 -> new OperatorKind("SLICE", 3, 3, 1, 1, 0, NONE);
            case 66 -> new OperatorKind("SIN", 1, 1, 1, 1, 0, NONE);
            case 67 -> new OperatorKind("TRANSPOSE_CONV", 3, 4, 1, 1, 49, 1 << 3);
            case 68 -> new OperatorKind("SPARSE_TO_DENSE", 4, 4, 1, 1, 0, NONE);
            case 69 -> new OperatorKind("TILE", 2, 2, 1, 1, 0, NONE);
            case 70 -> new OperatorKind("EXPAND_DIMS", 2, 2, 1, 1, 0, NONE);
            case 71 -> new OperatorKind("EQUAL", 2, 2, 1, 1, 0, NONE);
            case 72 -> new OperatorKind("NOT_EQUAL", 2, 2, 1, 1, 0, NONE);
            case 73 -> new OperatorKind("LOG", 1, 1, 1, 1, 0, NONE);
            case 74 -> new OperatorKind("SUM", 2, 2, 1, 1, 27, NONE);
            case 75 -> new OperatorKind("SQRT", 1, 1, 1, 1, 0, NONE);
            case 76 -> new OperatorKind("RSQRT", 1, 1, 1, 1, 0, NONE);
            case 77 -> new OperatorKind("SHAPE", 1, 1, 1, 1, 55, NONE);
            case 78 -> new OperatorKind("POW", 2, 2, 1, 1, 0, NONE);
            case 79 -> new OperatorKind("ARG_MIN", 2, 2, 1, 1, 57, NONE);
            case 80 -> new OperatorKind("FAKE_QUANT", 1, 1, 1, 1, 58, NONE);
            case 81 -> new OperatorKind("REDUCE_PROD", 2, 2, 1, 1, 27, NONE);
            case 82 -> new OperatorKind("REDUCE_MAX", 2, 2, 1, 1, 27, NONE);
            case 83 -> new OperatorKind("PACK", 1, MANY, 1, 1, 59, NONE);
            case 84 -> new OperatorKind("LOGICAL_OR", 2, 2, 1, 1, 0, NONE);
            case 85 -> new OperatorKind("ONE_HOT", 4, 4, 1, 1, 61, NONE);
            case 86 -> new OperatorKind("LOGICAL_AND", 2, 2, 1, 1, 0, NONE);
            case 87 -> new OperatorKind("LOGICAL_NOT", 1, 1, 1, 1, 0, NONE);
            case 88 -> new OperatorKind("UNPACK", 1, 1, 1, MANY, 64, NONE);
            case 89 -> new OperatorKind("REDUCE_MIN", 2, 2, 1, 1, 27, NONE);
            case 90 -> new OperatorKind("FLOOR_DIV", 2, 2, 1, 1, 0, NONE);
            case 91 -> new OperatorKind("REDUCE_ANY", 2, 2, 1, 1, 27, NONE);
            case 92 -> new OperatorKind("SQUARE", 1, 1, 1, 1, 0, NONE);
            case 93 -> new OperatorKind("ZEROS_LIKE", 1, 1, 1, 1, 0, NONE);
            case 94 -> new OperatorKind("FILL", 2, 2, 1, 1, 0, NONE);
            case 95 -> new OperatorKind("FLOOR_MOD", 2, 2, 1, 1, 0, NONE);
            case 96 -> new OperatorKind("RANGE", 3, 3, 1, 1, 0, NONE);
            case 97 -> new OperatorKind("RESIZE_NEAREST_NEIGHBOR", 2, 2, 1, 1, 74, NONE);
            case 98 -> new OperatorKind("LEAKY_RELU", 1, 1, 1, 1, 75, NONE);
            case 99 -> new OperatorKind("SQUARED_DIFFERENCE", 2, 2, 1, 1, 0, NONE);
            case 100 -> new OperatorKind("MIRROR_PAD", 2, 2, 1, 1, 77, NONE);
            case 101 -> new OperatorKind("ABS", 1, 1, 1, 1, 0, NONE);
            case 102 -> new OperatorKind("SPLIT_V", 3, 3, 1, MANY, 79, NONE);
            case 103 -> new OperatorKind("UNIQUE", 1, 1, 2, 2, 80, NONE);
            case 104 -> new OperatorKind("CEIL", 1, 1, 1, 1, 0, NONE);
            case 105 -> new OperatorKind("REVERSE_V2", 2, 2, 1, 1, 0, NONE);
            case 106 -> new OperatorKind("ADD_N", 1, MANY, 1, 1, 0, NONE);
            case 107 -> new OperatorKind("GATHER_ND", 2, 2, 1, 1, 0, NONE);
            case 108 -> new OperatorKind("COS", 1, 1, 1, 1, 0, NONE);
            case 109 -> new OperatorKind("WHERE", 1, 1, 1, 1, 0, NONE);
            case 110 -> new OperatorKind("RANK", 1, 1, 1, 1, 0, NONE);
            case 111 -> new OperatorKind("ELU", 1, 1, 1, 1, 0, NONE);
            case 112 -> new OperatorKind("REVERSE_SEQUENCE", 2, 2, 1, 1, 87, NONE);
            case 113 -> new OperatorKind("MATRIX_DIAG", 1, 1, 1, 1, 0, NONE);
            case 114 -> new OperatorKind("QUANTIZE", 1, 1, 1, 1, 0, NONE);
            case 115 -> new OperatorKind("MATRIX_SET_DIAG", 2, 2, 1, 1, 0, NONE);
            case 116 -> new OperatorKind("ROUND", 1, 1, 1, 1, 0, NONE);
            case 117 -> new OperatorKind("HARD_SWISH", 1, 1, 1, 1, 0, NONE);
            case 118 -> new OperatorKind("IF", 1, MANY, 0, MANY, 92, NONE);
            case 119 -> new OperatorKind("WHILE", 1, MANY, 1, MANY, 93, NONE);
            case 120 -> new OperatorKind("NON_MAX_SUPPRESSION_V4", 5, 5, 2, 2, 0, NONE);
            case 121 -> new OperatorKind("NON_MAX_SUPPRESSION_V5", 6, 6, 3, 3, 0, NONE);
            case 122 -> new OperatorKind("SCATTER_ND", 3, 3, 1, 1, 0, NONE);
            case 123 -> new OperatorKind("SELECT_V2", 3, 3, 1, 1, 0, NONE);
            case 124 -> new OperatorKind("DENSIFY", 1, 1, 1, 1, 0, NONE);
            case 125 -> new OperatorKind("SEGMENT_SUM", 2, 2, 1, 1, 0, NONE);
            case 126 -> new OperatorKind("BATCH_MATMUL", 2, 2, 1, 1, 101, NONE);
            case 128 -> new OperatorKind("CUMSUM", 2, 2, 1, 1, 102, NONE);
            case 129 -> new OperatorKind("CALL_ONCE", 0, 0, 0, 0, 103, NONE);
            case 130 -> new OperatorKind("BROADCAST_TO", 2, 2, 1, 1, 0, NONE);
            case 131 -> new OperatorKind("RFFT2D", 2, 2, 1, 1, 0, NONE);
            case 132 -> new OperatorKind("CONV_3D", 2, 3, 1, 1, 106, 1 << 2);
            case 133 -> new OperatorKind("IMAG", 1, 1, 1, 1, 0, NONE);
            case 134 -> new OperatorKind("REAL", 1, 1, 1, 1, 0, NONE);
            case 135 -> new OperatorKind("COMPLEX_ABS", 1, 1, 1, 1, 0, NONE);
            case 136 -> new OperatorKind("HASHTABLE", 0, 0, 1, 1, 107, NONE);
            case 137 -> new OperatorKind("HASHTABLE_FIND", 3, 3, 1, 1, 0, NONE);
            case 138 -> new OperatorKind("HASHTABLE_IMPORT", 3, 3, 0, 0, 0, NONE);
            case 139 -> new OperatorKind("HASHTABLE_SIZE", 1, 1, 1, 1, 0, NONE);
            case 140 -> new OperatorKind("REDUCE_ALL", 2, 2, 1, 1, 27, NONE);
            case 141 -> new OperatorKind("CONV_3D_TRANSPOSE", 3, 4, 1, 1, 106, 1 << 3);
            case 142 -> new OperatorKind("VAR_HANDLE", 0, 0, 1, 1, 111, NONE);
            case 143 -> new OperatorKind("READ_VARIABLE", 1, 1, 1, 1, 0, NONE);
            case 144 -> new OperatorKind("ASSIGN_VARIABLE", 2, 2, 0, 0, 0, NONE);
            case 145 -> new OperatorKind("BROADCAST_ARGS", 2, 2, 1, 1, 0, NONE);
            case 146 -> new OperatorKind("RANDOM_STANDARD_NORMAL", 1, 1, 1, 1, 114, NONE);
            case 147 -> new OperatorKind("BUCKETIZE", 1, 1, 1, 1, 115, NONE);
            case 148 -> new OperatorKind("RANDOM_UNIFORM", 1, 1, 1, 1, 114, NONE);
            case 149 -> new OperatorKind("MULTINOMIAL", 2, 2, 1, 1, 114, NONE);
            case 150 -> new OperatorKind("GELU", 1, 1, 1, 1, 116, NONE);
            case 151 -> new OperatorKind("DYNAMIC_UPDATE_SLICE", 3, 3, 1, 1, 0, NONE);
            case 152 -> new OperatorKind("RELU_0_TO_1", 1, 1, 1, 1, 0, NONE);
            case 153 -> new OperatorKind("UNSORTED_SEGMENT_PROD", 3, 3, 1, 1, 0, NONE);
            case 154 -> new OperatorKind("UNSORTED_SEGMENT_MAX", 3, 3, 1, 1, 0, NONE);
            case 155 -> new OperatorKind("UNSORTED_SEGMENT_SUM", 3, 3, 1, 1, 0, NONE);
            case 156 -> new OperatorKind("ATAN2", 2, 2, 1, 1, 0, NONE);
            case 157 -> new OperatorKind("UNSORTED_SEGMENT_MIN", 3, 3, 1, 1, 0, NONE);
            case 158 -> new OperatorKind("SIGN", 1, 1, 1, 1, 0, NONE);
            case 159 -> new OperatorKind("BITCAST", 1, 1, 1, 1, 0, NONE);
            case 160 -> new OperatorKind("BITWISE_XOR", 2, 2, 1, 1, 0, NONE);
            case 161 -> new OperatorKind("RIGHT_SHIFT", 2, 2, 1, 1, 0, NONE);
            default -> new OperatorKind("builtin " + code, 0, MANY, 0, MANY, 0, ANY);
        };
    }

    /** Whether the input at this index may be left out. */
    boolean isOptional(int input) {
        return optional == ANY || input < Integer.SIZE && (optional >> input & 1) != 0;
    }

    /** Whether it may have a tensor without any element: one that moves or measures tensors. */
    boolean takesEmpty() {
        return switch (name) {
            case "RESHAPE", "CONCATENATION", "SHAPE", "RANK", "IF", "WHILE" -> true;
            case "WHERE", "UNIQUE", "RANGE" -> true;
            default -> isOpen();
        };
    }

    /** Whether nothing is known of it. */
    boolean isOpen() {
        return fewestInputs == 0 && mostInputs == MANY;
    }
}
