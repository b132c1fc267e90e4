// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import org.vitral.export.ExportSubject;
import org.vitral.export.RowExporter;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.MaskRowSink;
import org.vitral.segmentation.Segmentation;

/** An exporter that writes a mask row by row, also one that is in memory. */
interface MaskRowExporter extends RowExporter {

    @Override
    default void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        write(subject.segmentation(), rows(options, out));
    }

    /** Gives the mask of a segmentation to a sink. */
    static void write(Segmentation segmentation, MaskRowSink sink) throws IOException {
        CategoryMask mask = segmentation.categoryMask();
        sink.begin(mask.width(), mask.height(), mask.bytesPerPixel(), segmentation.model());
        if (mask.bytesPerPixel() == 1) {
            byte[] row = new byte[mask.width()];
            MemorySegment pixels = MemorySegment.ofArray(row).asReadOnly();
            for (int y = 0; y < mask.height(); y++) {
                mask.copyRow(y, row);
                sink.row(y, pixels);
            }
        } else {
            char[] row = new char[mask.width()];
            MemorySegment pixels = MemorySegment.ofArray(row).asReadOnly();
            for (int y = 0; y < mask.height(); y++) {
                mask.copyRow(y, row);
                sink.row(y, pixels);
            }
        }
    }
}
