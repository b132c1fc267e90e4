// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.vitral.export.ExportSubject;
import org.vitral.export.PendingExport;
import org.vitral.export.StreamedExport;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.MaskRowSink;

/** The outputs of a frame that is in no memory. */
final class RowExport implements StreamedExport {

    private final FrameNames.Names names;
    private final List<RowOutput> rows;
    private final Rest rest;
    private boolean finished;

    /** Starts the outputs that take no rows. */
    @FunctionalInterface
    interface Rest {
        List<Output> start(
                ExportSubject numbers,
                ExportSubject small,
                Function<RequestedFormat, RowOutput> already);
    }

    RowExport(FrameNames.Names names, List<RowOutput> rows, Rest rest) {
        this.names = names;
        this.rows = rows;
        this.rest = rest;
    }

    @Override
    public MaskRowSink rows() {
        return new MaskRowSink() {
            @Override
            public void begin(int width, int height, int bytesPerPixel, ModelDescription model) {
                rows.forEach(one -> one.begin(width, height, bytesPerPixel, model));
            }

            @Override
            public void row(int y, MemorySegment pixels) throws IOException {
                for (RowOutput one : rows) {
                    one.row(y, pixels);
                }
            }
        };
    }

    @Override
    public PendingExport finish(ExportSubject numbers, ExportSubject small) {
        finished = true;
        rows.forEach(RowOutput::end);
        return new FrameExport(names, new ArrayList<>(rest.start(numbers, small, this::already)));
    }

    private RowOutput already(RequestedFormat format) {
        return rows.stream().filter(one -> one.format() == format).findFirst().orElse(null);
    }

    @Override
    public void close() {
        if (!finished) {
            rows.forEach(RowOutput::close);
        }
    }
}
