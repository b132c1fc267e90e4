// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.model.ModelDescription;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;

/** Writes the colour of every pixel's class as WebP, without loss unless said otherwise. */
@Component(
        property = {
            Exporter.NAME + "=webp",
            Exporter.SUFFIX + "=.mask.webp",
            "service.description=The colour of every pixel's class, as WebP"
        })
public final class WebpExporter implements Exporter {

    @Override
    public List<Option<?>> options() {
        return List.of(Choices.PIXELS, Choices.LOSSLESS, Choices.QUALITY);
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        CategoryMask mask = subject.segmentation().categoryMask();
        WebpFile.check(mask.width(), mask.height());
        WebpPixels colors =
                options.get(Choices.PIXELS) == MaskPixels.RGBA
                        ? withAlpha(mask, subject.segmentation().model())
                        : opaque(mask, subject.segmentation().model());
        new WebpFile(options.get(Choices.LOSSLESS), options.get(Choices.QUALITY))
                .write(colors, out);
    }

    private static WebpPixels opaque(CategoryMask mask, ModelDescription model) {
        int[] rgb = ClassColors.rgb(1 << Byte.SIZE * mask.bytesPerPixel(), model.labels());
        WebpPixels colors = WebpPixels.of(mask.width(), mask.height(), WebpPixels.RGB);
        byte[] samples = colors.samples();
        char[] classes = new char[mask.width()];
        int at = 0;
        for (int y = 0; y < mask.height(); y++) {
            mask.copyRow(y, classes);
            for (char index : classes) {
                int color = rgb[index];
                samples[at++] = (byte) (color >> 16);
                samples[at++] = (byte) (color >> 8);
                samples[at++] = (byte) color;
            }
        }
        return colors;
    }

    private static WebpPixels withAlpha(CategoryMask mask, ModelDescription model) {
        int[] argb = ClassColors.argb(1 << Byte.SIZE * mask.bytesPerPixel(), model);
        WebpPixels colors = WebpPixels.of(mask.width(), mask.height(), WebpPixels.RGBA);
        byte[] samples = colors.samples();
        char[] classes = new char[mask.width()];
        int at = 0;
        for (int y = 0; y < mask.height(); y++) {
            mask.copyRow(y, classes);
            for (char index : classes) {
                int color = argb[index];
                samples[at++] = (byte) (color >> 16);
                samples[at++] = (byte) (color >> 8);
                samples[at++] = (byte) color;
                samples[at++] = (byte) (color >>> 24);
            }
        }
        return colors;
    }

    /** The options; they are made when they are asked for. */
    static final class Choices {
        static final Option<MaskPixels> PIXELS =
                Option.choice(
                        "pixels",
                        MaskPixels.RGB,
                        "What a pixel holds: the colour of its class, or that with a transparent"
                                + " background");
        static final Option<Boolean> LOSSLESS =
                Option.flag(
                        "lossless",
                        true,
                        "Whether every pixel is read as it was written; if not, colours run into"
                                + " each other");
        static final Option<Integer> QUALITY =
                Option.wholeNumber(
                        "quality",
                        75,
                        0,
                        100,
                        "How good the picture is, or, of a lossless one, how much effort goes into"
                                + " making the file small");

        private Choices() {}
    }
}
