// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A class of Cityscapes, with its number and colour from {@code labels.py} of its scripts.
 *
 * @param name its name
 * @param id its number in masks of label ids
 * @param rgb its colour in masks of colours
 */
record CityscapesLabel(String name, int id, int rgb) {

    static final CityscapesLabel UNLABELED = new CityscapesLabel("unlabeled", 0, 0x000000);

    private static final List<CityscapesLabel> ALL =
            List.of(
                    UNLABELED,
                    new CityscapesLabel("ego vehicle", 1, 0x000000),
                    new CityscapesLabel("rectification border", 2, 0x000000),
                    new CityscapesLabel("out of roi", 3, 0x000000),
                    new CityscapesLabel("static", 4, 0x000000),
                    new CityscapesLabel("dynamic", 5, 0x6f4a00),
                    new CityscapesLabel("ground", 6, 0x510051),
                    new CityscapesLabel("road", 7, 0x804080),
                    new CityscapesLabel("sidewalk", 8, 0xf423e8),
                    new CityscapesLabel("parking", 9, 0xfaaaa0),
                    new CityscapesLabel("rail track", 10, 0xe6968c),
                    new CityscapesLabel("building", 11, 0x464646),
                    new CityscapesLabel("wall", 12, 0x66669c),
                    new CityscapesLabel("fence", 13, 0xbe9999),
                    new CityscapesLabel("guard rail", 14, 0xb4a5b4),
                    new CityscapesLabel("bridge", 15, 0x966464),
                    new CityscapesLabel("tunnel", 16, 0x96785a),
                    new CityscapesLabel("pole", 17, 0x999999),
                    new CityscapesLabel("polegroup", 18, 0x999999),
                    new CityscapesLabel("traffic light", 19, 0xfaaa1e),
                    new CityscapesLabel("traffic sign", 20, 0xdcdc00),
                    new CityscapesLabel("vegetation", 21, 0x6b8e23),
                    new CityscapesLabel("terrain", 22, 0x98fb98),
                    new CityscapesLabel("sky", 23, 0x4682b4),
                    new CityscapesLabel("person", 24, 0xdc143c),
                    new CityscapesLabel("rider", 25, 0xff0000),
                    new CityscapesLabel("car", 26, 0x00008e),
                    new CityscapesLabel("truck", 27, 0x000046),
                    new CityscapesLabel("bus", 28, 0x003c64),
                    new CityscapesLabel("caravan", 29, 0x00005a),
                    new CityscapesLabel("trailer", 30, 0x00006e),
                    new CityscapesLabel("train", 31, 0x005064),
                    new CityscapesLabel("motorcycle", 32, 0x0000e6),
                    new CityscapesLabel("bicycle", 33, 0x770b20));

    /** The class with a name, whatever its case, with spaces, hyphens or underscores. */
    static Optional<CityscapesLabel> named(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
        return ALL.stream().filter(label -> label.name.equals(plain)).findFirst();
    }
}
