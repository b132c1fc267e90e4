// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

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
        return new ExportSubject(
                name,
                Image.of(pixels, width, height, PixelFormat.RGB),
                new Seen(this),
                Duration.ZERO);
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

    /** A mask over memory, as those of a segmenter are. */
    private record Mask(int width, int height, int bytesPerPixel, MemorySegment pixels)
            implements CategoryMask {

        static Mask of(int width, int height, boolean wide, int[] indices) {
            if (wide) {
                short[] shorts = new short[indices.length];
                for (int i = 0; i < shorts.length; i++) {
                    shorts[i] = (short) indices[i];
                }
                return new Mask(width, height, 2, MemorySegment.ofArray(shorts).asReadOnly());
            }
            byte[] bytes = new byte[indices.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) indices[i];
            }
            return new Mask(width, height, 1, MemorySegment.ofArray(bytes).asReadOnly());
        }

        @Override
        public int label(int x, int y) {
            long at = (long) Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width);
            return bytesPerPixel == 1
                    ? pixels.get(ValueLayout.JAVA_BYTE, at) & 0xff
                    : pixels.getAtIndex(ValueLayout.JAVA_SHORT, at) & 0xffff;
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }

    /** What was seen: a mask at the size of the region only. */
    private record Seen(Scene scene) implements Segmentation {

        @Override
        public ModelDescription model() {
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < scene.names.size(); i++) {
                labels.add(new Label(i, scene.names.get(i), 0x010203 * (i % 80)));
            }
            return new ModelDescription(
                    "shapes",
                    "1.0.0",
                    "Shapes",
                    "00",
                    "Apache-2.0",
                    new ModelInput(width(), height(), Normalization.DEFAULT),
                    new ModelOutput(0, OutputKind.SCORES, Activation.NONE, width(), height()),
                    labels,
                    List.of());
        }

        private boolean wide() {
            return scene.names.size() > 256;
        }

        @Override
        public Optional<Label> unlabelled() {
            return wide() ? Optional.empty() : Optional.of(Label.unlabelled(1));
        }

        @Override
        public CategoryMask categoryMask(int wantedWidth, int wantedHeight) {
            if (wantedWidth != width() || wantedHeight != height()) {
                throw new IllegalArgumentException("There is one size only");
            }
            return categoryMask();
        }

        @Override
        public CategoryMask categoryMask() {
            return Mask.of(width(), height(), wide(), scene.indices);
        }

        @Override
        public List<LabelShare> labels() {
            TreeMap<Integer, Long> counts = new TreeMap<>();
            for (int index : scene.indices) {
                counts.merge(index, 1L, Long::sum);
            }
            List<LabelShare> shares = new ArrayList<>();
            counts.forEach(
                    (index, pixels) ->
                            shares.add(
                                    new LabelShare(
                                            label(index),
                                            pixels,
                                            (double) pixels / scene.indices.length)));
            shares.sort((a, b) -> Long.compare(b.pixels(), a.pixels()));
            return shares;
        }

        @Override
        public int width() {
            return scene.region.width();
        }

        @Override
        public int height() {
            return scene.region.height();
        }

        @Override
        public Region region() {
            return scene.region;
        }

        @Override
        public int modelWidth() {
            return width();
        }

        @Override
        public int modelHeight() {
            return height();
        }

        @Override
        public ConfidenceMask confidenceMask(int label) {
            throw new IllegalArgumentException("There are class indices only");
        }

        @Override
        public ConfidenceMask confidenceMask(int label, int wantedWidth, int wantedHeight) {
            return confidenceMask(label);
        }

        @Override
        public ConfidenceMask scores(int label) {
            return confidenceMask(label);
        }

        @Override
        public ConfidenceMask margin() {
            throw new UnsupportedOperationException("There are class indices only");
        }

        @Override
        public ConfidenceMask entropy() {
            throw new UnsupportedOperationException("There are class indices only");
        }

        @Override
        public Frames frames() {
            throw new UnsupportedOperationException("There are class indices only");
        }

        @Override
        public Segmentation copy() {
            return this;
        }

        @Override
        public Timings timings() {
            return new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public List<EffectiveDelegate> delegates() {
            return List.of(new EffectiveDelegate("cpu", ""));
        }

        @Override
        public String delegateReason() {
            return "";
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
