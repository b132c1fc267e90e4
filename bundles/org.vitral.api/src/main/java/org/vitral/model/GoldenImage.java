// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;
import org.vitral.image.Image;

/**
 * A picture that comes with a model, and the mask that the model gives for it, so that an engine
 * can be checked before it serves. It is on the heap, and need not be closed.
 *
 * @param name the name of the picture, for a person
 * @param image the picture, upright
 * @param mask the index of the class of each pixel, row by row, as many as the picture has
 */
public record GoldenImage(String name, Image image, char[] mask) {
    public GoldenImage {
        Objects.requireNonNull(name, "name");
        if (mask.length != (long) image.uprightWidth() * image.uprightHeight()) {
            throw new IllegalArgumentException(
                    "The mask of %s has %d pixels, but the picture is %d x %d"
                            .formatted(
                                    name,
                                    mask.length,
                                    image.uprightWidth(),
                                    image.uprightHeight()));
        }
    }
}
