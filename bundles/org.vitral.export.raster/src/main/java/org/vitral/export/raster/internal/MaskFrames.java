// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.vitral.export.ExportSubject;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/** Frames with the colours of the classes. */
final class MaskFrames implements GifFrames {

    private static final int BLACK = 0;

    @Override
    public Picture picture(ExportSubject subject) {
        Segmentation segmentation = subject.segmentation();
        CategoryMask whole = segmentation.categoryMask();
        return new Picture() {
            @Override
            public Fit size() {
                return new Fit(whole.width(), whole.height());
            }

            @Override
            public int[] colors(Fit size) {
                CategoryMask mask =
                        size.equals(size())
                                ? whole
                                : segmentation.categoryMask(size.width(), size.height());
                int[] rgb = ofClasses(segmentation, mask.bytesPerPixel());
                int[] frame = new int[Math.multiplyExact(size.width(), size.height())];
                char[] row = new char[size.width()];
                for (int y = 0; y < size.height(); y++) {
                    mask.copyRow(y, row);
                    for (int x = 0; x < row.length; x++) {
                        frame[y * row.length + x] = rgb[row[x]];
                    }
                }
                return frame;
            }

            @Override
            public void close() {}
        };
    }

    private static int[] ofClasses(Segmentation segmentation, int bytesPerPixel) {
        return ClassColors.rgb(1 << 8 * bytesPerPixel, segmentation.model().labels());
    }

    @Override
    public GifPalette palette(ExportSubject subject, int[] frame) {
        Set<Integer> colors = new LinkedHashSet<>();
        for (int color :
                ofClasses(
                        subject.segmentation(),
                        subject.segmentation().categoryMask().bytesPerPixel())) {
            colors.add(color);
        }
        colors.add(BLACK); // beside a frame of another shape
        return GifPalette.of(colors, frame);
    }
}
