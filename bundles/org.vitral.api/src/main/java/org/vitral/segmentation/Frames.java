// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.Objects;
import org.vitral.image.AffineTransform;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.Region;

/**
 * How the frames of one segmentation lie to each other: that of the model's own mask, that of
 * {@link Segmentation#categoryMask()}, the upright frame that a person sees, and the raw one as the
 * image is stored. Every mapping has its {@link AffineTransform#inverse()}.
 *
 * @param modelWidth the number of columns of the model's own mask, at least 1
 * @param modelHeight the number of rows of the model's own mask, at least 1
 * @param region the part of the upright frame that was looked at
 * @param rawWidth the number of columns of the image as stored
 * @param rawHeight the number of rows of the image as stored
 * @param orientation how the stored image must be turned to stand upright
 */
public record Frames(
        int modelWidth,
        int modelHeight,
        Region region,
        int rawWidth,
        int rawHeight,
        Orientation orientation) {
    public Frames {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(orientation, "orientation");
        if (modelWidth < 1 || modelHeight < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least one pixel, but that of the model is "
                            + modelWidth
                            + " x "
                            + modelHeight);
        }
        int uprightWidth = orientation.uprightWidth(rawWidth, rawHeight);
        int uprightHeight = orientation.uprightHeight(rawWidth, rawHeight);
        if (!region.isWithin(uprightWidth, uprightHeight)) {
            throw new IllegalArgumentException(
                    "%s does not lie in an upright frame of %d x %d pixels"
                            .formatted(region, uprightWidth, uprightHeight));
        }
    }

    /** The frames of a model that looks at a region of an image. */
    public static Frames of(int modelWidth, int modelHeight, Region region, Image image) {
        return new Frames(
                modelWidth,
                modelHeight,
                region,
                image.width(),
                image.height(),
                image.orientation());
    }

    /** From a mask of any size, such as the model's own, to the upright frame. */
    public AffineTransform maskToUpright(int maskWidth, int maskHeight) {
        return AffineTransform.scaleAndMove(
                (double) region.width() / maskWidth,
                (double) region.height() / maskHeight,
                region.x(),
                region.y());
    }

    /** From the mask at the size of the image to the upright frame. */
    public AffineTransform maskToUpright() {
        return maskToUpright(region.width(), region.height());
    }

    /** From the model's own mask to the upright frame. */
    public AffineTransform modelToUpright() {
        return maskToUpright(modelWidth, modelHeight);
    }

    /** From the upright frame to the raw one. */
    public AffineTransform uprightToRaw() {
        return orientation.rawToUpright(rawWidth, rawHeight).inverse();
    }

    /** From the mask at the size of the image to the raw frame. */
    public AffineTransform maskToRaw() {
        return maskToUpright().then(uprightToRaw());
    }

    /** From the model's own mask to the raw frame. */
    public AffineTransform modelToRaw() {
        return modelToUpright().then(uprightToRaw());
    }
}
