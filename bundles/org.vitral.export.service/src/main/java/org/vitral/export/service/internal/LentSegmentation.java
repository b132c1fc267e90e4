// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.List;
import java.util.Optional;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * A segmentation for one exporter: closing it closes it for that one only, and so does holding its
 * monitor.
 */
final class LentSegmentation implements Segmentation {

    private volatile Segmentation segmentation;

    LentSegmentation(Segmentation segmentation) {
        this.segmentation = segmentation;
    }

    private Segmentation lent() {
        Segmentation open = segmentation;
        if (open == null) {
            throw new IllegalStateException("This segmentation is closed");
        }
        return open;
    }

    @Override
    public int width() {
        return lent().width();
    }

    @Override
    public int height() {
        return lent().height();
    }

    @Override
    public Region region() {
        return lent().region();
    }

    @Override
    public int modelWidth() {
        return lent().modelWidth();
    }

    @Override
    public int modelHeight() {
        return lent().modelHeight();
    }

    @Override
    public CategoryMask categoryMask() {
        return lent().categoryMask();
    }

    @Override
    public CategoryMask categoryMask(int width, int height) {
        return lent().categoryMask(width, height);
    }

    @Override
    public ConfidenceMask confidenceMask(int label) {
        return lent().confidenceMask(label);
    }

    @Override
    public ConfidenceMask confidenceMask(int label, int width, int height) {
        return lent().confidenceMask(label, width, height);
    }

    @Override
    public ConfidenceMask scores(int label) {
        return lent().scores(label);
    }

    @Override
    public ConfidenceMask margin() {
        return lent().margin();
    }

    @Override
    public ConfidenceMask entropy() {
        return lent().entropy();
    }

    @Override
    public List<LabelShare> labels() {
        return lent().labels();
    }

    @Override
    public Optional<Label> unlabelled() {
        return lent().unlabelled();
    }

    @Override
    public Label label(int index) {
        return lent().label(index);
    }

    @Override
    public List<String> notes() {
        return lent().notes();
    }

    @Override
    public List<Label> legend() {
        return lent().legend();
    }

    @Override
    public List<Float> qualityScores() {
        return lent().qualityScores();
    }

    @Override
    public Frames frames() {
        return lent().frames();
    }

    @Override
    public Timings timings() {
        return lent().timings();
    }

    @Override
    public ModelDescription model() {
        return lent().model();
    }

    @Override
    public List<EffectiveDelegate> delegates() {
        return lent().delegates();
    }

    @Override
    public String delegateReason() {
        return lent().delegateReason();
    }

    @Override
    public String delegate() {
        return lent().delegate();
    }

    @Override
    public long generation() {
        return lent().generation();
    }

    @Override
    public Segmentation copy() {
        return lent().copy();
    }

    @Override
    public void close() {
        segmentation = null;
    }
}
