// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.OutputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.Exporter;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.MaskRowSink;

/**
 * Writes the class of every pixel as a TIFF: of 8 bits with the colours of the classes as palette,
 * or of more than 256 classes as grey of 16 bits. A pixel that no class took is 255, or 65,535.
 */
@Component(
        service = Exporter.class,
        property = {
            Exporter.NAME + "=tiff",
            Exporter.SUFFIX + "=.mask.tif",
            "service.description=The class of every pixel, as a TIFF with a palette"
        })
public final class TiffExporter implements MaskRowExporter {

    @Override
    public List<Option<?>> options() {
        return List.of(Choices.PIXELS, Choices.COMPRESSION);
    }

    @Override
    public MaskRowSink rows(Options options, OutputStream out) {
        return new TiffMaskWriter(
                options.get(Choices.PIXELS), options.get(Choices.COMPRESSION), out);
    }

    /** The options; they are made when they are asked for. */
    static final class Choices {
        static final Option<MaskPixels> PIXELS =
                Option.choice(
                        "pixels",
                        MaskPixels.PALETTE,
                        "What a pixel holds: the index of its class, with the classes' colours as"
                                + " palette or as plain grey, or its class's colour with a"
                                + " transparent background");
        static final Option<TiffCompression> COMPRESSION =
                Option.choice(
                        "compression",
                        TiffCompression.DEFLATE,
                        "How the file is compressed; packbits is for readers that know no deflate");

        private Choices() {}
    }
}
