// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;
import org.vitral.model.Model;
import org.vitral.model.ModelInput;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * A frame to a mask as everybody does it: bilinear resize and normalization in plain loops, the
 * unmodified model, the maximum over the classes at the model's size, each of whose places is then
 * drawn as a rectangle. All its buffers are kept, so that it is not slow for want of care.
 */
final class UsualWay {

    private static final int CHANNELS = 3;

    private final RawInterpreter raw;
    private final int output;
    private final float[] mean = new float[CHANNELS];
    private final float[] scale = new float[CHANNELS];
    private final Axis across;
    private final Axis down;
    private final float[] input;
    private final int columns;
    private final int rows;
    private final int classes;
    private final float[] scores;
    private final byte[] small;
    private final int width;
    private final int height;
    private final byte[] mask;

    /** For each place of the model's input, the two pixels that it lies between. */
    private record Axis(int[] first, int[] second, float[] part) {
        static Axis of(int pixels, int places) {
            Axis axis = new Axis(new int[places], new int[places], new float[places]);
            for (int i = 0; i < places; i++) {
                float at = Math.clamp((i + 0.5f) * pixels / places - 0.5f, 0, pixels - 1);
                axis.first[i] = (int) at;
                axis.second[i] = Math.min(axis.first[i] + 1, pixels - 1);
                axis.part[i] = at - axis.first[i];
            }
            return axis;
        }
    }

    private UsualWay(RawInterpreter raw, Model model, int[] shape, int width, int height) {
        this.raw = raw;
        output = model.description().output().index();
        ModelInput taken = model.description().input();
        for (int c = 0; c < CHANNELS; c++) {
            mean[c] = taken.normalization().mean(c);
            scale[c] = 1 / taken.normalization().std(c);
        }
        across = Axis.of(width, taken.width());
        down = Axis.of(height, taken.height());
        input = new float[taken.width() * taken.height() * CHANNELS];
        rows = shape[1];
        columns = shape[2];
        classes = shape[3];
        scores = new float[rows * columns * classes];
        small = new byte[rows * columns];
        this.width = width;
        this.height = height;
        mask = new byte[Math.multiplyExact(width, height)];
    }

    /** Why there is no usual way for a model, or nothing where there is one. */
    static Optional<String> refusal(RawInterpreter raw, Model model) {
        NativeInterpreter interpreter = raw.interpreter();
        int index = model.description().output().index();
        Tensor output = interpreter.getOutputTensor(index);
        if (interpreter.getInputTensor(0).dataType() != DataType.FLOAT32
                || output.dataType() != DataType.FLOAT32
                || model.description().input().channels() != CHANNELS) {
            return Optional.of("the model does not take and give float32 in three channels");
        }
        int[] shape = output.shape();
        return shape.length == 4 && shape[0] == 1 && shape[3] > 1
                ? Optional.empty()
                : Optional.of("the model does not give [1, H, W, C] scores");
    }

    /** For frames of a size; see {@link #refusal}. */
    static UsualWay of(RawInterpreter raw, Model model, int width, int height) {
        int index = model.description().output().index();
        int[] shape = raw.interpreter().getOutputTensor(index).shape();
        return new UsualWay(raw, model, shape, width, height);
    }

    /**
     * From the frame to the mask, which is kept until the next call.
     *
     * @param rgb the frame: red, green, blue, row by row without gaps
     */
    byte[] segment(byte[] rgb) {
        fill(rgb);
        raw.invoke();
        MemorySegment.copy(
                raw.interpreter().output(output),
                ValueLayout.JAVA_FLOAT,
                0,
                scores,
                0,
                scores.length);
        maximum();
        enlarge();
        return mask;
    }

    /** Writes a frame into the input of the model. */
    void fill(byte[] rgb) {
        int at = 0;
        for (int y = 0; y < down.part.length; y++) {
            int top = down.first[y] * width;
            int bottom = down.second[y] * width;
            float weight = down.part[y];
            for (int x = 0; x < across.part.length; x++) {
                int topLeft = (top + across.first[x]) * CHANNELS;
                int topRight = (top + across.second[x]) * CHANNELS;
                int bottomLeft = (bottom + across.first[x]) * CHANNELS;
                int bottomRight = (bottom + across.second[x]) * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    float above = mix(rgb[topLeft + c], rgb[topRight + c], across.part[x]);
                    float below = mix(rgb[bottomLeft + c], rgb[bottomRight + c], across.part[x]);
                    input[at++] = (above + (below - above) * weight - mean[c]) * scale[c];
                }
            }
        }
        MemorySegment.copy(
                input, 0, raw.interpreter().input(0), ValueLayout.JAVA_FLOAT, 0, input.length);
    }

    private static float mix(byte first, byte second, float part) {
        int from = first & 0xff;
        return from + ((second & 0xff) - from) * part;
    }

    private void maximum() {
        for (int place = 0; place < small.length; place++) {
            int first = place * classes;
            int best = 0;
            for (int label = 1; label < classes; label++) {
                if (scores[first + label] > scores[first + best]) {
                    best = label;
                }
            }
            small[place] = (byte) best;
        }
    }

    private void enlarge() {
        for (int y = 0; y < height; y++) {
            int from = y * rows / height * columns;
            int to = y * width;
            for (int x = 0; x < width; x++) {
                mask[to + x] = small[from + x * columns / width];
            }
        }
    }
}
