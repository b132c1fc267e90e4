// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
 * A segmentation with a given class for every pixel of a region.
 *
 * @param names the names of the classes; class c has the colour {@link #color}
 * @param indices the classes, row by row
 */
record Scene(Region region, List<String> names, int[] indices) implements Segmentation {

    /** PASCAL's colours: the bits of the index, spread over the channels. */
    static int color(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int bit = 7, rest = index; bit >= 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }

    /** A scene of background of the given size. */
    static Scene empty(int width, int height, String... names) {
        return new Scene(new Region(0, 0, width, height), List.of(names), new int[width * height]);
    }

    /** This scene with an ellipse of one class. */
    Scene withEllipse(int index, double x, double y, double radiusX, double radiusY) {
        int[] painted = indices.clone();
        for (int row = 0; row < height(); row++) {
            for (int column = 0; column < width(); column++) {
                double dx = (column + 0.5 - x) / radiusX;
                double dy = (row + 0.5 - y) / radiusY;
                if (dx * dx + dy * dy <= 1) {
                    painted[row * width() + column] = index;
                }
            }
        }
        return new Scene(region, names, painted);
    }

    @Override
    public int width() {
        return region.width();
    }

    @Override
    public int height() {
        return region.height();
    }

    @Override
    public CategoryMask categoryMask() {
        int most = Arrays.stream(indices).max().orElse(0);
        return new Mask(width(), height(), Math.max(most, names.size() - 1) > 255 ? 2 : 1, indices);
    }

    @Override
    public List<LabelShare> labels() {
        long[] pixels = new long[65_536];
        for (int index : indices) {
            pixels[index]++;
        }
        return IntStream.range(0, pixels.length)
                .filter(index -> pixels[index] > 0)
                .mapToObj(
                        index ->
                                new LabelShare(
                                        new Label(index, name(index), color(index)),
                                        pixels[index],
                                        (double) pixels[index] / indices.length))
                .sorted(Comparator.comparingLong(LabelShare::pixels).reversed())
                .toList();
    }

    private String name(int index) {
        return index < names.size() ? names.get(index) : "class " + index;
    }

    @Override
    public ModelDescription model() {
        return new ModelDescription(
                "shapes",
                "1.0.0",
                "Shapes",
                "00",
                "Apache-2.0",
                new ModelInput(257, 257, Normalization.DEFAULT),
                new ModelOutput(0, OutputKind.SCORES, Activation.NONE, 257, 257),
                IntStream.range(0, names.size())
                        .mapToObj(index -> new Label(index, names.get(index), color(index)))
                        .toList(),
                List.of());
    }

    @Override
    public int modelWidth() {
        return 257;
    }

    @Override
    public int modelHeight() {
        return 257;
    }

    @Override
    public CategoryMask categoryMask(int width, int height) {
        if (width != width() || height != height()) {
            throw new UnsupportedOperationException("This segmentation has one size only");
        }
        return categoryMask();
    }

    @Override
    public ConfidenceMask confidenceMask(int label, int width, int height) {
        return confidenceMask(label);
    }

    @Override
    public ConfidenceMask confidenceMask(int label) {
        throw new IllegalArgumentException("This segmentation has class indices only");
    }

    @Override
    public ConfidenceMask scores(int label) {
        throw new IllegalArgumentException("This segmentation has class indices only");
    }

    @Override
    public ConfidenceMask margin() {
        throw new UnsupportedOperationException("This segmentation has class indices only");
    }

    @Override
    public ConfidenceMask entropy() {
        throw new UnsupportedOperationException("This segmentation has class indices only");
    }

    @Override
    public Frames frames() {
        throw new UnsupportedOperationException("This segmentation has class indices only");
    }

    @Override
    public Segmentation copy() {
        throw new UnsupportedOperationException("This segmentation has class indices only");
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

    private record Mask(int width, int height, int bytesPerPixel, int[] indices)
            implements CategoryMask {

        @Override
        public MemorySegment pixels() {
            if (bytesPerPixel == 1) {
                byte[] bytes = new byte[indices.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) indices[i];
                }
                return MemorySegment.ofArray(bytes).asReadOnly();
            }
            short[] shorts = new short[indices.length];
            for (int i = 0; i < shorts.length; i++) {
                shorts[i] = (short) indices[i];
            }
            return MemorySegment.ofArray(shorts).asReadOnly();
        }

        @Override
        public int label(int x, int y) {
            return indices[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }
}
