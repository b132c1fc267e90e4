// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.ModelException;

class TfLiteFileReaderTest {

    @Test
    void readsShapesAndTypes() throws Exception {
        TfLiteFile file =
                read(
                        TinyModel.scores()
                                .output(TensorType.INT32, 1, 2)
                                .operator(BuiltinOperator.SOFTMAX));
        assertEquals("[1, 6, 8, 3] float32", file.input().toString());
        assertEquals("[[1, 6, 8, 3] float32, [1, 2] int32]", file.outputs().toString());
        assertEquals(BuiltinOperator.SOFTMAX, file.outputs().getFirst().producer());
    }

    @Test
    void everyTruncationIsASentence() throws Exception {
        byte[] bytes =
                TinyModel.scores()
                        .labels("background", "cat", "dog")
                        .normalization(new float[] {1}, new float[] {2})
                        .operator(BuiltinOperator.CONV_2D)
                        .bytes();
        for (int length = 0; length < bytes.length; length++) {
            int end = length;
            ModelException refused =
                    assertThrows(
                            ModelException.class,
                            () -> TfLiteFileReader.read("a.tflite", TinyModel.buffer(bytes, end)),
                            () -> "truncated to " + end + " of " + bytes.length);
            assertTrue(refused.getMessage().startsWith("a.tflite "), refused.getMessage());
        }
    }

    @Test
    void damagedBytesGiveAModelOrASentence() throws Exception {
        byte[] bytes =
                TinyModel.scores()
                        .labels("background", "cat", "dog")
                        .activation(2)
                        .operator(BuiltinOperator.CONV_2D)
                        .bytes();
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = bytes.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
            }
            try {
                TfLiteFile file =
                        TfLiteFileReader.read(
                                "a.tflite", TinyModel.buffer(damaged, damaged.length));
                FileDescription.describe("a", "0", file);
            } catch (ModelException e) {
                refused++;
                assertTrue(e.getMessage().startsWith("a.tflite "), e.getMessage());
            }
        }
        assertTrue(refused > 1000, "refused " + refused);
    }

    @Test
    void anotherFormatIsNamedByItsBytes() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
        assertEquals(
                "a.tflite is not a TensorFlow Lite model: its bytes 4 to 7 should be \"TFL3\" but are 0d 0a 1a 0a",
                assertThrows(
                                ModelException.class,
                                () ->
                                        TfLiteFileReader.read(
                                                "a.tflite", TinyModel.buffer(png, png.length)))
                        .getMessage());
    }

    @Test
    void anInputThatIsNoImageIsRefusedWithItsShape() {
        assertEquals(
                "a.tflite takes an input of shape [1, 10] float32, but an image is [1, H, W, 3], or [1, H, W, 1] in grey",
                refusal(
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 10)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)));
        assertEquals(
                "a.tflite takes an input of shape [1, 6, 8, 2] float32, but an image is [1, H, W, 3], or [1, H, W, 1] in grey",
                refusal(
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 6, 8, 2)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)));
    }

    @Test
    void channelsFirstAreRefusedWithWhatToDo() {
        assertEquals(
                "a.tflite takes an input of shape [1, 3, 6, 8], channels first (NCHW), but only models with channels last, [1, H, W, 3], are supported: convert it for TensorFlow Lite in its own layout",
                refusal(
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 3, 6, 8)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)));
    }

    @Test
    void shortsThatStandForNothingAreRefused() {
        assertEquals(
                "a.tflite takes int16 numbers and does not say by a scale what they stand for",
                refusal(
                        new TinyModel()
                                .input(TensorType.INT16, 1, 6, 8, 3)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)));
    }

    @Test
    void numbersOfAnotherTypeAreRefused() {
        assertEquals(
                "a.tflite takes int32 numbers, but float32, float16, uint8, int8 and int16 are supported",
                refusal(
                        new TinyModel()
                                .input(TensorType.INT32, 1, 6, 8, 3)
                                .output(TensorType.FLOAT32, 1, 6, 8, 3)));
    }

    @Test
    void twoInputsAreRefused() {
        assertEquals(
                "a.tflite takes 2 inputs, but a segmentation model takes one image",
                refusal(TinyModel.scores().input(TensorType.FLOAT32, 1, 6, 8, 3)));
    }

    @Test
    void anOpenSizeIsKnownAndAnOpenBatchIsOne() throws Exception {
        TensorFacts open = read(TinyModel.scores().inputSignature(1, -1, -1, 3)).input();
        assertTrue(open.isOpen());
        assertEquals(513, open.width(513));
        TensorFacts batch = read(TinyModel.scores().inputSignature(-1, 6, 8, 3)).input();
        assertFalse(batch.isOpen());
        assertEquals(6, batch.height(0));
        assertEquals(1, batch.batch());
    }

    @Test
    void aLabelMapThatIsCutOffIsTruncation() {
        assertEquals(
                "a.tflite is truncated: its metadata name the label map labels.txt, which is not in it",
                refusal(TinyModel.scores().labels("background", "cat", "dog").withoutZip()));
    }

    private static String refusal(TinyModel model) {
        return assertThrows(ModelException.class, () -> read(model)).getMessage();
    }

    private static TfLiteFile read(TinyModel model) throws Exception {
        byte[] bytes = model.bytes();
        return TfLiteFileReader.read("a.tflite", TinyModel.buffer(bytes, bytes.length));
    }
}
