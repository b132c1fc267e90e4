// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * Makes places of a model's input of rows of an image: blends the rows of each, then the pixels of
 * the blended row, and writes them. For one thread at a time; what it needs is kept from call to
 * call.
 */
final class RowWorker {

    private static final int CHANNELS = InputWriter.PLACE;

    private final InputWriter writer;
    private final RowBlender[] blenders = new RowBlender[PixelFormat.values().length];
    private final float[] mean = new float[CHANNELS];

    /**
     * A factor, such as one over the standard deviation: a division takes several times as long.
     */
    private final float[] scale = new float[CHANNELS];

    private final float[] placeRow;
    private float[] blended = new float[0];

    /**
     * @param writer of the tensor, for this thread
     * @param mostPlaces the longer side of the input
     */
    RowWorker(InputWriter writer, int mostPlaces) {
        this.writer = writer;
        for (int channel = 0; channel < CHANNELS; channel++) {
            mean[channel] = writer.mean(channel);
            scale[channel] = writer.scale(channel);
        }
        placeRow = new float[mostPlaces * CHANNELS];
    }

    /**
     * Fills what belongs to the places down the raw rows from one up to another one.
     *
     * @param firstRow the row of the raw frame that the image begins with
     */
    void fill(InputPlan plan, Image image, int firstRow, MemorySegment tensor, int from, int to) {
        RowBlender blender = blender(image.format());
        // Interpolation reads one pixel more, with the weight 0.
        int length = blender.length(plan.pixels) + blender.step();
        if (blended.length < length) {
            blended = new float[length];
        }
        blender.begin(image);
        try {
            fill(plan, blender, firstRow, tensor, from, to);
        } finally {
            blender.end();
        }
    }

    private void fill(
            InputPlan plan,
            RowBlender blender,
            int firstRow,
            MemorySegment tensor,
            int from,
            int to) {
        AxisTaps rows = plan.rows;
        for (int place = from; place < to; place++) {
            blender.blend(
                    rows.first[place] - firstRow,
                    rows.weights,
                    place * rows.stride,
                    rows.count[place],
                    plan.firstPixel,
                    plan.pixels,
                    blended);
            if (plan.columns.stride == 2) {
                interpolate(plan, blender);
            } else {
                average(plan, blender);
            }
            writer.write(
                    placeRow,
                    plan.columns.first.length,
                    tensor,
                    (long) place * plan.rowStep,
                    plan.columnStep);
        }
    }

    private RowBlender blender(PixelFormat format) {
        RowBlender blender = blenders[format.ordinal()];
        if (blender == null) {
            blender = RowBlender.of(format);
            blenders[format.ordinal()] = blender;
        }
        return blender;
    }

    /** Makes normalized places of the blended row, each of two neighbours. */
    private void interpolate(InputPlan plan, RowBlender blender) {
        AxisTaps columns = plan.columns;
        float[] from = blended;
        float[] to = placeRow;
        int step = blender.step();
        int redAt = blender.red(plan.pixels) - plan.firstPixel * step;
        int greenAt = blender.green(plan.pixels) - plan.firstPixel * step;
        int blueAt = blender.blue(plan.pixels) - plan.firstPixel * step;
        float redScale = scale[0];
        float greenScale = scale[1];
        float blueScale = scale[2];
        float redZero = (blender.zero() + mean[0]) * redScale;
        float greenZero = (blender.zero() + mean[1]) * greenScale;
        float blueZero = (blender.zero() + mean[2]) * blueScale;
        int places = columns.first.length;
        for (int place = 0; place < places; place++) {
            int pixel = columns.first[place] * step;
            float right = columns.weights[place * 2 + 1];
            float red = from[pixel + redAt];
            float green = from[pixel + greenAt];
            float blue = from[pixel + blueAt];
            red += (from[pixel + step + redAt] - red) * right;
            green += (from[pixel + step + greenAt] - green) * right;
            blue += (from[pixel + step + blueAt] - blue) * right;
            to[place * CHANNELS] = red * redScale - redZero;
            to[place * CHANNELS + 1] = green * greenScale - greenZero;
            to[place * CHANNELS + 2] = blue * blueScale - blueZero;
        }
    }

    /** Makes normalized places of the blended row, each of any number of pixels. */
    private void average(InputPlan plan, RowBlender blender) {
        AxisTaps columns = plan.columns;
        float[] from = blended;
        float[] to = placeRow;
        int step = blender.step();
        int redAt = blender.red(plan.pixels) - plan.firstPixel * step;
        int greenAt = blender.green(plan.pixels) - plan.firstPixel * step;
        int blueAt = blender.blue(plan.pixels) - plan.firstPixel * step;
        float redScale = scale[0];
        float greenScale = scale[1];
        float blueScale = scale[2];
        float redZero = (blender.zero() + mean[0]) * redScale;
        float greenZero = (blender.zero() + mean[1]) * greenScale;
        float blueZero = (blender.zero() + mean[2]) * blueScale;
        int places = columns.first.length;
        for (int place = 0; place < places; place++) {
            int pixel = columns.first[place] * step;
            float red = 0;
            float green = 0;
            float blue = 0;
            int tap = place * columns.stride;
            for (int end = tap + columns.count[place]; tap < end; tap++, pixel += step) {
                float weight = columns.weights[tap];
                red += weight * from[pixel + redAt];
                green += weight * from[pixel + greenAt];
                blue += weight * from[pixel + blueAt];
            }
            to[place * CHANNELS] = red * redScale - redZero;
            to[place * CHANNELS + 1] = green * greenScale - greenZero;
            to[place * CHANNELS + 2] = blue * blueScale - blueZero;
        }
    }
}
