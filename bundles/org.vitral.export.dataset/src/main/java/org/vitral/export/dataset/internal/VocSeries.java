// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.model.Label;

/** A data set as Pascal VOC has it. */
final class VocSeries implements ExportSeries {

    private static final String FOLDER = "voc/";

    /** What evaluations leave out: VOC's {@code void}. */
    private static final int VOID = 255;

    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}:]");

    private final ExportTarget target;
    private final String set;
    private final boolean images;
    private final Categories categories = new Categories();
    private final Stems stems = new Stems();
    private final StringBuilder list = new StringBuilder();

    VocSeries(ExportTarget target, String set, boolean images) {
        this.target = target;
        this.set = set;
        this.images = images;
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        categories.accept(subject);
        int classes = categories.all().size();
        if (classes > VOID) {
            throw new IOException(
                    "Pascal VOC has room for %d classes, but %s has %d"
                            .formatted(VOID, categories.model(), classes));
        }
        SeenPhotograph photograph = SeenPhotograph.of(subject);
        String stem = stems.claim(subject.name());
        WholeFiles.write(
                target,
                FOLDER + "SegmentationClass/" + stem + ".png",
                out -> mask(out, photograph));
        if (images) {
            WholeFiles.write(
                    target,
                    FOLDER + "JPEGImages/" + stem + ".jpg",
                    out -> UprightJpeg.write(subject.image(), out));
        }
        list.append(stem).append('\n');
    }

    private static void mask(OutputStream out, SeenPhotograph photograph) throws IOException {
        char[] buffer = new char[photograph.mask().width()];
        int[] classes = new int[photograph.width()];
        PngFile.writeIndexed(
                out,
                photograph.width(),
                photograph.height(),
                VocSeries::color,
                (y, row) -> {
                    photograph.readRow(y, buffer, classes);
                    for (int x = 0; x < classes.length; x++) {
                        row[x] = (byte) (classes[x] < 0 ? VOID : classes[x]);
                    }
                });
    }

    /**
     * The colour of a class in the palette of VOC's development kit: its bits, from the lowest, go
     * to red, green, blue by turns, the highest bit of each first.
     */
    static int color(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int rest = index;
        for (int bit = 7; rest > 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }

    @Override
    public void complete() throws IOException {
        WholeFiles.write(target, FOLDER + "labelmap.txt", labelMap());
        WholeFiles.write(
                target, FOLDER + "ImageSets/Segmentation/" + set + ".txt", list.toString());
    }

    /** A line for each class, as CVAT reads it: its name and its colour in the masks. */
    private String labelMap() {
        StringBuilder text = new StringBuilder("# label:color_rgb:parts:actions\n");
        for (Label label : categories.all()) {
            int color = color(label.index());
            text.append(UNFIT.matcher(label.name()).replaceAll("_"))
                    .append(
                            ":%d,%d,%d::\n"
                                    .formatted(color >> 16, color >> 8 & 0xff, color & 0xff));
        }
        return text.toString();
    }

    @Override
    public void close() {
        // Its common files are written at once, when it is complete.
    }
}
