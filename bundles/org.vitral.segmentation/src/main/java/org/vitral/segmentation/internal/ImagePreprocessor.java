// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.Plane;
import org.vitral.image.Region;
import org.vitral.model.ModelInput;

/**
 * Fills a model's input tensor from an image of any kind: conversion to RGB, orientation, region,
 * resize and normalization in one pass over the pixels that take part, and one write a place. What
 * is transparent is seen on white.
 *
 * <p>For one caller at a time; what it needs is kept from call to call. Where an image is so large
 * that it pays, its rows are shared with other threads: never more than the model may run on.
 */
final class ImagePreprocessor {

    /** From so many pixels to read on, other threads save more time than it takes to wake them. */
    private static final long PIXELS_TO_SHARE = 1 << 20;

    private final int width;
    private final int height;
    private final RowWorker[] workers;
    private final SharedRows shared;
    private InputPlan plan;
    private boolean large;

    /** What the call is about. */
    private Image image;

    private MemorySegment tensor;

    /** For one thread, and an input of 32-bit floats. */
    ImagePreprocessor(ModelInput input) {
        this(input, InputWriter.floats(input), 1);
    }

    /**
     * @param writer of the tensor; it is used here only
     * @param threads the most threads, that of the caller among them
     */
    ImagePreprocessor(ModelInput input, InputWriter writer, int threads) {
        width = input.width();
        height = input.height();
        int atMost = Math.min(threads, Runtime.getRuntime().availableProcessors());
        workers = new RowWorker[atMost];
        for (int i = 0; i < atMost; i++) {
            workers[i] = new RowWorker(writer.another(), Math.max(width, height));
        }
        shared =
                new SharedRows(
                        atMost,
                        (worker, from, to) ->
                                workers[worker].fill(plan, image, 0, tensor, from, to));
    }

    /**
     * Fills the tensor.
     *
     * @param region the part of the upright frame to look at, within the image
     * @param tensor {@code height * width} places
     */
    void fill(Image image, Region region, MemorySegment tensor) {
        plan(image.width(), image.height(), image.orientation(), region);
        this.image = image;
        this.tensor = tensor;
        try {
            if (large && workers.length > 1 && isOpenToAll(image, tensor)) {
                shared.together(plan.rowPlaces());
            } else {
                shared.alone(plan.rowPlaces());
            }
        } finally {
            this.image = null;
            this.tensor = null;
        }
    }

    private void plan(int rawWidth, int rawHeight, Orientation orientation, Region region) {
        if (plan == null || !plan.fits(rawWidth, rawHeight, orientation, region)) {
            plan = new InputPlan(width, height, rawWidth, rawHeight, orientation, region);
            large = plan.readPixels() >= PIXELS_TO_SHARE;
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
        plan(imageWidth, imageHeight, Orientation.UPRIGHT, region);
        for (int place = 0; place < height; place++) {
            int first = plan.rows.first[place];
            int top = first - region.y();
            PixelBands.Band band = bands.band(top, top + plan.rows.count[place]);
            workers[0].fill(plan, band.image(), first - band.y(), tensor, place, place + 1);
        }
    }

    /** The most rows of an upright image that one place is made of. */
    int mostRows(int imageWidth, int imageHeight, Region region) {
        plan(imageWidth, imageHeight, Orientation.UPRIGHT, region);
        return plan.rows.stride;
    }

    private static boolean isOpenToAll(Image image, MemorySegment tensor) {
        for (Plane plane : image.planes()) {
            if (!SharedRows.isOpen(plane.memory())) {
                return false;
            }
        }
        return SharedRows.isOpen(tensor);
    }
}
