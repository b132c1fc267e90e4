// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.option.Options;

/** An animation to which frames are added. Each is written at once: none is held. */
final class GifSeries implements ExportSeries {

    private final ExportTarget target;
    private final Options options;
    private final GifFrames frames;

    private Fit size;
    private ExportFile file;
    private GifFile gif;

    GifSeries(ExportTarget target, Options options, GifFrames frames) {
        this.target = target;
        this.options = options;
        this.frames = frames;
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        try (GifFrames.Picture picture = frames.picture(subject)) {
            if (size == null) {
                int longest = options.get(GifExporter.Choices.SIZE);
                size = picture.size().into(longest, longest);
            }
            Fit fit = picture.size().into(size.width(), size.height());
            int[] frame = centred(picture.colors(fit), fit);
            GifPalette palette = frames.palette(subject, frame);
            if (gif == null) {
                begin(palette);
            }
            int delay = (int) Math.round(options.get(GifExporter.Choices.SECONDS) * 100);
            gif.frame(palette.indices(frame, size.width()), palette.rgb(), delay);
        }
    }

    private void begin(GifPalette palette) throws IOException {
        file = target.create(options.get(GifExporter.Choices.FILE));
        gif =
                new GifFile(
                        file.stream(),
                        size.width(),
                        size.height(),
                        palette.rgb(),
                        options.get(GifExporter.Choices.TIMES));
    }

    /** The frame in the middle of one of the animation's size. */
    private int[] centred(int[] colors, Fit fit) {
        if (fit.equals(size)) {
            return colors;
        }
        int[] frame = new int[size.width() * size.height()];
        int left = (size.width() - fit.width()) / 2;
        int top = (size.height() - fit.height()) / 2;
        for (int y = 0; y < fit.height(); y++) {
            System.arraycopy(
                    colors, y * fit.width(), frame, (top + y) * size.width() + left, fit.width());
        }
        return frame;
    }

    @Override
    public void complete() throws IOException {
        if (gif != null) {
            gif.end();
            file.complete();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
