// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.lite.Interpreter;

/**
 * A program that gives the inputs of all small models other shapes, and runs what is accepted. It
 * is a program of its own so that a crash of native code is its exit code. Its last line is {@code
 * refused R, ran N}.
 */
final class ResizedModels {

    private static final List<UnaryOperator<int[]>> WAYS =
            List.of(
                    shape -> Arrays.copyOfRange(shape, Math.min(1, shape.length), shape.length),
                    shape -> {
                        int[] more = new int[shape.length + 1];
                        more[0] = 1;
                        System.arraycopy(shape, 0, more, 1, shape.length);
                        return more;
                    },
                    shape -> Arrays.stream(shape).map(length -> length * 3).toArray(),
                    shape -> Arrays.stream(shape).map(length -> 1).toArray(),
                    shape -> with(shape, shape.length - 1, 1),
                    shape -> with(shape, shape.length - 1, -1),
                    shape -> with(shape, 0, 1));

    private ResizedModels() {}

    private static int[] with(int[] shape, int dimension, int more) {
        int[] changed = shape.clone();
        if (changed.length > 0) {
            changed[dimension] = Math.max(1, changed[dimension] + more);
        }
        return changed;
    }

    public static void main(String[] args) {
        int ran = 0;
        int refused = 0;
        for (Map.Entry<String, byte[]> model : SmallModels.all().entrySet()) {
            for (boolean xnnpack : new boolean[] {true, false}) {
                for (int way = 0; way < WAYS.size(); way++) {
                    // Said before: it is the last word where native code ends the process.
                    System.out.println(model.getKey() + ", " + xnnpack + ", " + way);
                    try {
                        run(model.getValue(), xnnpack, WAYS.get(way));
                        ran++;
                    } catch (IllegalArgumentException | IllegalStateException e) {
                        refused++;
                    }
                }
            }
        }
        System.out.println("refused " + refused + ", ran " + ran);
    }

    private static void run(byte[] model, boolean xnnpack, UnaryOperator<int[]> way) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(model.length).put(model).flip();
        Interpreter.Options options =
                new Interpreter.Options().setUseXNNPACK(xnnpack).setNumThreads(1);
        try (Interpreter interpreter = new Interpreter(bytes, options)) {
            Object[] inputs = new Object[interpreter.getInputTensorCount()];
            for (int i = 0; i < inputs.length; i++) {
                interpreter.resizeInput(i, way.apply(interpreter.getInputTensor(i).shape()));
            }
            interpreter.allocateTensors();
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = ByteBuffer.allocateDirect(interpreter.getInputTensor(i).numBytes());
            }
            interpreter.runForMultipleInputsOutputs(inputs, Map.of());
        }
    }
}
