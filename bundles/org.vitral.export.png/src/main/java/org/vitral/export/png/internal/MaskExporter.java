// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.RowExporter;
import org.vitral.model.ModelDescription;
import org.vitral.option.Option;
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
        property = {
            Exporter.NAME + "=mask",
            Exporter.SUFFIX + "=.mask.png",
            "service.description=The class of every pixel, as a PNG with a palette"
        })
public final class MaskExporter implements RowExporter {

    @Override
    public List<Option<?>> options() {
        return List.of(Choices.PIXELS);
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        CategoryMask mask = subject.segmentation().categoryMask();
        MaskLine line =
                MaskLine.of(
                        pixels(options),
                        mask.width(),
                        mask.height(),
                        mask.bytesPerPixel(),
                        subject.segmentation().model());
        try (PngFile.Writing writing = line.file().open(out)) {
            for (int y = 0; y < mask.height(); y++) {
                writing.write(line.fill(mask, y), y);
            }
        }
    }

    @Override
    public MaskRowSink rows(Options options, OutputStream out) {
        return new Rows(pixels(options), out);
    }

    /** Looks at the options only where somebody chose some: the default path does without them. */
    private static MaskPixels pixels(Options options) {
        return options.values().isEmpty() ? MaskPixels.PALETTE : options.get(Choices.PIXELS);
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

        private Choices() {}
    }

    /** Writes a mask row by row, in the kind of PNG that it has as a whole. */
    private static final class Rows implements MaskRowSink {
        private final MaskPixels pixels;
        private final OutputStream out;
        private MaskLine line;
        private PngFile.Writing writing;

        Rows(MaskPixels pixels, OutputStream out) {
            this.pixels = pixels;
            this.out = out;
        }

        @Override
        public void begin(int width, int height, int bytesPerPixel, ModelDescription model)
                throws IOException {
            line = MaskLine.of(pixels, width, height, bytesPerPixel, model);
            writing = line.file().open(out);
        }

        @Override
        public void row(int y, MemorySegment row) throws IOException {
            writing.write(line.fill(row), y);
        }
    }
}
