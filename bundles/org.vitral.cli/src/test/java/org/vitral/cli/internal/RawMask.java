// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.export.ExportSubject;
import org.vitral.export.RowExporter;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.MaskRowSink;

/** Writes the bytes of a mask, at once or row by row. */
final class RawMask implements RowExporter {

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        out.write(subject.segmentation().categoryMask().pixels().toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public MaskRowSink rows(Options options, OutputStream out) {
        return new MaskRowSink() {
            @Override
            public void begin(int width, int height, int bytes, ModelDescription model) {}

            @Override
            public void row(int y, MemorySegment pixels) throws IOException {
                out.write(pixels.toArray(ValueLayout.JAVA_BYTE));
            }
        };
    }
}
