// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

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

    private final int width;
    private final int height;
    private final float[] mean = new float[CHANNELS];

    /** One over the standard deviation: a division takes several times as long as a product. */
    private final float[] scale = new float[CHANNELS];

    private Geometry geometry;
    private AxisTaps columns;
    private AxisTaps rows;
    private byte[] pixelRow = new byte[0];
    private float[] blendedRow = new float[0];

    ImagePreprocessor(ModelInput input) {
        width = input.width();
        height = input.height();
        Normalization normalization = input.normalization();
        for (int channel = 0; channel < CHANNELS; channel++) {
            mean[channel] = normalization.mean(channel);
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
        // The raw axes run along the model's, or across them where the orientation swaps them.
        boolean swaps = image.orientation().swapsAxes();
        int rowPlaces = swaps ? width : height;
        int columnStep = (swaps ? width : 1) * CHANNELS;
        int rowStep = (swaps ? 1 : width) * CHANNELS;
        for (int place = 0; place < rowPlaces; place++) {
            blendRows(image, place);
            writePlaces(image.format(), tensor, place * rowStep, columnStep);
        }
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
    private void blendRows(Image image, int place) {
        MemorySegment pixels = image.pixels();
        int length = image.width() * image.format().bytesPerPixel();
        if (pixelRow.length < length) {
            pixelRow = new byte[length];
            blendedRow = new float[length];
        }
        byte[] source = pixelRow;
        float[] blended = blendedRow;
        for (int tap = 0; tap < rows.count[place]; tap++) {
            long start = (long) (rows.first[place] + tap) * image.rowStride();
            MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, start, source, 0, length);
            float weight = rows.weights[place * rows.stride + tap];
            if (tap == 0) {
                for (int i = 0; i < length; i++) {
                    blended[i] = weight * (source[i] & 0xff);
                }
            } else {
                for (int i = 0; i < length; i++) {
                    blended[i] += weight * (source[i] & 0xff);
                }
            }
        }
    }

    /** Blends columns of the blended row, normalizes, and writes one place after the other. */
    private void writePlaces(PixelFormat format, MemorySegment tensor, int start, int step) {
        int pixelBytes = format.bytesPerPixel();
        float[] blended = blendedRow;
        int[] first = columns.first;
        int[] count = columns.count;
        float[] weights = columns.weights;
        long at = start;
        for (int place = 0; place < first.length; place++, at += step) {
            int pixel = first[place] * pixelBytes;
            float red = 0;
            float green = 0;
            float blue = 0;
            int tap = place * columns.stride;
            for (int end = tap + count[place]; tap < end; tap++, pixel += pixelBytes) {
                float weight = weights[tap];
                red += weight * blended[pixel + format.red()];
                green += weight * blended[pixel + format.green()];
                blue += weight * blended[pixel + format.blue()];
            }
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at, (red - mean[0]) * scale[0]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 1, (green - mean[1]) * scale[1]);
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at + 2, (blue - mean[2]) * scale[2]);
        }
    }
}
