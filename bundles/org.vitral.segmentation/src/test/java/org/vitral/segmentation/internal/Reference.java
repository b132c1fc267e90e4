// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.model.Activation;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.OutputKind;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What a model gives for an image of just its own size, by the shortest way: each number of the
 * input by the formulas in double precision, the outputs as they are, classes by a plain loop.
 *
 * @param numbers of the mask, as the tensor has them, of the first image of a batch
 * @param reals what they stand for
 * @param labels the class of each place
 * @param quality the quality scores
 * @param channels of the mask
 * @param threshold above which a score is one of the foreground
 * @param rounding how exact the input and the mask are
 */
record Reference(
        double[] numbers,
        float[] reals,
        int[] labels,
        float[] quality,
        int channels,
        float threshold,
        Rounding rounding) {

    /** How far numbers may be off, in parts of their range. */
    enum Rounding {
        /** Whole numbers. */
        NONE(0),
        /** 32-bit floats, whose sums depend on their order. */
        FLOAT(1e-5f),
        /** Half precision, and a grey that lies between two whole numbers. */
        HALF(4e-2f);

        final float part;

        Rounding(float part) {
            this.part = part;
        }
    }

    /** How far a score may be off. */
    float tolerance() {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float real : reals) {
            least = Math.min(least, real);
            most = Math.max(most, real);
        }
        return rounding.part * (most - least);
    }

    /** By how much the class of a place leads; infinitely, where nothing is off by rounding. */
    float lead(int place) {
        if (rounding == Rounding.NONE) {
            return Float.POSITIVE_INFINITY;
        }
        if (channels == 1) {
            return Math.abs(reals[place] - threshold);
        }
        float lead = Float.POSITIVE_INFINITY;
        for (int channel = 0; channel < channels; channel++) {
            if (channel != labels[place]) {
                float other = reals[place * channels + channel];
                lead = Math.min(lead, reals[place * channels + labels[place]] - other);
            }
        }
        return lead;
    }

    static Reference of(ModelDescription model, ModelContent content, String delegate, byte[] rgb) {
        TfLiteRuntime runtime = TfLiteRuntimes.shared();
        InterpreterApi.Options options =
                new InterpreterApi.Options().setNumThreads(1).setUseXNNPACK(false);
        if (delegate.equals("xnnpack")) {
            options.addDelegate(
                    new XnnpackDelegateProvider().create(runtime, new DelegateOptions(1, "")));
        }
        List<Delegate> delegates = options.getDelegates();
        try (NativeInterpreter interpreter = runtime.createInterpreter(content.bytes(), options)) {
            int[] shape = interpreter.getInputTensor(0).shape();
            ModelInput input = model.input();
            if (shape[1] != input.height() || shape[2] != input.width()) {
                interpreter.resizeInput(
                        0, new int[] {1, input.height(), input.width(), input.channels()});
                interpreter.allocateTensors();
            }
            fill(input, interpreter, rgb);
            interpreter.invoke();
            return read(model, interpreter);
        } finally {
            delegates.forEach(Delegate::close);
        }
    }

    private static void fill(ModelInput input, NativeInterpreter interpreter, byte[] rgb) {
        Tensor tensor = interpreter.getInputTensor(0);
        MemorySegment memory = interpreter.input(0);
        memory.fill((byte) 0);
        int places = input.width() * input.height();
        for (int place = 0; place < places; place++) {
            for (int channel = 0; channel < input.channels(); channel++) {
                double value =
                        input.channels() == 3
                                ? rgb[place * 3 + channel] & 0xff
                                : 0.299 * (rgb[place * 3] & 0xff)
                                        + 0.587 * (rgb[place * 3 + 1] & 0xff)
                                        + 0.114 * (rgb[place * 3 + 2] & 0xff);
                // What is quantised inside of a model is often just between two numbers, where
                // the last bit of a float decides: so these are floats, the products that a
                // RowWorker makes of values around 0.
                float factor = 1 / input.normalization().std(channel);
                float black = (input.normalization().mean(channel) - 128) * factor;
                double real =
                        type(tensor).startsWith("FLOAT")
                                ? ((float) value - 128) * factor - black
                                : (value - input.normalization().mean(channel))
                                        / input.normalization().std(channel);
                set(tensor, memory, place * (long) input.channels() + channel, real);
            }
        }
    }

    private static void set(Tensor tensor, MemorySegment memory, long at, double real) {
        float scale = tensor.quantizationParams().getScale();
        int zero = tensor.quantizationParams().getZeroPoint();
        double number = scale > 0 ? real / scale + zero : real;
        switch (type(tensor)) {
            case "FLOAT32" -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) real);
            case "FLOAT16" ->
                    memory.setAtIndex(
                            ValueLayout.JAVA_SHORT, at, Float.floatToFloat16((float) real));
            case "UINT8" ->
                    memory.set(
                            ValueLayout.JAVA_BYTE,
                            at,
                            (byte) Math.clamp(Math.floor(number + 0.5), 0, 255));
            case "INT8" ->
                    memory.set(
                            ValueLayout.JAVA_BYTE,
                            at,
                            (byte) Math.clamp(Math.floor(number + 0.5), -128, 127));
            case "INT16" ->
                    memory.setAtIndex(
                            ValueLayout.JAVA_SHORT,
                            at,
                            (short) Math.clamp(Math.floor(number + 0.5), -32768, 32767));
            default -> throw new AssertionError(type(tensor));
        }
    }

    private static String type(Tensor tensor) {
        try {
            return tensor.dataType().name();
        } catch (IllegalArgumentException unnamed) {
            return "FLOAT16";
        }
    }

    private static Reference read(ModelDescription model, NativeInterpreter interpreter) {
        int index = model.output().index();
        Tensor tensor = interpreter.getOutputTensor(index);
        int[] shape = tensor.shape();
        int channels = shape.length == 4 ? shape[3] : 1;
        int places = shape[1] * shape[2];
        boolean indices = model.output().kind() == OutputKind.CLASS_INDICES;
        double[] numbers = numbers(tensor, interpreter.output(index), places * channels, indices);
        float[] reals = reals(tensor, numbers);
        float threshold = model.output().activation() == Activation.SIGMOID ? 0 : 0.5f;
        int[] labels = new int[places];
        for (int place = 0; place < places; place++) {
            labels[place] =
                    switch (model.output().kind()) {
                        case CLASS_INDICES -> (int) numbers[place];
                        case FOREGROUND_SCORE ->
                                reals[place]
                                                > (model.output().activation() == Activation.SIGMOID
                                                        ? 0
                                                        : 0.5f)
                                        ? 1
                                        : 0;
                        case SCORES -> highest(numbers, place * channels, channels);
                    };
        }
        float[] quality = new float[0];
        if (model.output().qualityScores().isPresent()) {
            int at = model.output().qualityScores().getAsInt();
            Tensor scores = interpreter.getOutputTensor(at);
            int count = scores.shape()[scores.shape().length - 1];
            quality = reals(scores, numbers(scores, interpreter.output(at), count, false));
        }
        return new Reference(
                numbers,
                reals,
                labels,
                quality,
                channels,
                threshold,
                rounding(interpreter.getInputTensor(0), tensor));
    }

    private static Rounding rounding(Tensor input, Tensor output) {
        boolean grey = input.shape()[3] == 1;
        if (type(input).equals("FLOAT16") || grey && !type(input).equals("FLOAT32")) {
            return Rounding.HALF;
        }
        boolean floats = type(input).equals("FLOAT32") || type(output).equals("FLOAT32");
        return floats ? Rounding.FLOAT : Rounding.NONE;
    }

    private static double[] numbers(
            Tensor tensor, MemorySegment memory, int count, boolean indices) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] =
                    switch (type(tensor)) {
                        case "FLOAT32" -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                        case "FLOAT16" ->
                                Float.float16ToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, i));
                        case "UINT8" -> memory.get(ValueLayout.JAVA_BYTE, i) & 0xff;
                        case "INT8" ->
                                indices
                                        ? memory.get(ValueLayout.JAVA_BYTE, i) & 0xff
                                        : memory.get(ValueLayout.JAVA_BYTE, i);
                        case "INT16" -> memory.getAtIndex(ValueLayout.JAVA_SHORT, i);
                        case "INT32" -> memory.getAtIndex(ValueLayout.JAVA_INT, i);
                        case "INT64" -> memory.getAtIndex(ValueLayout.JAVA_LONG, i);
                        default -> throw new AssertionError(type(tensor));
                    };
        }
        return numbers;
    }

    private static float[] reals(Tensor tensor, double[] numbers) {
        float scale = tensor.quantizationParams().getScale();
        int zero = tensor.quantizationParams().getZeroPoint();
        float[] reals = new float[numbers.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) (scale > 0 ? scale * (numbers[i] - zero) : numbers[i]);
        }
        return reals;
    }

    private static int highest(double[] numbers, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (numbers[from + i] > numbers[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** How many classes there are in the picture. */
    long classes() {
        return Arrays.stream(labels).distinct().count();
    }
}
