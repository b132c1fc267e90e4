// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;

class ImageKindsTest {

    /** Of 255: what 32-bit sums, and 20 bits behind the point, leave. */
    private static final double TOLERANCE = 0.005;

    private static final Normalization AS_SEEN = new Normalization(List.of(0f), List.of(1f));

    /** One for all cases: what it keeps from one of them must not matter to the next. */
    private final ImagePreprocessor kept = new ImagePreprocessor(new ModelInput(13, 9, AS_SEEN));

    @Property(tries = 3000, seed = "20261126")
    void theTensorIsThatOfAConversionToRgbInDoublePrecision(
            @ForAll PixelFormat format,
            @ForAll Orientation orientation,
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll @IntRange(min = 0, max = 5) int gap,
            @ForAll boolean onHeap,
            @ForAll long seed) {
        Random random = new Random(seed);
        try (Arena arena = Arena.ofConfined()) {
            AnyImage any =
                    AnyImage.noise(
                            format, width, height, gap, orientation, random, onHeap ? null : arena);
            Image image = any.image();
            int left = random.nextInt(image.uprightWidth());
            int top = random.nextInt(image.uprightHeight());
            Region region =
                    new Region(
                            left,
                            top,
                            1 + random.nextInt(image.uprightWidth() - left),
                            1 + random.nextInt(image.uprightHeight() - top));
            compare(any, region);
        }
    }

    /** Wider than what is looked at together, and than what is interpolated. */
    @ParameterizedTest
    @EnumSource
    void veryWideRowsAreReadInParts(PixelFormat format) {
        AnyImage any =
                AnyImage.noise(format, 20_001, 5, 3, Orientation.MIRRORED, new Random(4), null);
        compare(any, new Region(1, 1, 19_998, 4));
    }

    private void compare(AnyImage any, Region region) {
        int width = 13;
        int height = 9;
        float[] filled = new float[width * height * 3];
        kept.fill(any.image(), region, MemorySegment.ofArray(filled));
        AxisTaps columns = AxisTaps.of(width, region.x(), region.width(), false);
        AxisTaps rows = AxisTaps.of(height, region.y(), region.height(), false);
        for (int i = 0; i < filled.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double sum = 0;
            for (int row = 0; row < rows.count[y]; row++) {
                for (int column = 0; column < columns.count[x]; column++) {
                    sum +=
                            (double) rows.weights[y * rows.stride + row]
                                    * columns.weights[x * columns.stride + column]
                                    * any.seen(
                                            columns.first[x] + column, rows.first[y] + row, i % 3);
                }
            }
            if (Math.abs(sum - filled[i]) > TOLERANCE) {
                assertEquals(sum, filled[i], TOLERANCE, "element " + i + " of " + any.image());
            }
        }
    }

    /** So large that the rows are shared with other threads. */
    @ParameterizedTest
    @EnumSource(names = {"RGB", "RGBA", "RGB48", "NV12", "I420"})
    void severalThreadsFillWhatOneFills(PixelFormat format) {
        AnyImage any =
                AnyImage.noise(format, 1801, 1333, 1, Orientation.ROTATED_90, new Random(8), null);
        ModelInput input = new ModelInput(257, 257, Normalization.DEFAULT);
        ImagePreprocessor several = new ImagePreprocessor(input, InputWriter.floats(input), 4);
        float[] expected = fill(new ImagePreprocessor(input), any.image());
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(expected, fill(several, any.image()));
        }
    }

    /** Other threads may not read it. */
    @ParameterizedTest
    @EnumSource(names = {"BGR", "NV21"})
    void aLargeImageInMemoryOfOneThreadIsReadByThatThread(PixelFormat format) {
        ModelInput input = new ModelInput(257, 257, Normalization.DEFAULT);
        ImagePreprocessor several = new ImagePreprocessor(input, InputWriter.floats(input), 4);
        try (Arena arena = Arena.ofConfined()) {
            Image image =
                    AnyImage.noise(format, 1801, 1333, 0, Orientation.UPRIGHT, new Random(9), arena)
                            .image();
            float[] expected = fill(new ImagePreprocessor(input), image);
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(expected, fill(several, image));
            }
        }
    }

    private static float[] fill(ImagePreprocessor preprocessor, Image image) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment tensor = arena.allocate(ValueLayout.JAVA_FLOAT, 257 * 257 * 3);
            Region all = new Region(0, 0, image.uprightWidth(), image.uprightHeight());
            preprocessor.fill(image, all, tensor);
            return tensor.toArray(ValueLayout.JAVA_FLOAT);
        }
    }
}
