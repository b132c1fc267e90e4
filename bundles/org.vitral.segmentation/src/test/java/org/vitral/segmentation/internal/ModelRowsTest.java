// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.model.Activation;
import org.vitral.model.ModelOutput;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.internal.graph.GraphRewriter;
import org.vitral.segmentation.internal.graph.RewrittenModel;
import org.vitral.segmentation.internal.graph.SmallModel;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What the interpolation of small scores gives, against TensorFlow Lite's own RESIZE_BILINEAR. */
class ModelRowsTest {

    private static final int CLASSES = 5;

    @ParameterizedTest
    @CsvSource({
        "false, false, 29, 21", "true, false, 29, 21", "false, true, 29, 21",
        "false, false, 16, 12", "true, false, 16, 12", "false, true, 16, 12",
        "false, false, 8, 50", "true, false, 8, 50", "false, true, 8, 50",
    })
    void smallScoresAreInterpolatedAsTheModelWould(
            boolean corners, boolean halfPixel, int width, int height) {
        SmallModel model = new SmallModel();
        byte none = ActivationFunctionType.NONE;
        int scores = model.convolution(model.input(6, 8, 3), CLASSES, 1, none);
        ByteBuffer unmodified =
                model.build(model.resize(scores, height, width, corners, halfPixel));
        RewrittenModel rewritten = GraphRewriter.standard().rewrite(unmodified, 0, rule -> true);
        ModelOutput output =
                new ModelOutput(0, OutputKind.SCORES, Activation.SOFTMAX, width, height);
        ScoreGrid grid = ScoreGrid.of(output, rewritten.droppedResize().orElseThrow());
        Scores small =
                new Scores(run(rewritten.bytes().orElseThrow(), false), output, grid, CLASSES);
        for (boolean xnnpack : new boolean[] {false, true}) {
            MemorySegment given = run(unmodified, xnnpack);
            Scores whole = new Scores(given, output, ScoreGrid.of(output), CLASSES);
            RewritingCheck check = RewritingCheck.of(whole, small);
            assertEquals(1, check.agreement());
            assertEquals(0, check.difference(), 1e-5);
            for (int label = 0; label < CLASSES; label++) {
                float[] confidences = new float[width * height];
                small.copyConfidences(label, MemorySegment.ofArray(confidences));
                float[] expected = new float[width * height];
                whole.copyConfidences(label, MemorySegment.ofArray(expected));
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], confidences[i], 1e-5);
                }
            }
        }
    }

    @Test
    void aCheckFailsWhereScoresDifferThoughEachPlaceShowsTheSameClass() {
        float[] values = {0, 10, 0, 10};
        float[] others = {0, 10, 0, 10.1f};
        assertTrue(check(values, values.clone()).passed());
        assertFalse(check(values, others).passed());
        assertFalse(check(values, new float[] {0, 10, 0, Float.NaN}).passed());
    }

    @Test
    void aCheckFailsWhereAPlaceShowsAnotherClass() {
        RewritingCheck check = check(new float[] {0, 100, 5, 5}, new float[] {0, 100, 5, 5.0001f});
        assertEquals(0.5, check.agreement());
        assertFalse(check.passed());
    }

    private static RewritingCheck check(float[] one, float[] other) {
        return RewritingCheck.of(pair(one), pair(other));
    }

    private static Scores pair(float[] values) {
        ModelOutput output = new ModelOutput(0, OutputKind.SCORES, Activation.NONE, 2, 1);
        return new Scores(MemorySegment.ofArray(values), output, ScoreGrid.of(output), 2);
    }

    private static MemorySegment run(ByteBuffer bytes, boolean xnnpack) {
        TfLiteRuntime runtime = TfLiteRuntimes.shared();
        InterpreterApi.Options options =
                new InterpreterApi.Options().setNumThreads(1).setUseXNNPACK(false);
        Delegate delegate =
                xnnpack
                        ? new XnnpackDelegateProvider().create(runtime, new DelegateOptions(1))
                        : null;
        if (delegate != null) {
            options.addDelegate(delegate);
        }
        try (Arena arena = Arena.ofConfined();
                NativeInterpreter interpreter =
                        runtime.createInterpreter(SmallModel.aligned(bytes, arena), options)) {
            Random random = new Random(9);
            MemorySegment input = interpreter.input(0);
            for (int i = 0; i < 6 * 8 * 3; i++) {
                input.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
            }
            interpreter.invoke();
            return MemorySegment.ofArray(interpreter.output(0).toArray(ValueLayout.JAVA_FLOAT));
        } finally {
            if (delegate != null) {
                delegate.close();
            }
        }
    }
}
