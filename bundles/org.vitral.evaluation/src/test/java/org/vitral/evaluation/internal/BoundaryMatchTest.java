// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundaryMatchTest {

    private record Place(int x, int y) {}

    @Test
    void itIsWhatComparingEveryPairOfPixelsGives() {
        Random random = new Random(3);
        for (int round = 0; round < 40; round++) {
            int width = 100 + random.nextInt(300);
            int height = 100 + random.nextInt(300);
            int[] seen = Masks.random(random, width, height, 3);
            int[] there =
                    random.nextBoolean() ? seen.clone() : Masks.random(random, width, height, 3);
            for (int i = 0; i < 20; i++) {
                there[random.nextInt(there.length)] = random.nextInt(3);
            }
            BoundaryMatch match = new BoundaryMatch(width, height, chars(there), chars(seen));
            for (int label = 0; label < 3; label++) {
                List<Place> truth = boundary(there, width, height, label);
                List<Place> mask = boundary(seen, width, height, label);
                double near = 0.0075 * Math.hypot(width, height);
                assertEquals(near(mask, truth, near), match.precision(label), 1e-12);
                assertEquals(near(truth, mask, near), match.recall(label), 1e-12);
            }
        }
    }

    private static char[] chars(int[] indices) {
        char[] chars = new char[indices.length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) indices[i];
        }
        return chars;
    }

    private static List<Place> boundary(int[] indices, int width, int height, int label) {
        List<Place> places = new ArrayList<>();
        int[][] steps = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean edge = false;
                for (int[] step : steps) {
                    int nx = x + step[0];
                    int ny = y + step[1];
                    edge |=
                            nx >= 0
                                    && ny >= 0
                                    && nx < width
                                    && ny < height
                                    && indices[ny * width + nx] != label;
                }
                if (edge && indices[y * width + x] == label) {
                    places.add(new Place(x, y));
                }
            }
        }
        return places;
    }

    private static double near(List<Place> of, List<Place> to, double near) {
        if (of.isEmpty()) {
            return 1;
        }
        long count =
                of.stream()
                        .filter(
                                a ->
                                        to.stream()
                                                .anyMatch(
                                                        b ->
                                                                Math.hypot(a.x - b.x, a.y - b.y)
                                                                        <= near))
                        .count();
        return (double) count / of.size();
    }
}
