// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;

/**
 * The colours of Cityscapes' 19 classes of evaluation, in the order of their training ids; from its
 * published label definitions.
 */
final class CityscapesColors {

    static final List<NamedColor> ALL =
            List.of(
                    new NamedColor("road", 0x804080),
                    new NamedColor("sidewalk", 0xf423e8),
                    new NamedColor("building", 0x464646),
                    new NamedColor("wall", 0x66669c),
                    new NamedColor("fence", 0xbe9999),
                    new NamedColor("pole", 0x999999),
                    new NamedColor("traffic light", 0xfaaa1e),
                    new NamedColor("traffic sign", 0xdcdc00),
                    new NamedColor("vegetation", 0x6b8e23),
                    new NamedColor("terrain", 0x98fb98),
                    new NamedColor("sky", 0x4682b4),
                    new NamedColor("person", 0xdc143c),
                    new NamedColor("rider", 0xff0000),
                    new NamedColor("car", 0x00008e),
                    new NamedColor("truck", 0x000046),
                    new NamedColor("bus", 0x003c64),
                    new NamedColor("train", 0x005064),
                    new NamedColor("motorcycle", 0x0000e6),
                    new NamedColor("bicycle", 0x770b20));

    private CityscapesColors() {}
}
