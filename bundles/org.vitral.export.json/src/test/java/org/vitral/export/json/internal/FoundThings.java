// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.json.internal;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * A segmentation of which the labels are known and the masks are not. As with a computed one, the
 * time of post-processing is there only after the labels were asked for.
 */
final class FoundThings implements Segmentation {

    static final Duration POSTPROCESS = Duration.ofNanos(1_234_567);

    private final ModelDescription model;
    private final List<LabelShare> labels;
    private final List<Float> quality;
    private Region region = new Region(0, 0, 2, 3);
    private CategoryMask mask = new Sized(2, 3);
    private boolean counted;

    FoundThings(ModelDescription model, List<LabelShare> labels) {
        this(model, labels, List.of());
    }

    FoundThings(ModelDescription model, List<LabelShare> labels, List<Float> quality) {
        this.model = model;
        this.labels = labels;
        this.quality = quality;
    }

    @Override
    public List<Float> qualityScores() {
        return quality;
    }

    /** The part that was looked at, in a mask of its size. */
    FoundThings in(Region part) {
        region = part;
        return in(part.width(), part.height());
    }

    /** The size of the mask. */
    FoundThings in(int width, int height) {
        mask = new Sized(width, height);
        return this;
    }

    private record Sized(int width, int height) implements CategoryMask {

        @Override
        public int bytesPerPixel() {
            return 1;
        }

        @Override
        public MemorySegment pixels() {
            return MemorySegment.ofArray(new byte[width * height]);
        }

        @Override
        public int label(int x, int y) {
            return 0;
        }

        @Override
        public CategoryMask copy() {
            return this;
        }
    }

    @Override
    public List<LabelShare> labels() {
        counted = true;
        return labels;
    }

    @Override
    public Timings timings() {
        return new Timings(
                Duration.ofNanos(499_500),
                Duration.ofMillis(19),
                counted ? POSTPROCESS : Duration.ZERO);
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public List<EffectiveDelegate> delegates() {
        return List.of(
                new EffectiveDelegate(
                        "gpu", "1.0", OptionalInt.of(60), OptionalInt.of(70), OptionalInt.of(2)),
                new EffectiveDelegate("cpu", "2.21.0"));
    }

    @Override
    public String delegateReason() {
        return "gpu 5.0 ms, cpu 167.0 ms; measured 2026-11-25";
    }

    @Override
    public long generation() {
        return 3;
    }

    @Override
    public Region region() {
        return region;
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
    public int modelWidth() {
        return 3;
    }

    @Override
    public int modelHeight() {
        return 2;
    }

    @Override
    public CategoryMask categoryMask() {
        return mask;
    }

    @Override
    public CategoryMask categoryMask(int width, int height) {
        throw new UnsupportedOperationException("This segmentation has labels only");
    }

    @Override
    public ConfidenceMask confidenceMask(int label, int width, int height) {
        return confidenceMask(label);
    }

    @Override
    public ConfidenceMask confidenceMask(int label) {
        throw new IllegalArgumentException("This segmentation has labels only");
    }

    @Override
    public ConfidenceMask scores(int label) {
        throw new IllegalArgumentException("This segmentation has labels only");
    }

    @Override
    public ConfidenceMask margin() {
        throw new UnsupportedOperationException("This segmentation has labels only");
    }

    @Override
    public ConfidenceMask entropy() {
        throw new UnsupportedOperationException("This segmentation has labels only");
    }

    @Override
    public Frames frames() {
        throw new UnsupportedOperationException("This segmentation has labels only");
    }

    @Override
    public Segmentation copy() {
        throw new UnsupportedOperationException("This segmentation has labels only");
    }

    @Override
    public void close() {}
}
