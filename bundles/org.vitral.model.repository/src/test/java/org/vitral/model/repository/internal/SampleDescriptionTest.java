// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.model.samples.Samples;

/** What is understood of each kind of model by its file alone. */
class SampleDescriptionTest {

    private static final Normalization DEFAULT = Normalization.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "v3-os8, SCORES, SOFTMAX",
        "v3-int8, SCORES, SOFTMAX",
        "v3-int16, SCORES, SOFTMAX",
        "halves, SCORES, SOFTMAX",
        "inside-int8, SCORES, SOFTMAX",
        "softmax-uint8, SCORES, NONE",
        "foreground-float32, FOREGROUND_SCORE, SIGMOID",
        "foreground-float32-flat, FOREGROUND_SCORE, SIGMOID",
        "foreground-int8-flat, FOREGROUND_SCORE, SIGMOID",
        "foreground-uint8-logistic, FOREGROUND_SCORE, NONE",
        "indices-int32, CLASS_INDICES, NONE",
        "indices-int64-deep, CLASS_INDICES, NONE",
        "indices-uint8, CLASS_INDICES, NONE",
        "indices-uint8-deep, CLASS_INDICES, NONE",
        "indices-int8, CLASS_INDICES, NONE",
        "indices-float32, CLASS_INDICES, NONE",
        "indices-float32-deep, CLASS_INDICES, NONE",
        "indices-of-int8, CLASS_INDICES, NONE"
    })
    void theKindOfAMaskIsSeenInTypeScaleAndGraph(
            String sample, OutputKind kind, Activation activation) throws Exception {
        ModelDescription model = usable(sample);
        assertEquals(kind, model.output().kind());
        assertEquals(activation, model.output().activation());
    }

    @Test
    void aFlatScoreIsSaidToBeAGuess() throws Exception {
        assertEquals(
                "a.tflite gives one float32 number a place, [1, 65, 65], and no ARG_MAX before it: it is taken for the score of the foreground",
                usable("foreground-float32-flat").warnings().getLast());
    }

    @Test
    void aByteWithoutAScaleIsAPixelAsItIs() throws Exception {
        assertEquals(
                new Normalization(List.of(0f), List.of(1f)),
                usable("pixels").input().normalization());
        // The scale of this one says what a byte stands for, which is the pixel's value less 128.
        assertEquals(128, usable("v3-int8").input().normalization().mean(0));
    }

    @Test
    void aNormalizationThatBytesCanHoldIsUsed() throws Exception {
        ModelDescription model = usable("int8-imagenet");
        assertEquals(116.28f, model.input().normalization().mean(1));
        assertEquals(57.375f, model.input().normalization().std(2));
    }

    /** Metadata of the float model that a quantised one was made of. */
    @ParameterizedTest
    @ValueSource(floats = {1, 1e6f})
    void aNormalizationThatBytesCannotHoldIsNot(float std) throws Exception {
        TinyModel model =
                TinyModel.scores()
                        .normalization(new float[] {0}, new float[] {std})
                        .inputType(TensorType.UINT8)
                        .inputQuantization(1 / 128f, 128);
        ModelDescription described = describe(model.bytes());
        assertEquals(
                new Normalization(List.of(128f), List.of(128f)), described.input().normalization());
        assertTrue(
                described.warnings().getFirst().endsWith("pixels are used as they are"),
                described.warnings().getFirst());
    }

    @Test
    void greyIsOneChannel() throws Exception {
        assertEquals(1, usable("grey").input().channels());
        assertEquals(DEFAULT, usable("grey").input().normalization());
    }

    @ParameterizedTest
    @CsvSource({"open, 513, 513", "open-97x65, 97, 65", "open-int8, 65, 65"})
    void theSizeOfAnOpenInputIsWhatMetadataOrTheFileOrADefaultSay(
            String sample, int width, int height) throws Exception {
        ModelDescription model = usable(sample);
        assertTrue(model.input().resizable());
        assertEquals(width, model.input().width());
        assertEquals(height, model.input().height());
        assertEquals(
                sample.equals("open"),
                model.warnings()
                        .contains(
                                "a.tflite leaves the size of its input open: 513 x 513 is used unless another one is asked for"));
    }

    @ParameterizedTest
    @CsvSource({"batch-4, 65", "batch-2-fixed, 65", "batch-open, 65"})
    void aBatchIsNoReasonToRefuse(String sample, int size) throws Exception {
        assertEquals(size, usable(sample).input().width());
        assertEquals(size, usable(sample).output().height());
    }

    @ParameterizedTest
    @CsvSource({
        "scores-and-indices, 1, false",
        "named-in-file, 1, false",
        "named-in-metadata, 0, false",
        "labelled, 0, false",
        "largest, 1, true"
    })
    void theMaskIsTheOutputThatIsLabelledOrNamedOrLargest(String sample, int index, boolean guessed)
            throws Exception {
        ModelDescription model = usable(sample);
        assertEquals(index, model.output().index());
        assertEquals(
                guessed,
                model.warnings()
                        .contains(
                                "a.tflite does not say which of its outputs is the mask: the largest one is used, output 1, [1, 65, 65, 6] float32"));
    }

    @Test
    void qualityScoresAreAnOutputOfThatName() throws Exception {
        assertEquals(OptionalInt.of(1), usable("quality-int8").output().qualityScores());
        assertEquals(OptionalInt.empty(), usable("v3-int8").output().qualityScores());
    }

    @Test
    void theNumberOfClassesTellsThoseOfVocAndAde20kAndSaysSo() throws Exception {
        ModelDescription voc = usable("classes-21");
        assertEquals(new Label(15, "person", 0xc08080), voc.labels().get(15));
        assertEquals(
                "a.tflite has no label map: it has as many classes as PASCAL VOC 2012, 21, and is taken for a model of these",
                voc.warnings().getLast());
        assertEquals(new Label(2, "sky", 0x06e6e6), usable("classes-150").labels().get(2));
    }

    /** Parts of faces are 19 as well. */
    @Test
    void nineteenClassesAreNotTakenForThoseOfCityscapes() throws Exception {
        ModelDescription model = usable("classes-19");
        assertEquals("class 0", model.labels().getFirst().name());
        assertEquals(
                "a.tflite has no label map: its classes are called class 0 to class 18; if they are those of Cityscapes, a descriptor says so: \"labels\": \"cityscapes\"",
                model.warnings().getLast());
    }

    @Test
    void asManyClassesAsAMaskCanHoldAreFine() throws Exception {
        assertEquals(65_535, usable("classes-65535").labels().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            textBlock =
                    """
                    channels-first => a.tflite takes an input of shape [1, 3, 65, 65], channels first (NCHW), but only models with channels last, [1, H, W, 3], are supported: convert it for TensorFlow Lite in its own layout
                    scores-channels-first => a.tflite gives scores of shape [1, 6, 65, 65] for images of 65 x 65, channels first (NCHW), but only channels last, [1, H, W, C], are supported
                    two-masks => a.tflite has several outputs that may be the mask, among them 0 and 1, both [1, 65, 65, 6] float32: say which in a descriptor, as output.index
                    int32-image => a.tflite takes int32 numbers, but float32, float16, uint8, int8 and int16 are supported
                    classes-65536 => a.tflite has 65536 classes, but at most 65535 are supported
                    no-mask => a.tflite gives no segmentation mask: its outputs are [[1, 25350] float32], but a mask is [1, H, W, C] scores or [1, H, W] whole-number class indices
                    five-channels => a.tflite takes an input of shape [1, 65, 65, 5] float32, but an image is [1, H, W, 3], or [1, H, W, 1] in grey
                    """)
    void whatCannotBeUsedIsRefusedInASentence(String sample, String sentence) {
        byte[] file = Samples.refused().get(sample);
        assertEquals(
                sentence, assertThrows(ModelException.class, () -> describe(file)).getMessage());
    }

    private static ModelDescription usable(String sample) throws ModelException {
        return describe(Samples.usable(sample));
    }

    private static ModelDescription describe(byte[] file) throws ModelException {
        return FileDescription.describe(
                "a", "0", TfLiteFileReader.read("a.tflite", TinyModel.buffer(file, file.length)));
    }
}
