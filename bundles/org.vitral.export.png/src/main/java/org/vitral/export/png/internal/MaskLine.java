// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.IImageLine;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.chunks.PngChunkPLTE;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.CategoryMask;

/** A line of a mask's PNG file: it is given the classes of a row, and holds what is written. */
abstract sealed class MaskLine {

    /** Large areas of one value: no filter helps, and the level costs next to nothing. */
    private static final int LEVEL = 6;

    private static final int COLORS = 256;
    private static final int NO_LABEL = 0x808080;
    private static final int OPAQUE = 0xff000000;

    private final PngFile file;

    private MaskLine(ImageInfo info, List<PngChunkPLTE> palette) {
        file = new PngFile(info, FilterType.FILTER_NONE, LEVEL, palette);
    }

    /**
     * The line of a file.
     *
     * @param bytesPerPixel those of the mask
     */
    static MaskLine of(
            MaskPixels pixels, int width, int height, int bytesPerPixel, ModelDescription model) {
        if (pixels == MaskPixels.RGBA) {
            return new Colors(width, height, bytesPerPixel, model);
        }
        if (bytesPerPixel == 2) {
            return new Wide(new ImageInfo(width, height, 16, false, true, false));
        }
        boolean palette = pixels == MaskPixels.PALETTE;
        ImageInfo info = new ImageInfo(width, height, 8, false, !palette, palette);
        return new Narrow(info, palette ? List.of(palette(info, model.labels())) : List.of());
    }

    /** The file that the lines are for. */
    PngFile file() {
        return file;
    }

    /** Fills the line with a row of a mask. */
    abstract IImageLine fill(CategoryMask mask, int y);

    /** Fills the line with a row of classes, as {@code MaskRowSink} has them. */
    abstract IImageLine fill(MemorySegment row);

    /** All entries are there whatever the model, so that every value is valid. */
    private static PngChunkPLTE palette(ImageInfo info, List<Label> labels) {
        PngChunkPLTE palette = new PngChunkPLTE(info);
        palette.setNentries(COLORS);
        for (int i = 0; i < COLORS; i++) {
            int rgb = i < labels.size() ? labels.get(i).rgb() : NO_LABEL;
            palette.setEntry(i, rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
        }
        return palette;
    }

    /** Indices of one byte. */
    private static final class Narrow extends MaskLine {
        private final ImageLineByte line;

        Narrow(ImageInfo info, List<PngChunkPLTE> palette) {
            super(info, palette);
            line = new ImageLineByte(info);
        }

        @Override
        IImageLine fill(CategoryMask mask, int y) {
            mask.copyRow(y, line.getScanline());
            return line;
        }

        @Override
        IImageLine fill(MemorySegment row) {
            byte[] samples = line.getScanline();
            MemorySegment.copy(row, JAVA_BYTE, 0, samples, 0, samples.length);
            return line;
        }
    }

    /** Indices of two bytes. */
    private static final class Wide extends MaskLine {
        private final ImageLineInt line;
        private final char[] classes;

        Wide(ImageInfo info) {
            super(info, List.of());
            line = new ImageLineInt(info);
            classes = new char[info.cols];
        }

        @Override
        IImageLine fill(CategoryMask mask, int y) {
            mask.copyRow(y, classes);
            return widened();
        }

        @Override
        IImageLine fill(MemorySegment row) {
            MemorySegment.copy(row, JAVA_CHAR_UNALIGNED, 0, classes, 0, classes.length);
            return widened();
        }

        private IImageLine widened() {
            int[] samples = line.getScanline();
            for (int x = 0; x < classes.length; x++) {
                samples[x] = classes[x];
            }
            return line;
        }
    }

    /** Red, green, blue and alpha of one byte each. */
    private static final class Colors extends MaskLine {
        private final ImageLineByte line;
        private final char[] classes;
        private final int bytesPerPixel;
        private final int[] argb;

        Colors(int width, int height, int bytesPerPixel, ModelDescription model) {
            super(new ImageInfo(width, height, 8, true, false, false), List.of());
            line = new ImageLineByte(file().info());
            classes = new char[width];
            this.bytesPerPixel = bytesPerPixel;
            argb = colors(bytesPerPixel, model);
        }

        /** The colour of each value that a pixel can have. */
        private static int[] colors(int bytesPerPixel, ModelDescription model) {
            int[] argb = new int[bytesPerPixel == 1 ? 1 << Byte.SIZE : 1 << Short.SIZE];
            List<Label> labels = model.labels();
            for (int i = 0; i < argb.length; i++) {
                argb[i] = OPAQUE | (i < labels.size() ? labels.get(i).rgb() : NO_LABEL);
            }
            if (labels.size() < argb.length) {
                argb[argb.length - 1] = 0; // what no class took
            }
            if (model.hasBackground()) {
                argb[0] = 0;
            }
            return argb;
        }

        @Override
        IImageLine fill(CategoryMask mask, int y) {
            mask.copyRow(y, classes);
            return coloured();
        }

        @Override
        IImageLine fill(MemorySegment row) {
            if (bytesPerPixel == 2) {
                MemorySegment.copy(row, JAVA_CHAR_UNALIGNED, 0, classes, 0, classes.length);
            } else {
                for (int x = 0; x < classes.length; x++) {
                    classes[x] = (char) (row.get(JAVA_BYTE, x) & 0xff);
                }
            }
            return coloured();
        }

        private IImageLine coloured() {
            byte[] samples = line.getScanline();
            int at = 0;
            for (char index : classes) {
                int color = argb[index];
                samples[at++] = (byte) (color >> 16);
                samples[at++] = (byte) (color >> 8);
                samples[at++] = (byte) color;
                samples[at++] = (byte) (color >>> 24);
            }
            return line;
        }
    }
}
