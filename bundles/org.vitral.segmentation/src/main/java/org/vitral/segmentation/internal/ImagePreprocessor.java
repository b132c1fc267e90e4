// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.ModelInput;
import org.vitral.model.Normalization;

/**
 * Fills a model's input tensor {@code [1, height, width, 3]} of 32-bit floats from an image:
 * orientation, region, resize and normalization in one pass over the pixels that take part, and one
 * write a place. For one thread at a time; what it needs is kept from call to call.
 */
final class ImagePreprocessor {

    private static final int CHANNELS = 3;

    /**
     * Taken from each pixel's value, as a flip of its highest bit, and given back at the end: what
     * is left is a signed byte. The compiler turns sums over signed bytes into vector code, and
     * those over unsigned ones, which take fourteen times as long, not.
     */
    private static final int SIGNED = 128;

    /** A pixel of the widest format. */
    private static final int MOST_PIXEL_BYTES = 4;

    private final int width;
    private final int height;

    /** Less what was taken from the values. */
    private final float[] mean = new float[CHANNELS];

    /** One over the standard deviation: a division takes several times as long as a product. */
    private final float[] scale = new float[CHANNELS];

    private Geometry geometry;
    private AxisTaps columns;
    private AxisTaps rows;

    /** The first pixel of a raw row that takes part, and how many do. */
    private int firstPixel;

    private int pixels;
    private byte[] pixelRow = new byte[0];
    private float[] blendedRow = new float[0];
    private final float[] placeRow;

    ImagePreprocessor(ModelInput input) {
        width = input.width();
        height = input.height();
        placeRow = new float[Math.max(width, height) * CHANNELS];
        Normalization normalization = input.normalization();
        for (int channel = 0; channel < CHANNELS; channel++) {
            mean[channel] = normalization.mean(channel) - SIGNED;
            scale[channel] = 1 / normalization.std(channel);
        }
    }

    /** What the taps depend on. */
    private record Geometry(int width, int height, Orientation orientation, Region region) {}

    /**
     * Fills the tensor.
     *
     * @param region the part of the upright frame to look at, within the image
     * @param tensor {@code height * width * 3} floats
     */
    void fill(Image image, Region region, MemorySegment tensor) {
        prepare(new Geometry(image.width(), image.height(), image.orientation(), region));
        for (int place = 0; place < places(image.orientation()); place++) {
            fillPlace(image, 0, place, tensor);
        }
    }

    /**
     * Fills the tensor from an upright image of which only some rows are there at a time.
     *
     * @param region the part to look at
     * @param bands gives the rows of the region, in rising order
     */
    void fill(
            int imageWidth, int imageHeight, Region region, PixelBands bands, MemorySegment tensor)
            throws IOException {
        prepare(new Geometry(imageWidth, imageHeight, Orientation.UPRIGHT, region));
        for (int place = 0; place < height; place++) {
            int first = rows.first[place];
            int top = first - region.y();
            PixelBands.Band band = bands.band(top, top + rows.count[place]);
            fillPlace(band.image(), first - band.y(), place, tensor);
        }
    }

    /** The most rows of an upright image that one place is made of. */
    int mostRows(int imageWidth, int imageHeight, Region region) {
        prepare(new Geometry(imageWidth, imageHeight, Orientation.UPRIGHT, region));
        return rows.stride;
    }

    private int places(Orientation orientation) {
        return orientation.swapsAxes() ? width : height;
    }

    /**
     * Fills the places of one raw row of places.
     *
     * @param firstRow the row of the raw frame that the image begins with
     */
    private void fillPlace(Image image, int firstRow, int place, MemorySegment tensor) {
        // The raw axes run along the model's, or across them where the orientation swaps them.
        boolean swaps = image.orientation().swapsAxes();
        int columnStep = (swaps ? width : 1) * CHANNELS;
        int rowStep = (swaps ? 1 : width) * CHANNELS;
        blendRows(image, firstRow, place);
        if (columns.stride == 2) {
            interpolateColumns(image.format());
        } else {
            averageColumns(image.format());
        }
        write(tensor, (long) place * rowStep, columnStep);
    }

    private void prepare(Geometry wanted) {
        if (wanted.equals(geometry)) {
            return;
        }
        Orientation orientation = wanted.orientation();
        Region region = wanted.region();
        int lastX = region.x() + region.width() - 1;
        int lastY = region.y() + region.height() - 1;
        int x0 = orientation.rawX(region.x(), region.y(), wanted.width());
        int x1 = orientation.rawX(lastX, lastY, wanted.width());
        int y0 = orientation.rawY(region.x(), region.y(), wanted.height());
        int y1 = orientation.rawY(lastX, lastY, wanted.height());
        boolean swaps = orientation.swapsAxes();
        columns = taps(swaps ? height : width, x0, x1);
        rows = taps(swaps ? width : height, y0, y1);
        firstPixel = Math.min(x0, x1);
        pixels = Math.abs(x1 - x0) + 1;
        geometry = wanted;
    }

    /** The taps between two raw pixels, the first and the last that a person sees. */
    private static AxisTaps taps(int places, int seenFirst, int seenLast) {
        return AxisTaps.of(
                places,
                Math.min(seenFirst, seenLast),
                Math.abs(seenLast - seenFirst) + 1,
                seenLast < seenFirst);
    }

    /** Blends the raw rows of one place into one row, still at the image's width. */
    private void blendRows(Image image, int firstRow, int place) {
        MemorySegment from = image.pixels();
        int pixelBytes = image.format().bytesPerPixel();
        int length = pixels * pixelBytes;
        if (pixelRow.length < length) {
            pixelRow = new byte[length];
            // Interpolation reads one pixel more, with the weight 0.
            blendedRow = new float[length + MOST_PIXEL_BYTES];
        }
        byte[] source = pixelRow;
        float[] blended = blendedRow;
        for (int tap = 0; tap < rows.count[place]; tap++) {
            long start =
                    (rows.first[place] - firstRow + tap) * (long) image.rowStride()
                            + (long) firstPixel * pixelBytes;
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, start, source, 0, length);
            float weight = rows.weights[place * rows.stride + tap];
            flip(source, length);
            if (tap == 0) {
                scale(source, weight, blended, length);
            } else {
                addScaled(source, weight, blended, length);
            }
        }
    }

    private static void flip(byte[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] ^= (byte) SIGNED;
        }
    }

    private static void scale(byte[] values, float weight, float[] result, int length) {
        for (int i = 0; i < length; i++) {
            result[i] = weight * values[i];
        }
    }

    private static void addScaled(byte[] values, float weight, float[] result, int length) {
        for (int i = 0; i < length; i++) {
            result[i] += weight * values[i];
        }
    }

    /** Makes normalized places of the blended row, each of two neighbours. */
    private void interpolateColumns(PixelFormat format) {
        int pixelBytes = format.bytesPerPixel();
        float[] blended = blendedRow;
        float[] to = placeRow;
        int places = columns.first.length;
        for (int place = 0; place < places; place++) {
            int left = (columns.first[place] - firstPixel) * pixelBytes;
            int right = left + pixelBytes;
            float weight = columns.weights[place * 2 + 1];
            float red = blended[left + format.red()];
            float green = blended[left + format.green()];
            float blue = blended[left + format.blue()];
            red += (blended[right + format.red()] - red) * weight;
            green += (blended[right + format.green()] - green) * weight;
            blue += (blended[right + format.blue()] - blue) * weight;
            to[place * CHANNELS] = (red - mean[0]) * scale[0];
            to[place * CHANNELS + 1] = (green - mean[1]) * scale[1];
            to[place * CHANNELS + 2] = (blue - mean[2]) * scale[2];
        }
    }

    /** Makes normalized places of the blended row, each of any number of pixels. */
    private void averageColumns(PixelFormat format) {
        int pixelBytes = format.bytesPerPixel();
        float[] blended = blendedRow;
        float[] to = placeRow;
        int places = columns.first.length;
        for (int place = 0; place < places; place++) {
            int pixel = (columns.first[place] - firstPixel) * pixelBytes;
            float red = 0;
            float green = 0;
            float blue = 0;
            int tap = place * columns.stride;
            for (int end = tap + columns.count[place]; tap < end; tap++, pixel += pixelBytes) {
                float weight = columns.weights[tap];
                red += weight * blended[pixel + format.red()];
                green += weight * blended[pixel + format.green()];
                blue += weight * blended[pixel + format.blue()];
            }
            to[place * CHANNELS] = (red - mean[0]) * scale[0];
            to[place * CHANNELS + 1] = (green - mean[1]) * scale[1];
            to[place * CHANNELS + 2] = (blue - mean[2]) * scale[2];
        }
    }

    /** Writes the places, side by side or, where the orientation swaps the axes, one a row. */
    private void write(MemorySegment tensor, long start, int step) {
        int length = columns.first.length * CHANNELS;
        if (step == CHANNELS) {
            long at = start * Float.BYTES;
            MemorySegment.copy(placeRow, 0, tensor, ValueLayout.JAVA_FLOAT, at, length);
            return;
        }
        long at = start;
        for (int i = 0; i < length; i += CHANNELS, at += step) {
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at, placeRow[i]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 1, placeRow[i + 1]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 2, placeRow[i + 2]);
        }
    }
}
