// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/**
 * A service that makes a picture of where two segmentations of one image differ, such as those of
 * two models or of two delegates.
 *
 * @implSpec An implementation is safe for use by several threads and closes none of its arguments.
 */
@ConsumerType
public interface DifferenceRenderer {

    /** Its options; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Makes the picture. Classes of two models are the same where their names are.
     *
     * @param image the image, open
     * @param first what was seen in it, open
     * @param second what was seen in it another time, open
     * @param options what the user chose of {@link #options()}
     * @return an upright picture, which the caller closes
     * @throws IllegalArgumentException if the two are not of the same part of the image, or the
     *     image is not theirs
     */
    Image render(Image image, Segmentation first, Segmentation second, Options options);
}
