// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntimes;

class EngineTest {

    private static final Region WHOLE = new Region(0, 0, Starter.SIZE, Starter.SIZE);

    private final MemoryPool pool = new MemoryPool();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theMaskEqualsTheGoldenOneInEveryPixel(int threads) throws Exception {
        Engine engine = engine("cpu", threads);
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                Segmentation seen = engine.segment(image, WHOLE, pool)) {
            assertEquals(0, differencesFromGolden(seen.categoryMask()));
        }
        engine.retire();
    }

    /** The raw frame is turned so that a viewer who honours the orientation sees the photograph. */
    @ParameterizedTest
    @EnumSource
    void theMaskIsUprightWhateverTheOrientationOfTheFrame(Orientation orientation)
            throws Exception {
        Engine engine = engine("cpu", 2);
        try (Image image = turned(Starter.photograph("horse_rider_257.jpg"), orientation);
                Segmentation seen = engine.segment(image, WHOLE, pool)) {
            assertEquals(0, differencesFromGolden(seen.categoryMask()));
        }
        engine.retire();
    }

    @Test
    void anEngineClosesWhenItsLastLeaseEnds() throws Exception {
        Engine engine = engine("cpu", 1);
        assertTrue(engine.acquire());
        engine.retire();
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                Segmentation seen = engine.segment(image, WHOLE, pool)) {
            assertEquals("cpu", seen.delegate());
        }
        engine.release();
        assertFalse(engine.acquire());
    }

    @Test
    void aDelegateThatIsNotInstalledIsRefusedWithThoseThatAre() {
        EngineFactory factory = factory();
        SegmentationException refusal =
                assertThrows(
                        SegmentationException.class,
                        () -> factory.make(new EngineRequest("deeplabv3", "gpu", 1), List.of(), 1));
        assertEquals(
                "There is no delegate named \"gpu\" here; there are: cpu", refusal.getMessage());
    }

    @Test
    void aModelThatIsNotHereIsRefusedWithThoseThatAre() {
        EngineFactory factory = factory();
        SegmentationException refusal =
                assertThrows(
                        SegmentationException.class,
                        () -> factory.make(new EngineRequest("deeplab", "cpu", 1), List.of(), 1));
        assertEquals(
                "There is no model named \"deeplab\" here; there are: deeplabv3",
                refusal.getMessage());
    }

    @Test
    void aNegativeNumberOfThreadsIsRefused() {
        EngineFactory factory = factory();
        SegmentationException refusal =
                assertThrows(
                        SegmentationException.class,
                        () ->
                                factory.make(
                                        new EngineRequest("deeplabv3", "cpu", -1), List.of(), 1));
        assertTrue(refusal.getMessage().endsWith("not -1"), refusal.getMessage());
    }

    private static Engine engine(String delegate, int threads) throws SegmentationException {
        return factory().make(new EngineRequest("deeplabv3", delegate, threads), List.of(), 1);
    }

    private static EngineFactory factory() {
        return new EngineFactory(
                new ModelShelf(Starter.model()),
                TfLiteRuntimes.shared(),
                new ChoiceMemory(Path.of("no such folder")),
                Starter.withoutRewriting());
    }

    private static Image turned(Image upright, Orientation orientation) {
        int size = Starter.SIZE;
        byte[] from = upright.pixels().toArray(ValueLayout.JAVA_BYTE);
        byte[] raw = new byte[from.length];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int at = orientation.rawY(x, y, size) * size + orientation.rawX(x, y, size);
                System.arraycopy(from, (y * size + x) * 3, raw, at * 3, 3);
            }
        }
        return Image.of(
                MemorySegment.ofArray(raw), size, size, size * 3, PixelFormat.BGR, orientation);
    }

    private static int differencesFromGolden(CategoryMask mask) throws Exception {
        Raster golden =
                ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                        .getRaster();
        int differences = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (golden.getSample(x, y, 0) != mask.label(x, y) * 10) {
                    differences++;
                }
            }
        }
        return differences;
    }
}
