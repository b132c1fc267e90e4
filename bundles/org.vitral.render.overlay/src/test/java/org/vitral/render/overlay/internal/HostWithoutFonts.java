// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Options;

/** A program that draws an overlay and prints the checksum of its pixels. */
final class HostWithoutFonts {

    private HostWithoutFonts() {}

    public static void main(String[] args) {
        System.out.println(checksum());
    }

    /** The checksum of a picture with a legend in three scripts. */
    static long checksum() {
        Scene scene =
                Scene.empty(320, 240, "background", "Ångström", "лошадь", "猫")
                        .withEllipse(1, 100, 80, 60, 40)
                        .withEllipse(2, 220, 120, 50, 60)
                        .withEllipse(3, 120, 180, 40, 30);
        Image photograph = Image.of(new byte[320 * 240], 320, 240, PixelFormat.GRAY);
        Image picture =
                new OverlayRenderer(null, TestStyle.DEFAULT)
                        .render(photograph, scene, Options.NONE);
        CRC32 checksum = new CRC32();
        checksum.update(picture.pixels().toArray(ValueLayout.JAVA_BYTE));
        return checksum.getValue();
    }
}
