// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.vitral.image.Image;
import org.vitral.image.Region;

class PixelateRendererTest {

    @Property(tries = 100, seed = "21")
    void everyPixelOfTheClassIsInABlockOfOneColourAndOthersAreUntouched(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 17) int block,
            @ForAll @IntRange(min = 0, max = 9) int margin) {
        int width = 20 + random.nextInt(40);
        int height = 20 + random.nextInt(40);
        Region region = new Region(random.nextInt(6), random.nextInt(6), width - 8, height - 8);
        float[][] scores = new float[3][5 * 5];
        for (float[] values : scores) {
            for (int at = 0; at < values.length; at++) {
                values[at] = random.nextFloat();
            }
        }
        Scene scene = Scene.scored(region, List.of("background", "face", "cat"), 5, 5, scores);
        Image photograph = Pictures.noise(width, height);
        Image picture =
                Pictures.render(
                        new PixelateRenderer(),
                        photograph,
                        scene,
                        "classes=face",
                        "block=" + block,
                        "margin=" + margin);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double near = distance(scene, x, y);
                if (near <= margin) {
                    int corner = Pictures.rgb(picture, x / block * block, y / block * block);
                    assertEquals(corner, Pictures.rgb(picture, x, y), x + ", " + y);
                } else if (near > margin + block + 1) {
                    assertEquals(
                            Pictures.rgb(photograph, x, y),
                            Pictures.rgb(picture, x, y),
                            x + ", " + y);
                }
            }
        }
    }

    /** How far the next pixel of the class is, along the axis on which it is farther. */
    private static double distance(Scene scene, int x, int y) {
        double nearest = Double.MAX_VALUE;
        for (int at = 0; at < scene.indices().length; at++) {
            if (scene.indices()[at] == 1) {
                int dx = Math.abs(scene.region().x() + at % scene.width() - x);
                int dy = Math.abs(scene.region().y() + at / scene.width() - y);
                nearest = Math.min(nearest, Math.max(dx, dy));
            }
        }
        return nearest;
    }

    @Property(tries = 20, seed = "22")
    void aBlockHasTheMeanOfItsPixels(@ForAll @IntRange(min = 2, max = 12) int block) {
        Image photograph = Pictures.noise(36, 36);
        Scene scene = Scene.empty(36, 36, "background", "face").withEllipse(1, 18, 18, 40, 40);
        Image picture =
                Pictures.render(new PixelateRenderer(), photograph, scene, "block=" + block);
        double mean = 0;
        for (int y = 0; y < block; y++) {
            for (int x = 0; x < block; x++) {
                mean += (Pictures.rgb(photograph, x, y) >> 16) / (double) (block * block);
            }
        }
        assertEquals(mean, Pictures.rgb(picture, 0, 0) >> 16, 0.51);
        assertTrue(Pictures.rgb(picture, 0, 0) == Pictures.rgb(picture, block - 1, block - 1));
    }
}
