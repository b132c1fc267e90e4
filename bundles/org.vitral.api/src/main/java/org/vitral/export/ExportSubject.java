// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.time.Duration;
import java.util.Objects;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;

/**
 * What an exporter writes: an image and what was seen in it, both open.
 *
 * @param name the name of the image as the user knows it, for example {@code b.jpg}
 * @param image the image
 * @param segmentation what was seen in it
 * @param decode how long reading and decoding the image took
 */
public record ExportSubject(String name, Image image, Segmentation segmentation, Duration decode) {
    public ExportSubject {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(segmentation, "segmentation");
        Objects.requireNonNull(decode, "decode");
    }
}
