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
 * A service that makes a picture out of an image and its segmentation.
 *
 * @implSpec An implementation is a service with the property {@link #NAME}. It is safe for use by
 *     several threads and closes neither of its arguments.
 */
@ConsumerType
public interface Renderer {

    /**
     * The service property with the renderer's name, for example {@code overlay}: lower-case
     * letters, digits and hyphens. Its picture of {@code b.jpg} is written to {@code b.NAME.png}.
     */
    String NAME = "org.vitral.renderer.name";

    /** Its options; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Makes the picture.
     *
     * @param image the image, open
     * @param segmentation what was seen in it, open
     * @param options what the user chose of {@link #options()}
     * @return an upright picture, which the caller closes
     */
    Image render(Image image, Segmentation segmentation, Options options);
}
