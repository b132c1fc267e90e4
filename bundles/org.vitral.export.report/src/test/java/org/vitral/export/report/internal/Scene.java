// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.vitral.contract.SampleSegmentation;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.segmentation.Segmentation;

/**
 * A photograph in which each pixel has a given class. Class c has the colour {@code 0x010203 * (c %
 * 80)}; what was looked at is the whole photograph unless a part is said.
 *
 * @param name of the photograph
 * @param width of the photograph
 * @param height of the photograph
 * @param region what was looked at
 * @param names of the classes
 * @param indices the classes of the region's pixels
 */
record Scene(String name, int width, int height, Region region, List<String> names, int[] indices) {

    static final int UNLABELLED = 255;

    static final List<String> THINGS =
            List.of("background", "horse", "ro\"ad, \u00e4\u4e2d\uD83D\uDC0E", "a\nb <i>&amp;'");

    /** A photograph whose rows are said by digits, {@code .} for a pixel without a class. */
    static Scene of(String... rows) {
        int width = rows[0].length();
        int[] indices =
                String.join("", rows)
                        .chars()
                        .map(c -> c == '.' ? UNLABELLED : Character.digit(c, 36))
                        .toArray();
        return new Scene(
                "b.jpg", width, rows.length, new Region(0, 0, width, rows.length), THINGS, indices);
    }

    /** Blots of some classes, with holes and pieces that touch by corners; some without a class. */
    static Scene random(long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 40);
        int height = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 40);
        int x = random.nextBoolean() ? 0 : random.nextInt(width);
        int y = random.nextBoolean() ? 0 : random.nextInt(height);
        Region region =
                new Region(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
        int[] indices = new int[region.width() * region.height()];
        boolean speckled = random.nextBoolean();
        for (int i = 0; speckled && i < indices.length; i++) {
            indices[i] = random.nextInt(3);
        }
        for (int blot = random.nextInt(9); blot > 0; blot--) {
            int label = random.nextInt(8) == 0 ? UNLABELLED : random.nextInt(THINGS.size());
            double centreX = random.nextDouble() * region.width();
            double centreY = random.nextDouble() * region.height();
            double radius = random.nextDouble() * Math.max(region.width(), region.height()) / 2;
            for (int i = 0; i < indices.length; i++) {
                int column = i % region.width();
                int row = i / region.width();
                if (Math.hypot(column - centreX, row - centreY) < radius) {
                    indices[i] = label;
                }
            }
        }
        return new Scene("s%d.jpg".formatted(seed), width, height, region, THINGS, indices);
    }

    Scene named(String other) {
        return new Scene(other, width, height, region, names, indices);
    }

    Scene of(List<String> classes) {
        return new Scene(name, width, height, region, classes, indices);
    }

    /** The same mask as that of a part of a larger photograph. */
    Scene within(int largerWidth, int largerHeight, int x, int y) {
        Region part = new Region(x, y, width, height);
        return new Scene(name, largerWidth, largerHeight, part, names, indices);
    }

    /** The same in a photograph that is larger on all sides. */
    Scene withRoom() {
        Region part = new Region(region.x() + 2, region.y() + 3, region.width(), region.height());
        return new Scene(name, width + 5, height + 7, part, names, indices);
    }

    /** Its only row, so many times. */
    Scene tall(int rows) {
        int[] repeated = new int[width * rows];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = indices[i % width];
        }
        return new Scene(name, width, rows, new Region(0, 0, width, rows), names, repeated);
    }

    ExportSubject subject() {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % width * 5);
        }
        Image image = Image.of(pixels, width, height, PixelFormat.RGB);
        return new ExportSubject(name, image, seen(image), Duration.ZERO);
    }

    /** The classes of the whole photograph, row by row; -1 outside and where there is none. */
    int[] truth() {
        int[] truth = new int[width * height];
        Arrays.fill(truth, -1);
        for (int i = 0; i < indices.length; i++) {
            int x = region.x() + i % region.width();
            int y = region.y() + i / region.width();
            truth[y * width + x] = indices[i] == UNLABELLED ? -1 : indices[i];
        }
        return truth;
    }

    private Segmentation seen(Image image) {
        Label[] labels = new Label[names.size()];
        Arrays.setAll(labels, i -> new Label(i, names.get(i), 0x010203 * (i % 80)));
        return SampleSegmentation.of(List.of(labels), region.width(), region.height(), indices)
                .in(image, region)
                .withoutScores();
    }
}
