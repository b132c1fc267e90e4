// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;

/**
 * Writes places into a model's input tensor {@code [1, height, width, channels]}, whatever it is
 * made of. Normalization and a quantised tensor's own scale are one step, {@code (value - mean) *
 * scale}, that whoever makes the places does; here the result is rounded to the nearest number of
 * the tensor's type, a half up, and what lies outside of its range becomes its end. One channel is
 * grey: {@code 0.299 R + 0.587 G + 0.114 B}, the luma of ITU-R BT.601. For one thread at a time.
 */
final class InputWriter {

    /** What a place is made of. */
    static final int PLACE = 3;

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final ElementType type;
    private final int channels;
    private final float[] mean = new float[PLACE];
    private final float[] scale = new float[PLACE];
    private float[] grey = new float[0];
    private byte[] bytes = new byte[0];
    private short[] shorts = new short[0];

    private InputWriter(ModelInput input, ElementType type, LinearScale quantized) {
        this.type = type;
        this.channels = input.channels();
        Normalization normalization = input.normalization();
        for (int channel = 0; channel < PLACE; channel++) {
            int at = channels == 1 ? 0 : channel;
            mean[channel] = normalization.mean(at);
            scale[channel] = 1 / normalization.std(at);
            if (quantized.isStated()) {
                // value -> (value - mean) / std / step + zero point
                double step = (double) normalization.std(at) * quantized.scale();
                mean[channel] = (float) (normalization.mean(at) - quantized.zeroPoint() * step);
                scale[channel] = (float) (1 / step);
            }
        }
    }

    private InputWriter(InputWriter same) {
        type = same.type;
        channels = same.channels;
        System.arraycopy(same.mean, 0, mean, 0, PLACE);
        System.arraycopy(same.scale, 0, scale, 0, PLACE);
    }

    /** A writer that does the same on another thread. */
    InputWriter another() {
        return new InputWriter(this);
    }

    /** A writer for a tensor of 32-bit floats. */
    static InputWriter floats(ModelInput input) {
        return new InputWriter(input, ElementType.FLOAT32, LinearScale.NONE);
    }

    /** A writer for a tensor of some type; empty where images are not made of it. */
    static Optional<InputWriter> of(ModelInput input, ElementType type, LinearScale quantized) {
        return switch (type) {
            case FLOAT32, FLOAT16 -> Optional.of(new InputWriter(input, type, LinearScale.NONE));
            case UINT8, INT8, INT16 -> Optional.of(new InputWriter(input, type, quantized));
            case INT32, INT64 -> Optional.empty();
        };
    }

    /** What is subtracted from a channel of a pixel, 0 to 255. */
    float mean(int channel) {
        return mean[channel];
    }

    /** What the difference is multiplied by. */
    float scale(int channel) {
        return scale[channel];
    }

    /**
     * Writes places.
     *
     * @param row red, green and blue of each place, side by side
     * @param first the place of the tensor that the first one goes to
     * @param step how many places of the tensor lie between two of them, and 1
     */
    void write(float[] row, int places, MemorySegment tensor, long first, long step) {
        int length = places * channels;
        float[] values = channels == 1 ? grey(row, places) : row;
        switch (type) {
            case UINT8 -> writeBytes(values, length, 0, 255, tensor, first, step);
            case INT8 -> writeBytes(values, length, -128, 127, tensor, first, step);
            case INT16, FLOAT16 -> writeShorts(values, length, tensor, first, step);
            default -> writeFloats(values, length, tensor, first, step);
        }
    }

    private float[] grey(float[] row, int places) {
        if (grey.length < places) {
            grey = new float[places];
        }
        for (int place = 0; place < places; place++) {
            int at = place * PLACE;
            grey[place] = RED * row[at] + GREEN * row[at + 1] + BLUE * row[at + 2];
        }
        return grey;
    }

    private void writeFloats(
            float[] values, int length, MemorySegment tensor, long first, long step) {
        long at = first * channels;
        if (step == 1) {
            MemorySegment.copy(values, 0, tensor, ValueLayout.JAVA_FLOAT, at * Float.BYTES, length);
            return;
        }
        if (channels == 1) {
            for (int i = 0; i < length; i++, at += step) {
                tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at, values[i]);
            }
            return;
        }
        for (int i = 0; i < length; i += PLACE, at += step * PLACE) {
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at, values[i]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 1, values[i + 1]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 2, values[i + 2]);
        }
    }

    private void writeBytes(
            float[] values,
            int length,
            int least,
            int most,
            MemorySegment tensor,
            long first,
            long step) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) Math.clamp(Math.round(values[i]), least, most);
        }
        long at = first * channels;
        if (step == 1) {
            MemorySegment.copy(bytes, 0, tensor, ValueLayout.JAVA_BYTE, at, length);
            return;
        }
        for (int i = 0; i < length; i += channels, at += step * channels) {
            for (int channel = 0; channel < channels; channel++) {
                tensor.set(ValueLayout.JAVA_BYTE, at + channel, bytes[i + channel]);
            }
        }
    }

    private void writeShorts(
            float[] values, int length, MemorySegment tensor, long first, long step) {
        if (shorts.length < length) {
            shorts = new short[length];
        }
        for (int i = 0; i < length; i++) {
            shorts[i] =
                    type == ElementType.FLOAT16
                            ? Float.floatToFloat16(values[i])
                            : (short)
                                    Math.clamp(
                                            Math.round(values[i]),
                                            Short.MIN_VALUE,
                                            Short.MAX_VALUE);
        }
        long at = first * channels;
        for (int i = 0; i < length; i += channels, at += step * channels) {
            for (int channel = 0; channel < channels; channel++) {
                tensor.setAtIndex(ValueLayout.JAVA_SHORT, at + channel, shorts[i + channel]);
            }
        }
    }
}
