// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.Segmentation;

/** What can be chosen wherever something is cut out. */
final class MatteOptions {

    private static final double MOST_FEATHER = 64;

    /** The width of a soft edge as a part of the shorter side of the picture. */
    private static final double SOFT = 1 / 200.0;

    static final Option<Double> FEATHER =
            Option.number(
                    "feather",
                    0,
                    0,
                    MOST_FEATHER,
                    "How many pixels wide the soft edge is; 0 for one that suits the picture, 1 for none");

    static final List<Option<?>> ALL = List.of(ColorOptions.CLASSES, FEATHER);

    private MatteOptions() {}

    /** The width of the edges, in pixels. */
    static double feather(Image image, Options options) {
        double asked = options.get(FEATHER);
        return asked > 0 ? asked : SOFT * Math.min(image.uprightWidth(), image.uprightHeight());
    }

    /** What was chosen, cut out. */
    static Matte matte(Image image, Segmentation segmentation, Options options) {
        Picture.checkSize(image.uprightWidth(), image.uprightHeight());
        return Matte.of(
                Scenery.of(image, segmentation),
                ColorOptions.classes(segmentation, options),
                image.uprightWidth(),
                image.uprightHeight(),
                feather(image, options));
    }
}
