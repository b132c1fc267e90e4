// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
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
record Scene(Region region, List<String> names, int[] indices, Given given)
        implements Segmentation {

    /**
     * What the model gives.
     *
     * @param scores for each class those of all places at the model's size; empty for none
     */
    record Given(OutputKind kind, int width, int height, List<float[]> scores) {}

    private static final Given NO_SCORES = new Given(OutputKind.SCORES, 257, 257, List.of());

    /** A scene whose model gives no scores. */
    Scene(Region region, List<String> names, int[] indices) {
        this(region, names, indices, NO_SCORES);
    }

    /** What a model sees that gives these scores: the maximum of those interpolated. */
    static Scene scored(
            Region region, List<String> names, int modelWidth, int modelHeight, float[]... scores) {
        int[] indices = new int[region.width() * region.height()];
        for (int at = 0; at < indices.length; at++) {
            double x = at % region.width() + 0.5;
            double y = at / region.width() + 0.5;
            double most = Double.NEGATIVE_INFINITY;
            for (int label = 0; label < scores.length; label++) {
                double score =
                        interpolated(
                                scores[label],
                                modelWidth,
                                modelHeight,
                                x * modelWidth / region.width() - 0.5,
                                y * modelHeight / region.height() - 0.5);
                if (score > most) {
                    most = score;
                    indices[at] = label;
                }
            }
        }
        return new Scene(
                region,
                names,
                indices,
                new Given(OutputKind.SCORES, modelWidth, modelHeight, List.of(scores)));
    }

    /** Scores of all places, row by row. */
    static float[] scores(int places, IntToDoubleFunction score) {
        float[] scores = new float[places];
        for (int at = 0; at < places; at++) {
            scores[at] = (float) score.applyAsDouble(at);
        }
        return scores;
    }

    private static double interpolated(float[] values, int width, int height, double x, double y) {
        double across = Math.clamp(x, 0, width - 1.0);
        double down = Math.clamp(y, 0, height - 1.0);
        int left = (int) across;
        int top = (int) down;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double above =
                values[top * width + left] * (1 - across + left)
                        + values[top * width + right] * (across - left);
        double below =
                values[bottom * width + left] * (1 - across + left)
                        + values[bottom * width + right] * (across - left);
        return above * (1 - down + top) + below * (down - top);
    }

    /** This scene as a model sees it that gives indices of such a size only. */
    Scene ofIndices(int modelWidth, int modelHeight) {
        return new Scene(
                region,
                names,
                indices,
                new Given(OutputKind.CLASS_INDICES, modelWidth, modelHeight, List.of()));
    }

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
        return new Scene(region, names, painted, given);
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
                new ModelOutput(0, given.kind(), Activation.NONE, given.width(), given.height()),
                IntStream.range(0, names.size())
                        .mapToObj(index -> new Label(index, names.get(index), color(index)))
                        .toList(),
                List.of());
    }

    @Override
    public int modelWidth() {
        return given.width();
    }

    @Override
    public int modelHeight() {
        return given.height();
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
        return scores(label);
    }

    @Override
    public ConfidenceMask scores(int label) {
        if (label >= given.scores().size()) {
            throw new IllegalArgumentException("This segmentation has no scores of " + label);
        }
        return new Floats(given.width(), given.height(), given.scores().get(label));
    }

    @Override
    public ConfidenceMask margin() {
        float[] margins = new float[given.width() * given.height()];
        for (int at = 0; at < margins.length; at++) {
            int place = at;
            double[] sorted =
                    given.scores().stream().mapToDouble(values -> values[place]).sorted().toArray();
            margins[at] = (float) (sorted[sorted.length - 1] - sorted[sorted.length - 2]);
        }
        return new Floats(given.width(), given.height(), margins);
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

    private record Floats(int width, int height, float[] floats) implements ConfidenceMask {

        @Override
        public MemorySegment values() {
            return MemorySegment.ofArray(floats).asReadOnly();
        }

        @Override
        public float value(int x, int y) {
            return floats[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
        }

        @Override
        public ConfidenceMask copy() {
            return this;
        }
    }

    private record Mask(int width, int height, int bytesPerPixel, int[] indices)
            implements CategoryMask {

        @Override
        public void copyRow(int y, byte[] into) {
            for (int x = 0; x < width; x++) {
                into[x] = (byte) label(x, y);
            }
        }

        @Override
        public void copyRow(int y, char[] into) {
            for (int x = 0; x < width; x++) {
                into[x] = (char) label(x, y);
            }
        }

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
