// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

class FileDescriptionTest {

    @Test
    void metadataSayEverything() throws Exception {
        ModelDescription model =
                describe(
                        TinyModel.scores()
                                .normalization(new float[] {1, 2, 3}, new float[] {4, 5, 6})
                                .labels("background", "cat", "dog")
                                .activation(1)
                                .version("v3.1"));
        assertEquals(
                new Normalization(List.of(1f, 2f, 3f), List.of(4f, 5f, 6f)),
                model.input().normalization());
        assertEquals(List.of("background", "cat", "dog"), names(model));
        assertEquals(Activation.SIGMOID, model.output().activation());
        assertEquals("v3.1", model.version());
        assertEquals("Tiny", model.title());
        assertEquals(8, model.input().width());
        assertEquals(6, model.output().height());
        assertEquals(List.of(), model.warnings());
    }

    @Test
    void aLabelMapWithALanguageGivesDisplayNames() throws Exception {
        ModelDescription model =
                describe(
                        TinyModel.scores()
                                .normalization(new float[] {0}, new float[] {1})
                                .activation(2)
                                .labels("background", "cat", "dog")
                                .labels("de", List.of("Hintergrund", "Katze", "Hund"))
                                .labels("pt-BR", List.of("fundo", "gato", "cachorro")));
        assertEquals(List.of("background", "cat", "dog"), names(model));
        assertEquals("Hund", model.labelsIn(Locale.GERMANY).get(2).displayName());
        assertEquals("gato", model.labelsIn(Locale.of("pt", "BR")).get(1).displayName());
        assertEquals("dog", model.labelsIn(Locale.FRENCH).get(2).displayName());
        assertEquals(List.of(), model.warnings());
    }

    @Test
    void aLabelMapWithALanguageButOtherLengthIsNotUsedAndSaid() throws Exception {
        ModelDescription model =
                describe(
                        TinyModel.scores()
                                .normalization(new float[] {0}, new float[] {1})
                                .activation(2)
                                .labels("background", "cat", "dog")
                                .labels("de", List.of("Katze", "Hund")));
        assertEquals(Map.of(), model.displayNames());
        assertEquals(
                List.of(
                        "a.tflite has 3 classes, but its label map in the language de has 2 names and is not used"),
                model.warnings());
    }

    @Test
    void whatIsNotSaidIsAWarning() throws Exception {
        ModelDescription model = describe(TinyModel.scores());
        assertEquals(Normalization.DEFAULT, model.input().normalization());
        assertEquals(Activation.SOFTMAX, model.output().activation());
        assertEquals(List.of("class 0", "class 1", "class 2"), names(model));
        assertEquals(0x008000, model.labels().get(2).rgb());
        assertEquals("unknown", model.license());
        assertEquals(
                List.of(
                        "a.tflite does not say how its input is normalized: mean 127.5 and std 127.5 are used",
                        "a.tflite does not say what makes its scores confidences: softmax is used",
                        "a.tflite has no label map: its classes are called class 0 to class 2"),
                model.warnings());
    }

    @Test
    void aSoftmaxInTheGraphNeedsNoOther() throws Exception {
        assertEquals(
                Activation.NONE,
                describe(TinyModel.scores().operator(BuiltinOperator.SOFTMAX))
                        .output()
                        .activation());
    }

    @Test
    void aLabelMapOfAnotherLengthIsFittedAndSaid() throws Exception {
        ModelDescription model = describe(TinyModel.scores().activation(2).labels("a", "b"));
        assertEquals(List.of("a", "b", "class 2"), names(model));
        assertEquals(
                "a.tflite has 3 classes, but its label map has 2 names",
                model.warnings().getLast());
    }

    @Test
    void oneChannelIsAForeground() throws Exception {
        TinyModel foreground =
                new TinyModel()
                        .input(TensorType.FLOAT32, 1, 6, 8, 3)
                        .output(TensorType.FLOAT32, 1, 6, 8, 1);
        ModelDescription model = describe(foreground);
        assertEquals(OutputKind.FOREGROUND_SCORE, model.output().kind());
        assertEquals(Activation.SIGMOID, model.output().activation());
        assertEquals(List.of("background", "foreground"), names(model));
        assertEquals(
                Activation.NONE,
                describe(foreground.operator(BuiltinOperator.LOGISTIC)).output().activation());
        assertEquals(List.of("background", "person"), names(describe(foreground.labels("person"))));
    }

    @Test
    void wholeNumbersWithoutChannelsAreClassIndices() throws Exception {
        ModelDescription model =
                describe(
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 6, 8, 3)
                                .output(TensorType.INT64, 1, 3, 4)
                                .labels("a", "b"));
        assertEquals(OutputKind.CLASS_INDICES, model.output().kind());
        assertEquals(4, model.output().width());
        assertEquals(List.of("a", "b"), names(model));
    }

    @Test
    void theLargestImageOfScoresIsTheMask() throws Exception {
        ModelDescription model =
                describe(
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 6, 8, 3)
                                .output(TensorType.FLOAT32, 1, 3, 4, 3)
                                .output(TensorType.INT32, 1, 600, 800)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)
                                .output(TensorType.FLOAT32, 1, 1000));
        assertEquals(2, model.output().index());
    }

    @Test
    void aModelWithoutAMaskIsRefusedWithItsOutputs() {
        TinyModel classifier =
                new TinyModel()
                        .input(TensorType.FLOAT32, 1, 6, 8, 3)
                        .output(TensorType.FLOAT32, 1, 1001);
        assertEquals(
                "a.tflite gives no segmentation mask: its outputs are [[1, 1001] float32], but a mask is [1, H, W, C] scores or [1, H, W] whole-number class indices",
                assertThrows(ModelException.class, () -> describe(classifier)).getMessage());
    }

    @Test
    void quantizedInputsTakeThePixelAsItIs() throws Exception {
        ModelDescription unsigned =
                describe(
                        new TinyModel()
                                .input(TensorType.UINT8, 1, 6, 8, 3)
                                .inputQuantization(0.5f, 10)
                                .output(TensorType.UINT8, 1, 6, 8, 3));
        assertEquals(
                new Normalization(List.of(10f), List.of(2f)), unsigned.input().normalization());
        ModelDescription signed =
                describe(
                        new TinyModel()
                                .input(TensorType.INT8, 1, 6, 8, 3)
                                .inputQuantization(0.25f, -128)
                                .output(TensorType.INT8, 1, 6, 8, 3));
        assertEquals(new Normalization(List.of(0f), List.of(4f)), signed.input().normalization());
    }

    @Test
    void aNormalizationThatCannotBeIsRefused() {
        assertEquals(
                "a.tflite has the normalization mean [1.0, 2.0], std [1.0] in its metadata, but each needs 1 or 3 values and no std is 0",
                assertThrows(
                                ModelException.class,
                                () ->
                                        describe(
                                                TinyModel.scores()
                                                        .normalization(
                                                                new float[] {1, 2},
                                                                new float[] {1})))
                        .getMessage());
    }

    private static List<String> names(ModelDescription model) {
        return model.labels().stream().map(Label::name).toList();
    }

    private static ModelDescription describe(TinyModel model) throws Exception {
        byte[] bytes = model.bytes();
        return FileDescription.describe(
                "a", "0", TfLiteFileReader.read("a.tflite", TinyModel.buffer(bytes, bytes.length)));
    }
}
