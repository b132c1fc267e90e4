// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.vitral.model.ModelContent;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Finds out whether a model that is made for several images at once can be had for one: a batch of
 * four takes 3.8 times as long. It can where TensorFlow Lite's own kernels take an input of one
 * image and each output follows. Where a graph has the batch built in, the first place of the batch
 * is used, and the others are computed for nothing.
 */
final class BatchOfOne {

    private BatchOfOne() {}

    /** Whether the input can be resized to a batch of one. */
    static boolean isPossible(TfLiteRuntime runtime, ModelContent content) {
        InterpreterApi.Options plain = new InterpreterApi.Options().setUseXNNPACK(false);
        try (NativeInterpreter trial = runtime.createInterpreter(content.bytes(), plain)) {
            int[][] before = outputs(trial);
            int[] one = trial.getInputTensor(0).shape();
            one[0] = 1;
            trial.resizeInput(0, one);
            trial.allocateTensors();
            int[][] after = outputs(trial);
            boolean follows = true;
            for (int i = 0; i < before.length; i++) {
                int[] expected = before[i].clone();
                if (expected.length > 1) {
                    expected[0] = 1;
                }
                follows &= Arrays.equals(expected, after[i]);
            }
            return follows;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return false;
        }
    }

    private static int[][] outputs(NativeInterpreter interpreter) {
        int[][] shapes = new int[interpreter.getOutputTensorCount()][];
        for (int i = 0; i < shapes.length; i++) {
            Tensor output = interpreter.getOutputTensor(i);
            shapes[i] = output.shape();
        }
        return shapes;
    }
}
