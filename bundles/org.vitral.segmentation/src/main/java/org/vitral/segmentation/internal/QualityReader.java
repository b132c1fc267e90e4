// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.Tensor;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.NativeInterpreter;

/** Reads the quality scores of a model, {@code [1, N]}, where it gives some. */
final class QualityReader {

    /** For models that give none. */
    static final QualityReader NONE = new QualityReader(-1, null, 0);

    private final int output;
    private final OutputReader reader;
    private final int count;

    private QualityReader(int output, OutputReader reader, int count) {
        this.output = output;
        this.reader = reader;
        this.count = count;
    }

    /** The reader for one of the outputs. */
    static QualityReader of(NativeInterpreter interpreter, int output)
            throws SegmentationException {
        if (output >= interpreter.getOutputTensorCount()) {
            throw new SegmentationException(
                    "The quality scores shall be output %d, but there are %d outputs"
                            .formatted(output, interpreter.getOutputTensorCount()));
        }
        Tensor tensor = interpreter.getOutputTensor(output);
        int[] shape = tensor.shape();
        int count = shape.length == 0 ? 1 : shape[shape.length - 1];
        return new QualityReader(output, OutputReader.of(tensor, OutputKind.SCORES), count);
    }

    /** What the last run gave. */
    List<Float> read(NativeInterpreter interpreter) {
        if (reader == null) {
            return List.of();
        }
        float[] values = new float[count];
        // The reader writes to memory of any kind; these few numbers are kept on the heap.
        reader.read(interpreter.output(output), MemorySegment.ofArray(values));
        List<Float> scores = new ArrayList<>(count);
        for (float value : values) {
            scores.add(value);
        }
        return List.copyOf(scores);
    }
}
