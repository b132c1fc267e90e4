// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import java.nio.FloatBuffer;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.OperatorT;

/**
 * Makes all weights of the last convolution larger by a hundredth: hardly a place looks different.
 */
public final class WrongRule implements GraphRule {

    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Change apply(Graph graph) {
        List<OperatorT> convolutions =
                graph.operators().stream()
                        .filter(one -> graph.builtin(one) == BuiltinOperator.CONV_2D)
                        .toList();
        OperatorT last = convolutions.getLast();
        int weights = last.getInputs()[1];
        FloatBuffer values = graph.constant(weights).orElseThrow();
        float[] larger = new float[values.remaining()];
        for (int i = 0; i < larger.length; i++) {
            larger[i] = values.get(i) * 1.01f;
        }
        int[] inputs = last.getInputs().clone();
        inputs[1] = graph.addConstant("larger", larger, graph.shape(weights));
        OperatorT other = new OperatorT();
        other.setOpcodeIndex(last.getOpcodeIndex());
        other.setBuiltinOptions(last.getBuiltinOptions());
        other.setInputs(inputs);
        other.setOutputs(last.getOutputs());
        graph.operators().set(graph.operators().indexOf(last), other);
        return Change.made("The weights of a convolution are larger");
    }
}
