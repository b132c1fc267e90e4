// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;

/** How pixels become the numbers of a tensor, and those become scores. */
class TensorNumbersTest {

    private static final Normalization PER_CHANNEL =
            new Normalization(
                    List.of(123.675f, 116.28f, 103.53f), List.of(58.395f, 57.12f, 57.375f));

    /** Two numbers of a tensor never stand for one and the same score, whatever its scale. */
    @Test
    void maximaAndTiesStayWhatTheyAreInTheTensor() {
        Random random = new Random(11);
        for (int run = 0; run < 2_000; run++) {
            float scale = (float) Math.exp(random.nextDouble(-60, 60));
            LinearScale real = new LinearScale(scale, random.nextInt(-128, 256));
            for (int number = -32_768; number < 32_767; number += 1 + random.nextInt(64)) {
                assertTrue(real.real(number) < real.real(number + 1), real + " at " + number);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UINT8, 0, 255", "INT8, -128, 127"})
    void pixelsBecomeTheNumberThatIsNearestToTheirNormalizedValue(
            ElementType type, int least, int most) {
        Random random = new Random(12);
        for (int run = 0; run < 200; run++) {
            float step = random.nextFloat(0.01f, 0.05f);
            int zero = random.nextInt(least, most + 1);
            InputWriter writer =
                    InputWriter.of(
                                    new ModelInput(1, 1, PER_CHANNEL),
                                    type,
                                    new LinearScale(step, zero))
                            .orElseThrow();
            for (int pixel = 0; pixel <= 255; pixel++) {
                byte[] written = write(writer, pixel, 3);
                for (int channel = 0; channel < 3; channel++) {
                    double exact =
                            (pixel - PER_CHANNEL.mean(channel))
                                            / (double) PER_CHANNEL.std(channel)
                                            / step
                                    + zero;
                    int found =
                            type == ElementType.INT8 ? written[channel] : written[channel] & 0xff;
                    // Half a step, and what a float leaves of it.
                    assertEquals(Math.clamp(exact, least, most), found, 0.5001);
                }
            }
        }
    }

    @Test
    void aHalfGoesUpAndWhatIsOutsideBecomesTheEnd() {
        InputWriter writer =
                InputWriter.of(
                                new ModelInput(1, 1, new Normalization(List.of(100f), List.of(2f))),
                                ElementType.INT8,
                                new LinearScale(1, 0))
                        .orElseThrow();
        assertEquals(1, write(writer, 101, 1)[0]);
        assertEquals(0, write(writer, 99, 1)[0]);
        assertEquals(78, write(writer, 255, 1)[0]);
        InputWriter narrow =
                InputWriter.of(
                                new ModelInput(
                                        1, 1, new Normalization(List.of(100f), List.of(0.5f))),
                                ElementType.INT8,
                                new LinearScale(1, 0))
                        .orElseThrow();
        assertEquals(127, write(narrow, 255, 1)[0]);
        assertEquals(-128, write(narrow, 0, 1)[0]);
    }

    @Test
    void greyIsTheLumaOfTheColours() {
        InputWriter writer =
                InputWriter.floats(
                        new ModelInput(
                                1, 1, 1, false, new Normalization(List.of(0f), List.of(1f))));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tensor = arena.allocate(ValueLayout.JAVA_FLOAT, 1);
            writer.write(new float[] {100, 50, 10}, 1, tensor, 0, 1);
            assertEquals(
                    0.299 * 100 + 0.587 * 50 + 0.114 * 10,
                    tensor.get(ValueLayout.JAVA_FLOAT, 0),
                    1e-4);
        }
    }

    /** As where an orientation swaps the axes: the places of a row go into a column. */
    @ParameterizedTest
    @CsvSource({"FLOAT32", "FLOAT16", "UINT8", "INT8", "INT16"})
    void placesMayLieApartInTheTensor(ElementType type) {
        InputWriter writer =
                InputWriter.of(
                                new ModelInput(3, 2, new Normalization(List.of(0f), List.of(1f))),
                                type,
                                LinearScale.NONE)
                        .orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tensor = arena.allocate(18L * type.bytes(), 8);
            writer.write(new float[] {1, 2, 3, 4, 5, 6}, 2, tensor, 1, 3);
            float[] expected = new float[18];
            System.arraycopy(new float[] {1, 2, 3}, 0, expected, 3, 3);
            System.arraycopy(new float[] {4, 5, 6}, 0, expected, 12, 3);
            float[] found = new float[18];
            for (int i = 0; i < found.length; i++) {
                found[i] =
                        switch (type) {
                            case FLOAT32 -> tensor.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                            case FLOAT16 ->
                                    Float.float16ToFloat(
                                            tensor.getAtIndex(ValueLayout.JAVA_SHORT, i));
                            case INT16 -> tensor.getAtIndex(ValueLayout.JAVA_SHORT, i);
                            default -> tensor.get(ValueLayout.JAVA_BYTE, i);
                        };
            }
            assertArrayEquals(expected, found);
        }
    }

    private static byte[] write(InputWriter writer, int pixel, int channels) {
        float[] row = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            row[channel] = (pixel - writer.mean(channel)) * writer.scale(channel);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tensor = arena.allocate(3);
            writer.write(row, 1, tensor, 0, 1);
            return tensor.asSlice(0, channels).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
