// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;

/**
 * What can be done natively with a part of a model that has inputs and outputs: its main graph, or
 * one of its signatures. A status is 0 ({@code kTfLiteOk}) if all went well.
 */
interface GraphCalls {

    /** What stands for it in a sentence, for example {@code the model}. */
    String subject();

    int inputCount();

    int outputCount();

    /** The {@code TfLiteTensor*} of an input. */
    MemorySegment input(int place);

    /** The {@code TfLiteTensor*} of an output. */
    MemorySegment output(int place);

    /** The name of an input: that of its tensor, or the signature's own. */
    String inputName(int place);

    /** The name of an output: that of its tensor, or the signature's own. */
    String outputName(int place);

    /** The index of an input among all tensors; -1 where it is not known. */
    int inputIndex(int place);

    /** The index of an output among all tensors; -1 where it is not known. */
    int outputIndex(int place);

    int resizeInput(int place, int[] shape);

    int allocateTensors();

    int invoke();

    /** The same part of the same model in another {@code TfLiteInterpreter*}, which outlives it. */
    GraphCalls over(MemorySegment interpreter, Resources owner);
}
