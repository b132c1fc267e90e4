// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

class GraphRulesTest {

    private static final byte NONE = ActivationFunctionType.NONE;
    private static final int CHANNELS = 3;

    private final SmallModel model = new SmallModel();

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void aLastEnlargementIsLeftOutAndItsFlagsAreSaid(boolean corners, boolean halfPixel) {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, corners, halfPixel);
        RewrittenModel rewritten = rewrite(model.build(large), GridScoresRule.NAME);
        assertEquals(
                Optional.of(new GridResize(8, 6, corners, halfPixel)), rewritten.droppedResize());
        assertEquals(
                Change.made("The mask's scores stay 8 x 6 instead of 29 x 21"),
                rewritten.outcomes().getFirst().change());
        assertEquals(
                new GraphSize(1, 21 * 29 * 5 * 3, 21 * 29 * 5 * 4 + 8),
                rewritten.outcomes().getFirst().saved());
        // What is left gives what the resize would have started from.
        assertArrayEquals(
                run(model.build(scores), 6, 8), run(rewritten.bytes().orElseThrow(), 6, 8));
    }

    @Test
    void aResizeThatChangesNothingIsLeftOutWithTheOneThatFollows() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int same = model.resize(scores, 6, 8, true, false);
        int large = model.resize(same, 21, 29, true, false);
        RewrittenModel rewritten = rewrite(model.build(large), GridScoresRule.NAME);
        assertEquals(2, rewritten.outcomes().getFirst().saved().nodes());
        assertArrayEquals(
                run(model.build(scores), 6, 8), run(rewritten.bytes().orElseThrow(), 6, 8));
    }

    @Test
    void aResizeOfAResizeStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int middle = model.resize(scores, 12, 16, true, false);
        int large = model.resize(middle, 21, 29, true, false);
        RewrittenModel rewritten = rewrite(model.build(large), GridScoresRule.NAME);
        assertEquals(Optional.of(new GridResize(16, 12, true, false)), rewritten.droppedResize());
    }

    @Test
    void aSecondOutputStaysWhereItIs() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, true, false);
        int other = model.convolution(scores, 2, 1, NONE);
        GraphRewriter rewriter = GraphRewriter.standard();
        RewrittenModel rewritten = rewriter.rewrite(model.build(other, large), 1, rule -> true);
        assertTrue(rewritten.bytes().isPresent());
        assertArrayEquals(
                run(model.build(other, large), 6, 8), run(rewritten.bytes().orElseThrow(), 6, 8));
    }

    @Test
    void aMaskThatIsNotMadeByAResizeStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        refused(
                "The mask is made by CONV_2D, not by RESIZE_BILINEAR",
                GridScoresRule.NAME,
                model.build(scores));
    }

    @Test
    void aReductionStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        refused(
                "The mask's resize does not enlarge: 8 x 6 to 4 x 6",
                GridScoresRule.NAME,
                model.build(model.resize(scores, 6, 4, true, false)));
    }

    @Test
    void aResizeWithBothFlagsStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        refused(
                "The mask's resize has both flags, align corners and half pixel centers",
                GridScoresRule.NAME,
                model.build(model.resize(scores, 21, 29, true, true)));
    }

    @Test
    void aMaskThatIsReadInTheGraphStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, true, false);
        refused(
                "The mask is used in the graph, too",
                GridScoresRule.NAME,
                model.build(large, model.convolution(large, 1, 1, NONE)));
    }

    @Test
    void anInputThatIsOnlyResizedStays() {
        refused(
                "What the mask is resized from is not computed",
                GridScoresRule.NAME,
                model.build(model.resize(model.input(6, 8, 3), 21, 29, true, false)));
    }

    @Test
    void aQuantizedMaskStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, true, false);
        model.type(scores, TensorType.UINT8).type(large, TensorType.UINT8);
        refused(
                "The mask's resize is one of uint8 [1, 6, 8, 5], not of float32 [1, H, W, C] of a fixed size",
                GridScoresRule.NAME,
                model.build(large));
    }

    @Test
    void aMaskOfAnOpenSizeStays() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, true, false);
        model.signature(large, 1, -1, -1, 5);
        refused(
                "The mask's resize is one of float32 [1, 21, 29, 5] of an open size, not of float32 [1, H, W, C] of a fixed size",
                GridScoresRule.NAME,
                model.build(large));
    }

    @ParameterizedTest
    @CsvSource({
        "0, NONE, true",
        "0, RELU, false",
        "1, RELU6, true",
        "1, NONE, false",
        "2, RELU, true",
    })
    void anEnlargedMapOfOnePlaceIsFoldedWhereverItStands(
            int place, String activation, boolean bilinear) {
        ByteBuffer unmodified = pyramid(place, activation(activation), bilinear, 3);
        RewrittenModel rewritten = rewrite(unmodified, ImageBranchRule.NAME);
        RuleOutcome outcome = rewritten.outcomes().getFirst();
        assertEquals(
                Change.made(
                        "4 of the 15 channels before a CONV_2D are the same at all 9 x 7 places"),
                outcome.change());
        long resize = bilinear ? 9 * 7 * 4 * 3 : 0;
        assertEquals(9 * 7 * 4 * 6 - 4 * 6 + resize, outcome.saved().multiplications());
        assertSameResult(unmodified, rewritten);
    }

    @Test
    void aMapThatStandsBesideOneOtherLeavesNoConcatenation() {
        ByteBuffer unmodified = pyramid(0, ActivationFunctionType.RELU, true, 2);
        RewrittenModel rewritten = rewrite(unmodified, ImageBranchRule.NAME);
        assertEquals(0, rewritten.outcomes().getFirst().saved().nodes());
        assertSameResult(unmodified, rewritten);
    }

    @Test
    void bothRulesTogetherGiveTheSame() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, NONE, branches[1], branches[0]);
        int merged = model.convolution(joined, 6, 1, ActivationFunctionType.RELU);
        int scores = model.convolution(merged, 5, 1, NONE);
        ByteBuffer small = model.build(scores);
        RewrittenModel rewritten =
                GraphRewriter.standard()
                        .rewrite(
                                model.build(model.resize(scores, 49, 65, true, false)),
                                0,
                                rule -> true);
        assertEquals(2, rewritten.outcomes().stream().filter(o -> o.change().applied()).count());
        assertSameResult(small, rewritten);
    }

    @Test
    void withoutAPyramidNothingIsFolded() {
        refused(
                "There is no CONCATENATION of an enlarged 1 x 1 map before a CONV_2D",
                ImageBranchRule.NAME,
                model.build(model.convolution(model.input(6, 8, 3), 5, 1, NONE)));
    }

    @Test
    void anEnlargedMapOfSeveralPlacesStays() {
        int input = model.input(7, 9, 3);
        int small = model.convolution(model.resize(input, 1, 2, true, false), 4, 1, NONE);
        int large = model.resize(small, 7, 9, true, false);
        int joined = model.concatenation(CHANNELS, NONE, large, input);
        refused(
                "There is no CONCATENATION of an enlarged 1 x 1 map before a CONV_2D",
                ImageBranchRule.NAME,
                model.build(model.convolution(joined, 6, 1, NONE)));
    }

    @Test
    void anEnlargedMapOfOtherNumbersStays() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, NONE, branches);
        int small = model.inputOf(branches[0]);
        model.type(small, TensorType.INT8);
        refused(
                "The 1 x 1 map is int8 [1, 1, 1, 4], not float32 [1, 1, 1, C]",
                ImageBranchRule.NAME,
                model.build(model.convolution(joined, 6, 1, NONE)));
    }

    /** Keras leaves the batch open in what it converts; nobody asks for another one than 1. */
    @Test
    void aBatchThatIsLeftOpenIsNoOpenSize() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        int large = model.resize(scores, 21, 29, true, false);
        model.signature(scores, -1, 6, 8, 5).signature(large, -1, 21, 29, 5);
        RewrittenModel rewritten = rewrite(model.build(large), GridScoresRule.NAME);
        assertTrue(rewritten.outcomes().getFirst().change().applied());
        assertArrayEquals(
                run(model.build(scores), 6, 8), run(rewritten.bytes().orElseThrow(), 6, 8));
    }

    /** At the border such a convolution sees zeros, and no constant. */
    @Test
    void aConvolutionOfSeveralPlacesStays() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, NONE, branches);
        refused(
                "The CONV_2D of the joined maps is not 1 x 1 with steps of 1",
                ImageBranchRule.NAME,
                model.build(model.convolution(joined, 6, 3, NONE)));
    }

    @Test
    void joinedMapsThatAreReadTwiceStay() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, NONE, branches);
        int first = model.convolution(joined, 6, 1, NONE);
        refused(
                "The joined maps are not read by one CONV_2D alone",
                ImageBranchRule.NAME,
                model.build(first, model.convolution(joined, 2, 1, NONE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void mapsThatAreJoinedAlongAnotherAxisStay(int axis) {
        int[] branches = branches(2);
        int other = model.convolution(branches[1], 4, 1, NONE);
        int joined = model.concatenation(axis, NONE, branches[0], other);
        refused(
                "The enlarged 1 x 1 map is not put beside other channels as it is",
                ImageBranchRule.NAME,
                model.build(model.convolution(joined, 6, 1, NONE)));
    }

    @Test
    void aConcatenationWithAnActivationStays() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, ActivationFunctionType.RELU, branches);
        refused(
                "The enlarged 1 x 1 map is not put beside other channels as it is",
                ImageBranchRule.NAME,
                model.build(model.convolution(joined, 6, 1, NONE)));
    }

    @Test
    void weightsOfHalfPrecisionStay() {
        int[] branches = branches(2);
        int joined = model.concatenation(CHANNELS, NONE, branches);
        int weights = model.weights(6, 1, 1, 9);
        int merged = model.convolution(joined, weights, NONE);
        model.type(weights, TensorType.FLOAT16);
        refused(
                "The CONV_2D of the joined maps has no weights of 32-bit floats",
                ImageBranchRule.NAME,
                model.build(merged));
    }

    @Test
    void aFileThatIsNoModelIsLeftAlone() {
        RewrittenModel rewritten = rewrite(ByteBuffer.allocate(64), GridScoresRule.NAME);
        assertFalse(rewritten.bytes().isPresent());
        assertFalse(rewritten.outcomes().getFirst().change().applied());
    }

    @Test
    void aRuleThatIsNotWantedIsNotAskedFor() {
        int scores = model.convolution(model.input(6, 8, 3), 5, 1, NONE);
        ByteBuffer unmodified = model.build(model.resize(scores, 21, 29, true, false));
        RewrittenModel rewritten = GraphRewriter.standard().rewrite(unmodified, 0, rule -> false);
        assertEquals(List.of(), rewritten.outcomes());
        assertFalse(rewritten.bytes().isPresent());
    }

    private static byte activation(String name) {
        return (byte) List.of(ActivationFunctionType.names).indexOf(name);
    }

    /** A map of one place that was enlarged to 9 x 7, and others beside it. */
    private int[] branches(int count) {
        int input = model.input(7, 9, 3);
        int image = model.convolution(model.pool(input), 4, 1, ActivationFunctionType.RELU);
        List<Integer> branches = new ArrayList<>(List.of(model.resize(image, 7, 9, true, false)));
        for (int i = 1; i < count; i++) {
            branches.add(model.convolution(input, 4 + i, 1, NONE));
        }
        return branches.stream().mapToInt(one -> one).toArray();
    }

    private ByteBuffer pyramid(int place, byte activation, boolean bilinear, int count) {
        int input = model.input(7, 9, 3);
        int image = model.convolution(model.pool(input), 4, 1, ActivationFunctionType.RELU);
        int enlarged =
                bilinear
                        ? model.resize(image, 7, 9, true, false)
                        : model.resizeToNearest(image, 7, 9);
        List<Integer> branches = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            branches.add(model.convolution(input, 4 + i, 3, NONE));
        }
        branches.add(place, enlarged);
        int joined =
                model.concatenation(
                        place == 0 ? -1 : CHANNELS,
                        NONE,
                        branches.stream().mapToInt(one -> one).toArray());
        return model.build(model.convolution(joined, 6, 1, activation));
    }

    private static RewrittenModel rewrite(ByteBuffer unmodified, String rule) {
        return GraphRewriter.standard().rewrite(unmodified, 0, rule::equals);
    }

    private static void refused(String reason, String rule, ByteBuffer unmodified) {
        RewrittenModel rewritten = rewrite(unmodified, rule);
        assertEquals(Change.none(reason), rewritten.outcomes().getFirst().change());
        assertFalse(rewritten.bytes().isPresent());
        assertEquals(Optional.empty(), rewritten.droppedResize());
    }

    private static void assertSameResult(ByteBuffer unmodified, RewrittenModel rewritten) {
        float[] expected = run(unmodified, 7, 9);
        float[] found = run(rewritten.bytes().orElseThrow(), 7, 9);
        assertArrayEquals(expected, found, 1e-4f);
    }

    /** The first output for a random input, on the plain kernels. */
    private static float[] run(ByteBuffer bytes, int height, int width) {
        try (Arena arena = Arena.ofConfined();
                NativeInterpreter interpreter =
                        TfLiteRuntimes.shared()
                                .createInterpreter(
                                        SmallModel.aligned(bytes, arena),
                                        new InterpreterApi.Options()
                                                .setNumThreads(1)
                                                .setUseXNNPACK(false))) {
            Random random = new Random(9);
            MemorySegment input = interpreter.input(0);
            for (int i = 0; i < height * width * 3; i++) {
                input.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
            }
            interpreter.invoke();
            return interpreter.output(0).toArray(ValueLayout.JAVA_FLOAT);
        }
    }
}
