// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.RowExporter;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.MaskRowSink;

/** What a caller of exporters does. */
final class Exporting {

    private Exporting() {}

    static SeenThings random(int width, int height, int classes) {
        return new SeenThings(
                width,
                height,
                classes,
                new Random(42).ints((long) width * height, 0, classes).toArray());
    }

    static ExportSubject subject(SeenThings seen) {
        byte[] photograph = new byte[seen.width() * seen.height() * 3];
        new Random(3).nextBytes(photograph);
        return new ExportSubject(
                "b.jpg",
                Image.of(photograph, seen.width(), seen.height(), PixelFormat.RGB),
                seen,
                Duration.ZERO);
    }

    static byte[] export(Exporter exporter, SeenThings seen, String... options)
            throws IOException, OptionException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.export(subject(seen), chosen(exporter.options(), options), out);
        return out.toByteArray();
    }

    /** Options as users write them: {@code name=value}. */
    static Options chosen(List<Option<?>> known, String... options) throws OptionException {
        Map<String, String> said = new LinkedHashMap<>();
        for (String option : options) {
            said.put(option.split("=")[0], option.split("=")[1]);
        }
        return Options.read(known, said);
    }

    /** The same, a row at a time from memory that is used again. */
    static void exportRows(
            RowExporter exporter, SeenThings seen, OutputStream out, String... options)
            throws IOException, OptionException {
        CategoryMask whole = seen.categoryMask();
        MaskRowSink sink = exporter.rows(chosen(exporter.options(), options), out);
        sink.begin(whole.width(), whole.height(), whole.bytesPerPixel(), seen.model());
        long row = (long) whole.width() * whole.bytesPerPixel();
        for (int y = 0; y < whole.height(); y++) {
            sink.row(y, whole.pixels().asSlice(y * row, row));
        }
    }
}
