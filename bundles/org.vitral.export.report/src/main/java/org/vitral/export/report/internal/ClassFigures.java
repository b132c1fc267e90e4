// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.vitral.export.ExportSubject;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Segmentation;

/**
 * What a class covers of one photograph.
 *
 * @param label the class
 * @param pixels the number of its pixels
 * @param regions the number of its regions, whose pixels hang together by sides
 * @param share its part of the pixels that were looked at, 0 to 1
 */
record ClassFigures(Label label, long pixels, int regions, double share) {

    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_UP);

    /** The mask of what was looked at, a value for each pixel of the photograph. */
    static CategoryMask mask(ExportSubject subject) throws IOException {
        Region region = subject.segmentation().region();
        try {
            return subject.segmentation().categoryMask(region.width(), region.height());
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "%s: a report needs the whole mask, which does not fit into memory"
                            .formatted(subject.name()),
                    e);
        }
    }

    /** The figures of all classes that are there, the largest first; of equal ones by index. */
    static List<ClassFigures> of(CategoryMask mask, Segmentation segmentation) {
        TreeMap<Integer, long[]> sums = new TreeMap<>();
        for (ConnectedRegion region : mask.regions()) {
            long[] sum = sums.computeIfAbsent(region.label(), _ -> new long[2]);
            sum[0] += region.area();
            sum[1]++;
        }
        double all = (double) mask.width() * mask.height();
        List<ClassFigures> figures = new ArrayList<>();
        sums.forEach(
                (index, sum) ->
                        figures.add(
                                new ClassFigures(
                                        segmentation.label(index),
                                        sum[0],
                                        (int) sum[1],
                                        sum[0] / all)));
        figures.sort((a, b) -> Long.compare(b.pixels(), a.pixels()));
        return figures;
    }

    /** The share with up to six digits, never with an exponent. */
    String plainShare() {
        return BigDecimal.valueOf(share).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
