// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SessionOptions;

/** A real photograph, as a camera with noise that trembles would film it. */
class FlickerTest {

    private static final int FRAMES = 10;

    private SegmenterRig test;

    @BeforeEach
    void open() {
        test =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "xnnpack"),
                        List.of(TestDelegates.xnnpack("xnnpack", 0)));
    }

    @AfterEach
    void close() {
        // The test data may be absent, and then there is nothing to close.
        if (test != null) {
            test.close();
            assertEquals(0, test.segmenter.blocksOnLoan());
        }
    }

    @Test
    void smoothedMasksFlickerLess() throws Exception {
        for (String photograph : List.of("horse_rider_257.jpg", "cats_and_dogs.jpg")) {
            List<Image> film = film(Starter.photograph(photograph));
            List<int[]> still = masks(List.of(Starter.photograph(photograph)), 0);
            List<int[]> plain = masks(film, 0);
            List<int[]> gentle = masks(film, 0.5);
            List<int[]> strong = masks(film, 0.9);
            String found =
                    "%s: %.3f %%, %.3f %% with 0.5, %.3f %% with 0.9"
                            .formatted(
                                    photograph,
                                    100 * flicker(plain),
                                    100 * flicker(gentle),
                                    100 * flicker(strong));
            assertTrue(flicker(gentle) < 0.8 * flicker(plain), found);
            assertTrue(flicker(strong) < 0.4 * flicker(plain), found);
            // And they are no worse: all frames show the photograph itself.
            assertTrue(distance(gentle, still) < distance(plain, still), photograph);
            assertTrue(distance(strong, still) < 1.1 * distance(plain, still), photograph);
        }
    }

    @Test
    void aFilmOfOneFrameGivesTheMasksThatItGivesWithoutSmoothing() throws Exception {
        Image still = Starter.photograph("cats_and_dogs.jpg");
        List<Image> film = List.of(still, still, still, still);
        List<int[]> plain = masks(film, 0);
        List<int[]> smoothed = masks(film, 1);
        for (int i = 0; i < film.size(); i++) {
            assertTrue(Arrays.equals(plain.get(i), smoothed.get(i)), "frame " + i);
        }
    }

    private List<int[]> masks(List<Image> film, double smoothing) throws Exception {
        List<int[]> masks = new ArrayList<>();
        try (SegmentationSession session =
                test.segmenter.open(SessionOptions.video().withSmoothing(smoothing))) {
            for (int i = 0; i < film.size(); i++) {
                try (Segmentation seen = session.segmentForVideo(film.get(i), 33L * i)) {
                    CategoryMask mask = seen.categoryMask();
                    int[] labels = new int[mask.width() * mask.height()];
                    for (int at = 0; at < labels.length; at++) {
                        labels[at] = mask.label(at % mask.width(), at / mask.width());
                    }
                    masks.add(labels);
                }
            }
        }
        return masks;
    }

    /** The share of pixels whose class is another one than in the frame before. */
    private static double flicker(List<int[]> masks) {
        long changed = 0;
        for (int i = 1; i < masks.size(); i++) {
            for (int at = 0; at < masks.get(i).length; at++) {
                changed += masks.get(i)[at] == masks.get(i - 1)[at] ? 0 : 1;
            }
        }
        return (double) changed / masks.getFirst().length / (masks.size() - 1);
    }

    /** The number of pixels that are another class than in the mask of the photograph. */
    private static long distance(List<int[]> masks, List<int[]> still) {
        long different = 0;
        for (int[] mask : masks) {
            for (int at = 0; at < mask.length; at++) {
                different += mask[at] == still.getFirst()[at] ? 0 : 1;
            }
        }
        return different;
    }

    /** Each frame is shifted by at most one pixel, and has noise of its own. */
    private static List<Image> film(Image photograph) {
        Random random = new Random(20_261_126);
        byte[] from = photograph.pixels().toArray(ValueLayout.JAVA_BYTE);
        int width = photograph.width();
        int height = photograph.height();
        List<Image> film = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            int right = random.nextInt(3) - 1;
            int down = random.nextInt(3) - 1;
            byte[] frame = new byte[from.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int column = Math.clamp(x + right, 0, width - 1);
                    int row = Math.clamp(y + down, 0, height - 1);
                    for (int c = 0; c < 3; c++) {
                        int value = from[(row * width + column) * 3 + c] & 0xff;
                        double noisy = value + 8 * random.nextGaussian();
                        frame[(y * width + x) * 3 + c] = (byte) Math.clamp((int) noisy, 0, 255);
                    }
                }
            }
            film.add(Image.of(frame, width, height, PixelFormat.BGR));
        }
        return film;
    }
}
