// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * A segmentation with a given class for every pixel, of a model with so many classes. Class c has
 * the colour {@code 0x010203 * (c % 80)}; class 0 may be the background.
 */
record MaskOf(int width, int height, int classes, int[] indices, boolean background)
        implements Segmentation {

    MaskOf(int width, int height, int classes, int[] indices) {
        this(width, height, classes, indices, false);
    }

    static int color(int index) {
        return 0x010203 * (index % 80);
    }

    @Override
    public CategoryMask categoryMask() {
        return new Mask(width, height, classes > 256 ? 2 : 1, indices);
    }

    @Override
    public ModelDescription model() {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            String name = i == 0 && background ? "background" : "class " + i;
            labels.add(new Label(i, name, color(i)));
        }
        return new ModelDescription(
                "shapes",
                "1.0.0",
                "Shapes",
                "00",
                "Apache-2.0",
                new ModelInput(width, height, Normalization.DEFAULT),
                new ModelOutput(0, OutputKind.SCORES, Activation.NONE, width, height),
                labels,
                List.of());
    }

    @Override
    public Region region() {
        return new Region(0, 0, width, height);
    }

    @Override
    public int modelWidth() {
        return width;
    }

    @Override
    public int modelHeight() {
        return height;
    }

    @Override
    public CategoryMask categoryMask(int wantedWidth, int wantedHeight) {
        throw new UnsupportedOperationException("This segmentation has one size only");
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
    public List<LabelShare> labels() {
        throw new UnsupportedOperationException("This segmentation has a mask only");
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
