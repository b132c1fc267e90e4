// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What regions, contours and run lengths of masks of 21 classes cost: of 4000 x 3000 pixels in
 * areas with smooth borders, as interpolated scores give them, and of 1000 x 1000 pixels of noise,
 * which is the worst there is.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.api -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class ShapesBenchmark {

    private static final int ROUNDS = 15;
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;
    private static final int NOISE_SIDE = 1000;

    private ShapesBenchmark() {}

    /** Prints a table. */
    public static void main(String[] arguments) {
        System.out.println("| mask | step | first ms | median ms | result |");
        System.out.println("|---|---|---|---|---|");
        measure("areas", areas());
        measure("noise", noise());
    }

    private static void measure(String name, TestMask labels) {
        CategoryMask mask = new BytesMask(labels.width(), labels.height(), labels.pixels());
        List<ConnectedRegion> regions = mask.regions();
        ConnectedRegion largest = regions.getFirst();
        time(name, "regions by sides", () -> mask.regions().size());
        time(name, "regions by corners", () -> mask.regions(Connectivity.EIGHT).size());
        time(name, "contours of class 0", () -> corners(mask.polygons(0)));
        time(name, "the same within 1 pixel", () -> corners(mask.polygons(0, 1)));
        time(name, "the same within 5 pixels", () -> corners(mask.polygons(0, 5)));
        time(name, "contour of the largest region", () -> corners(largest.polygons()));
        time(name, "run lengths of class 0", () -> mask.runLengths(0).counts().length);
        time(name, "compressed", () -> mask.runLengths(0).compressed().length());
    }

    private static void time(String mask, String step, Supplier<Integer> work) {
        double[] millis = new double[ROUNDS];
        int result = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            result = work.get();
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "| %s | %s | %.1f | %.1f | %,d |%n", mask, step, first, millis[ROUNDS / 2], result);
    }

    private static int corners(List<Polygon> polygons) {
        int corners = 0;
        for (Polygon polygon : polygons) {
            corners += polygon.outer().size();
            corners += polygon.holes().stream().mapToInt(Ring::size).sum();
        }
        return corners;
    }

    private static TestMask areas() {
        int[] labels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < labels.length; i++) {
            double x = i % WIDTH / 150.0;
            double y = i / WIDTH / 130.0;
            double height = Math.sin(x + Math.sin(y)) + Math.cos(y - Math.sin(0.7 * x));
            labels[i] = height < 0.3 ? 0 : 1 + (int) (20 * (height - 0.3) / 1.71);
        }
        return new TestMask(WIDTH, HEIGHT, 1, labels);
    }

    private static TestMask noise() {
        Random random = new Random(1);
        int[] labels = random.ints(NOISE_SIDE * NOISE_SIDE, 0, 21).toArray();
        return new TestMask(NOISE_SIDE, NOISE_SIDE, 1, labels);
    }

    private record BytesMask(int width, int height, MemorySegment pixels) implements CategoryMask {
        @Override
        public int bytesPerPixel() {
            return 1;
        }

        @Override
        public int label(int x, int y) {
            throw new UnsupportedOperationException("Nobody asks for single pixels");
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }
}
