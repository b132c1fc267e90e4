// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.chunks.PngChunkPLTE;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.RowExporter;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.MaskRowSink;

/**
 * Writes the class of every pixel, at the size of the photograph or at the one that was asked for:
 * an indexed PNG of 8 bits, where a pixel's value is the index of its class and the palette holds
 * the colours of the labels. A mask of more than 256 classes is a grey PNG of 16 bits, where a
 * pixel's value is the index too. A pixel that no class took is 255, or 65,535.
 *
 * <p>The palette has 256 entries whatever the model, so that every value is valid; the entries
 * without a label are grey.
 */
@Component(
        service = Exporter.class,
        property = {Exporter.NAME + "=mask", Exporter.SUFFIX + "=.mask.png"})
public final class MaskExporter implements RowExporter {

    /** Large areas of one value: no filter helps, and the level costs next to nothing. */
    private static final int LEVEL = 6;

    private static final int COLORS = 256;
    private static final int NO_LABEL = 0x80;

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
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
        PngFile file = indexed(width, mask.height(), labels);
        file.write(
                out,
                new ImageLineByte(file.info()),
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
        PngFile file = grey(width, mask.height());
        char[] labels = new char[width];
        file.write(
                out,
                new ImageLineInt(file.info()),
                (line, y) -> {
                    int[] row = line.getScanline();
                    mask.copyRow(y, labels);
                    for (int x = 0; x < width; x++) {
                        row[x] = labels[x];
                    }
                });
    }

    private static void copy(MemorySegment from, long at, int[] row, int width) {
        for (int x = 0; x < width; x++) {
            row[x] = from.get(JAVA_SHORT_UNALIGNED, at + 2L * x) & 0xffff;
        }
    }

    private static PngFile indexed(int width, int height, List<Label> labels) {
        ImageInfo info = new ImageInfo(width, height, 8, false, false, true);
        return new PngFile(info, FilterType.FILTER_NONE, LEVEL, List.of(palette(info, labels)));
    }

    private static PngFile grey(int width, int height) {
        ImageInfo info = new ImageInfo(width, height, 16, false, true, false);
        return new PngFile(info, FilterType.FILTER_NONE, LEVEL, List.of());
    }

    @Override
    public MaskRowSink rows(Options options, OutputStream out) {
        return new Rows(out);
    }

    /** Writes a mask row by row, in the kind of PNG that it has as a whole. */
    private static final class Rows implements MaskRowSink {
        private final OutputStream out;
        private PngFile.Writing writing;
        private ImageLineByte indices;
        private ImageLineInt wideIndices;

        Rows(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin(int width, int height, int bytesPerPixel, ModelDescription model)
                throws IOException {
            PngFile file =
                    bytesPerPixel == 1
                            ? indexed(width, height, model.labels())
                            : grey(width, height);
            writing = file.open(out);
            if (bytesPerPixel == 1) {
                indices = new ImageLineByte(file.info());
            } else {
                wideIndices = new ImageLineInt(file.info());
            }
        }

        @Override
        public void row(int y, MemorySegment pixels) throws IOException {
            if (indices != null) {
                byte[] row = indices.getScanline();
                MemorySegment.copy(pixels, JAVA_BYTE, 0, row, 0, row.length);
                writing.write(indices, y);
            } else {
                int[] row = wideIndices.getScanline();
                copy(pixels, 0, row, row.length);
                writing.write(wideIndices, y);
            }
        }
    }
}
