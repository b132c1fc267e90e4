// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.HashMap;
import java.util.Map;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.Segmentation;

/**
 * The scores of a segmentation at the places of a mask of any size: those of the model's size,
 * interpolated as the mask itself was. Only classes that are asked for are held, and of these only
 * so many that they stay small beside a photograph. For one thread.
 */
final class ScoreField {

    /** Floats of all classes together: 64 MB. */
    private static final long MOST = 16L << 20;

    private static final float[] NONE = {};

    private final Segmentation segmentation;
    private final Axis columns;
    private final Axis rows;
    private final int modelWidth;
    private final Map<Integer, float[]> scores = new HashMap<>();
    private final boolean given;
    private long held;
    private int lastLabel = -1;
    private float[] last = NONE;

    /** The scores behind a mask of that size. */
    ScoreField(Segmentation segmentation, int width, int height) {
        this.segmentation = segmentation;
        given = segmentation.model().output().kind() != OutputKind.CLASS_INDICES;
        modelWidth = segmentation.modelWidth();
        columns = new Axis(width, modelWidth);
        rows = new Axis(height, segmentation.modelHeight());
    }

    /** Whether the model gives scores at all. */
    boolean given() {
        return given;
    }

    /** Whether the scores of a class are here. */
    boolean has(int label) {
        return of(label).length > 0;
    }

    /** The score of a class that is here. */
    float score(int label, int x, int y) {
        float[] values = of(label);
        int left = columns.first[x];
        int right = columns.second[x];
        int top = rows.first[y] * modelWidth;
        int bottom = rows.second[y] * modelWidth;
        float along = columns.part[x];
        float above = values[top + left] + (values[top + right] - values[top + left]) * along;
        float below =
                values[bottom + left] + (values[bottom + right] - values[bottom + left]) * along;
        return above + (below - above) * rows.part[y];
    }

    private float[] of(int label) {
        if (label != lastLabel) {
            last = scores.computeIfAbsent(label, this::read);
            lastLabel = label;
        }
        return last;
    }

    private float[] read(int label) {
        long size = (long) modelWidth * segmentation.modelHeight();
        if (!given || held + size > MOST) {
            return NONE;
        }
        try {
            ConfidenceMask mask = segmentation.scores(label);
            held += size;
            return mask.toFloats();
        } catch (IllegalArgumentException e) {
            // A value that stands for no class has no scores.
            return NONE;
        }
    }

    /** Between which two places of the model each place of the mask lies. */
    private static final class Axis {
        final int[] first;
        final int[] second;
        final float[] part;

        Axis(int places, int length) {
            first = new int[places];
            second = new int[places];
            part = new float[places];
            for (int i = 0; i < places; i++) {
                double at = Math.clamp((i + 0.5) * length / places - 0.5, 0.0, length - 1.0);
                first[i] = (int) at;
                second[i] = Math.min(first[i] + 1, length - 1);
                part[i] = (float) (at - first[i]);
            }
        }
    }
}
