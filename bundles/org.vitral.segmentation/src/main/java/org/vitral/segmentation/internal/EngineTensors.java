// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import org.tensorflow.lite.Tensor;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * How an interpreter's input is filled and its outputs are read.
 *
 * @param writer for the image
 * @param reader for the mask
 * @param channels the numbers a place of the mask
 * @param quality for the quality scores
 */
record EngineTensors(InputWriter writer, OutputReader reader, int channels, QualityReader quality) {

    /**
     * Looks at the tensors of an interpreter that is ready to run.
     *
     * @param grid the places that the mask shall have
     * @throws SegmentationException if they are not what the model is said to have
     */
    static EngineTensors of(ModelDescription model, NativeInterpreter interpreter, ScoreGrid grid)
            throws SegmentationException {
        ModelOutput output = model.output();
        if (output.index() >= interpreter.getOutputTensorCount()) {
            throw new SegmentationException(
                    "The mask of the model %s shall be output %d, but it has %d outputs"
                            .formatted(
                                    model.name(),
                                    output.index(),
                                    interpreter.getOutputTensorCount()));
        }
        Tensor mask = interpreter.getOutputTensor(output.index());
        return new EngineTensors(
                writer(model, interpreter),
                OutputReader.of(mask, output.kind()),
                channels(model, grid, mask),
                output.qualityScores().isPresent()
                        ? QualityReader.of(interpreter, output.qualityScores().getAsInt())
                        : QualityReader.NONE);
    }

    private static InputWriter writer(ModelDescription model, NativeInterpreter interpreter)
            throws SegmentationException {
        Tensor image = interpreter.getInputTensor(0);
        return ElementType.of(image)
                .flatMap(type -> InputWriter.of(model.input(), type, LinearScale.of(image)))
                .orElseThrow(
                        () ->
                                new SegmentationException(
                                        "The model %s takes an image that is %s, and only FLOAT32, FLOAT16, UINT8, INT8 and INT16 are understood"
                                                .formatted(model.name(), ElementType.name(image))));
    }

    /**
     * Makes sure that there is one input, an image of the size that the model is said to take.
     *
     * @return whether its batch, width and height are that of one image
     * @throws SegmentationException if it is not
     */
    static boolean isOneImage(ModelDescription model, NativeInterpreter interpreter)
            throws SegmentationException {
        ModelInput input = model.input();
        int[] shape =
                interpreter.getInputTensorCount() == 1
                        ? interpreter.getInputTensor(0).shape()
                        : new int[0];
        int[] expected = {1, input.height(), input.width(), input.channels()};
        boolean fits =
                shape.length == expected.length
                        && shape[3] == expected[3]
                        && (input.resizable()
                                || shape[1] == expected[1] && shape[2] == expected[2]);
        if (!fits) {
            throw new SegmentationException(
                    "The model %s shall take one image %s, but takes %d inputs, the first one %s"
                            .formatted(
                                    model.name(),
                                    Arrays.toString(expected),
                                    interpreter.getInputTensorCount(),
                                    interpreter.getInputTensorCount() == 0
                                            ? "absent"
                                            : Arrays.toString(
                                                    interpreter.getInputTensor(0).shape())));
        }
        return Arrays.equals(shape, expected);
    }

    /** The numbers a place. More than one image of a batch may be there; the first one counts. */
    private static int channels(ModelDescription model, ScoreGrid grid, Tensor mask)
            throws SegmentationException {
        ModelOutput output = model.output();
        int[] shape = mask.shape();
        boolean fits =
                (shape.length == 4 || shape.length == 3 && output.kind() != OutputKind.SCORES)
                        && shape[0] >= 1
                        && shape[1] == grid.height()
                        && shape[2] == grid.width();
        int channels = fits && shape.length == 4 ? shape[3] : 1;
        if (!fits || channels < 1 || output.kind() != OutputKind.SCORES && channels != 1) {
            throw new SegmentationException(
                    "The model %s shall give a mask of the kind %s and %d x %d places, but gives %s"
                            .formatted(
                                    model.name(),
                                    output.kind(),
                                    grid.width(),
                                    grid.height(),
                                    Arrays.toString(shape)));
        }
        return channels;
    }
}
