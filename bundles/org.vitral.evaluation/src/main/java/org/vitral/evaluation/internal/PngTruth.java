// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation.internal;

import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.PngReaderInt;
import ar.com.hjg.pngj.PngjException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.ImageException;
import org.vitral.model.Label;

/**
 * The reading of one truth, row by row.
 *
 * @param width the number of columns that it must have
 * @param height the number of rows that it must have
 * @param labels the classes
 * @param ignored the index that is no class, or one that does not count
 */
record PngTruth(int width, int height, List<Label> labels, OptionalInt ignored) {

    /** What gives the indices of a row of samples. */
    @FunctionalInterface
    private interface Indices {
        int at(int[] samples, int x) throws ImageException;
    }

    TruthMask read(InputStream in) throws IOException {
        PngReaderInt reader = null;
        try {
            reader = new PngReaderInt(in);
            reader.setShouldCloseStream(false);
            check(reader.imgInfo);
            Indices indices = indices(reader.imgInfo);
            char[] pixels = new char[Math.multiplyExact(width, height)];
            for (int y = 0; y < height; y++) {
                int[] samples = reader.readRowInt().getScanline();
                for (int x = 0; x < width; x++) {
                    int index = indices.at(samples, x);
                    if (index >= labels.size() && !isIgnored(index)) {
                        throw noClass(index, x, y);
                    }
                    pixels[y * width + x] = (char) index;
                }
            }
            reader.end();
            return new TruthMask(width, height, pixels);
        } catch (PngjException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new ImageException(
                    "The truth cannot be read as PNG: %s".formatted(e.getMessage()), e);
        } finally {
            if (reader != null) {
                reader.close();
            }
        }
    }

    private void check(ImageInfo info) throws ImageException {
        if (info.cols != width || info.rows != height) {
            throw new ImageException(
                    "The truth is %d x %d, but the photograph is %d x %d"
                            .formatted(info.cols, info.rows, width, height));
        }
    }

    private Indices indices(ImageInfo info) throws ImageException {
        if (info.indexed || info.greyscale && !info.alpha) {
            return (samples, x) -> samples[x];
        }
        if (info.alpha || info.bitDepth != 8) {
            throw new ImageException(
                    "A truth is an indexed, grey or RGB PNG of at most 8 bits a colour without"
                            + " transparency, but this one has %s of %d bits"
                                    .formatted(
                                            info.greyscale
                                                    ? "grey and alpha"
                                                    : info.alpha ? "RGB and alpha" : "RGB",
                                            info.bitDepth));
        }
        LabelColors colors = new LabelColors(labels, ignored);
        return (samples, x) ->
                colors.index(samples[3 * x] << 16 | samples[3 * x + 1] << 8 | samples[3 * x + 2]);
    }

    private boolean isIgnored(int index) {
        return ignored.isPresent() && ignored.getAsInt() == index;
    }

    private ImageException noClass(int index, int x, int y) {
        return new ImageException(
                "The truth has the value %d at (%d, %d), but the classes are 0 to %d%s"
                        .formatted(
                                index,
                                x,
                                y,
                                labels.size() - 1,
                                ignored.isPresent()
                                        ? " and %d is ignored".formatted(ignored.getAsInt())
                                        : " and nothing is ignored"));
    }
}
