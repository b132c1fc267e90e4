// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.chunks.PngChunkPLTE;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;

/**
 * Writes the class of every pixel, at the size of the photograph or at the one that was asked for:
 * an indexed PNG of 8 bits, where a pixel's value is the index of its class and the palette holds
 * the colours of the labels. A mask of more than 256 classes is a grey PNG of 16 bits, where a
 * pixel's value is the index too. A pixel that no class took is 255, or 65,535.
 *
 * <p>The palette has 256 entries whatever the model, so that every value is valid; the entries
 * without a label are grey.
 */
@Component(property = {Exporter.NAME + "=mask", Exporter.SUFFIX + "=.mask.png"})
public final class MaskExporter implements Exporter {

    /** Large areas of one value: no filter helps, and the level costs next to nothing. */
    private static final int LEVEL = 6;

    private static final int COLORS = 256;
    private static final int NO_LABEL = 0x80;

    @Override
    public void export(ExportSubject subject, OutputStream out) throws IOException {
        CategoryMask mask = subject.segmentation().categoryMask();
        if (mask.bytesPerPixel() == 1) {
            writeIndexed(mask, subject.segmentation().model().labels(), out);
        } else {
            writeGrey(mask, out);
        }
    }

    private static void writeIndexed(CategoryMask mask, List<Label> labels, OutputStream out)
            throws IOException {
        int width = mask.width();
        ImageInfo info = new ImageInfo(width, mask.height(), 8, false, false, true);
        new PngFile(info, FilterType.FILTER_NONE, LEVEL, List.of(palette(info, labels)))
                .write(
                        out,
                        new ImageLineByte(info),
                        (line, y) -> mask.copyRow(y, line.getScanline()));
    }

    private static PngChunkPLTE palette(ImageInfo info, List<Label> labels) {
        PngChunkPLTE palette = new PngChunkPLTE(info);
        palette.setNentries(COLORS);
        for (int i = 0; i < COLORS; i++) {
            if (i < labels.size()) {
                int rgb = labels.get(i).rgb();
                palette.setEntry(i, rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
            } else {
                palette.setEntry(i, NO_LABEL, NO_LABEL, NO_LABEL);
            }
        }
        return palette;
    }

    private static void writeGrey(CategoryMask mask, OutputStream out) throws IOException {
        int width = mask.width();
        ImageInfo info = new ImageInfo(width, mask.height(), 16, false, true, false);
        char[] labels = new char[width];
        new PngFile(info, FilterType.FILTER_NONE, LEVEL, List.of())
                .write(
                        out,
                        new ImageLineInt(info),
                        (line, y) -> {
                            int[] row = line.getScanline();
                            mask.copyRow(y, labels);
                            for (int x = 0; x < width; x++) {
                                row[x] = labels[x];
                            }
                        });
    }
}
