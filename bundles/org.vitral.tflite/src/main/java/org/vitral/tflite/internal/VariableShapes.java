// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * The variables of a model. What is written to one is read as it is, so both must be of one size;
 * the operators that do it may be in different graphs.
 */
final class VariableShapes {

    private static final int VAR_HANDLE = 142;
    private static final int READ_VARIABLE = 143;
    private static final int ASSIGN_VARIABLE = 144;
    private static final int CONTAINER = 0;
    private static final int SHARED_NAME = 1;

    private final Map<String, ModelTensor> values = new HashMap<>();
    private final Map<ModelTensor, String> names = new HashMap<>();

    /**
     * Notes what an operator does with a variable.
     *
     * @param options its options; null where it has none
     * @throws IllegalArgumentException if another does the same with another size
     */
    void add(int code, FlatTable options, ModelTensor[] inputs, ModelTensor[] outputs) {
        switch (code) {
            case VAR_HANDLE ->
                    names.put(
                            outputs[0],
                            options == null
                                    ? ""
                                    : options.text(CONTAINER) + '/' + options.text(SHARED_NAME));
            case READ_VARIABLE -> require(names.get(inputs[0]), outputs[0]);
            case ASSIGN_VARIABLE -> require(names.get(inputs[0]), inputs[1]);
            default -> {
                // Most have none.
            }
        }
    }

    private void require(String name, ModelTensor value) {
        if (name == null || value == null || !value.isFixed()) {
            return;
        }
        ModelTensor other = values.putIfAbsent(name, value);
        if (other != null && other.byteSize() != value.byteSize()) {
            throw ModelVerifier.damaged("variable %s is both %s and %s", name, other, value);
        }
    }
}
