// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.ImageEncoder;
import org.vitral.export.RowExporter;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

/**
 * A format that a result can be written in: an exporter, or a renderer with the encoder for its
 * picture.
 *
 * @param name what users call it
 * @param suffix what is put behind a photograph's name
 * @param writer what writes it
 * @param picture whether it shows the photograph, and so may be a smaller one
 */
record ResultFormat(String name, String suffix, Exporter writer, boolean picture) {

    /** The extension of the pictures that renderers make. */
    static final String PICTURE = "png";

    /** The format of an exporter. */
    static ResultFormat of(String name, String suffix, Exporter exporter) {
        return new ResultFormat(name, suffix, exporter, false);
    }

    /** The format of a renderer. */
    static ResultFormat of(String name, Renderer renderer, ImageEncoder encoder) {
        return new ResultFormat(
                name,
                "." + name + "." + PICTURE,
                (subject, options, out) -> encode(subject, renderer, options, encoder, out),
                true);
    }

    /** Whether it takes a mask row by row. */
    boolean streams() {
        return writer instanceof RowExporter;
    }

    private static void encode(
            ExportSubject subject,
            Renderer renderer,
            Options options,
            ImageEncoder encoder,
            OutputStream out)
            throws IOException {
        try (Image picture = renderer.render(subject.image(), subject.segmentation(), options)) {
            encoder.encode(picture, out);
        }
    }
}
