// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import org.vitral.evaluation.BoundaryScore;

/** The scores of the boundaries of one class, photograph by photograph. */
final class BoundarySum {

    private long images;
    private double precisions;
    private double recalls;
    private double fs;

    void add(double precision, double recall) {
        images++;
        precisions += precision;
        recalls += recall;
        fs += precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /** The means so far. */
    BoundaryScore score() {
        return images == 0
                ? new BoundaryScore(0, 0, 0, 0)
                : new BoundaryScore(images, precisions / images, recalls / images, fs / images);
    }
}
