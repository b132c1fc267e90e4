// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;
import org.vitral.model.ModelInput;

/**
 * That an image is segmented in overlapping tiles, each of which the model sees by itself. A tile
 * is shrunk less than the whole image would be, so that small things are found; but the model sees
 * only the tile, so that a thing that is larger than a tile may not be known for what it is. Where
 * both sizes occur, twice the model's input with a {@link #wholeShare} of a half hurts least.
 *
 * <p>All tiles have the same size, and are spread evenly over the region that is looked at: there
 * are as few of them as the overlap allows, and they overlap by the asked share or a little more.
 * An image that is not larger than a tile is one tile. At each pixel the scores of the tiles that
 * cover it are interpolated and added up with weights that add up to 1; the highest sum wins. A
 * model that gives class indices has no scores: there the tile with the highest weight says the
 * class.
 *
 * @param size how large a tile is
 * @param overlap the share of its width, and of its height, by which a tile overlaps its neighbour
 *     at least: from 0 to {@link #MOST_OVERLAP}
 * @param blending how the weight of a tile falls off where it overlaps its neighbour
 * @param wholeShare the weight of the scores that the model gives for the whole region, from 0 (the
 *     model does not see it) to less than 1; the tiles have the rest. The mean of logits and that
 *     of log-probabilities lead to the same class, since they differ by a number that is the same
 *     for all classes.
 */
public record Tiling(Size size, double overlap, Blending blending, double wholeShare) {

    /** More overlap only costs time: each pixel would be seen by more than nine tiles. */
    public static final double MOST_OVERLAP = 0.5;

    /** Two-scale as most people mean it: whole image and tiles count the same. */
    public static final double HALF = 0.5;

    /** A quarter of a tile's width. */
    private static final double USUAL_OVERLAP = 0.25;

    public Tiling {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(blending, "blending");
        if (!(overlap >= 0 && overlap <= MOST_OVERLAP)) {
            throw new IllegalArgumentException(
                    "Tiles overlap by a share from 0 to %s of their size, not by %s"
                            .formatted(MOST_OVERLAP, overlap));
        }
        if (!(wholeShare >= 0 && wholeShare < 1)) {
            throw new IllegalArgumentException(
                    "The whole image has a share from 0 to less than 1 of the scores, not %s"
                            .formatted(wholeShare));
        }
    }

    /** How large a tile is. */
    public sealed interface Size {
        /** The number of columns of a tile, for a model with this input. */
        int width(ModelInput input);

        /** The number of rows of a tile, for a model with this input. */
        int height(ModelInput input);
    }

    /**
     * So many pixels of the upright image.
     *
     * @param width at least 1
     * @param height at least 1
     */
    public record Pixels(int width, int height) implements Size {
        public Pixels {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "A tile has at least one pixel, but %d x %d was asked for"
                                .formatted(width, height));
            }
        }

        @Override
        public int width(ModelInput input) {
            return width;
        }

        @Override
        public int height(ModelInput input) {
            return height;
        }
    }

    /**
     * So many times the size of the model's input.
     *
     * @param factor more than 0 and at most {@link #MOST}; with 1 the model sees the pixels as they
     *     are
     */
    public record Scale(double factor) implements Size {

        /** No photograph has so many pixels that more would mean anything. */
        public static final double MOST = 10_000;

        public Scale {
            if (!(factor > 0 && factor <= MOST)) {
                throw new IllegalArgumentException(
                        "A tile is more than 0 and at most %s times as large as the model's input, not %s times"
                                .formatted(MOST, factor));
            }
        }

        @Override
        public int width(ModelInput input) {
            return Math.max(1, (int) Math.round(factor * input.width()));
        }

        @Override
        public int height(ModelInput input) {
            return Math.max(1, (int) Math.round(factor * input.height()));
        }
    }

    /** Tiles of so many pixels, which overlap by a quarter with a linear ramp. */
    public static Tiling ofPixels(int width, int height) {
        return of(new Pixels(width, height));
    }

    /**
     * Tiles of so many times the model's input, which overlap by a quarter with a linear ramp.
     *
     * @param factor more than 0
     */
    public static Tiling ofScale(double factor) {
        return of(new Scale(factor));
    }

    private static Tiling of(Size size) {
        return new Tiling(size, USUAL_OVERLAP, Blending.LINEAR, 0);
    }

    /** This tiling with another overlap. */
    public Tiling withOverlap(double share) {
        return new Tiling(size, share, blending, wholeShare);
    }

    /** This tiling with another ramp. */
    public Tiling withBlending(Blending ramp) {
        return new Tiling(size, overlap, ramp, wholeShare);
    }

    /** This tiling, with the whole image seen too. */
    public Tiling withWholeShare(double share) {
        return new Tiling(size, overlap, blending, share);
    }
}
