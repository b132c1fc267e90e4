// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.image.UprightRows;

/**
 * Writes a picture as an upright WebP of quality 90: RGB, or RGBA where it has an alpha, which is
 * kept exactly. There is no metadata: colours are sRGB.
 */
@Component(property = {ImageEncoder.FORMAT + "=webp", "service.description=Pictures as WebP"})
public final class WebpImageEncoder implements ImageEncoder {

    private static final WebpFile FILE = new WebpFile(false, 90);

    @Override
    public void encode(Image image, OutputStream out) throws IOException {
        WebpFile.check(image.uprightWidth(), image.uprightHeight());
        FILE.write(pixels(image), out);
    }

    private static WebpPixels pixels(Image image) {
        UprightRows rows = UprightRows.of(image);
        if (rows.channels() != WebpPixels.RGBA) {
            WebpPixels rgb = WebpPixels.of(rows.width(), rows.height(), WebpPixels.RGB);
            for (int y = 0; y < rows.height(); y++) {
                rows.readRgb(y, rgb.samples(), y * rows.width() * WebpPixels.RGB);
            }
            return rgb;
        }
        WebpPixels rgba = WebpPixels.of(rows.width(), rows.height(), WebpPixels.RGBA);
        byte[] row = new byte[rows.width() * WebpPixels.RGBA];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            System.arraycopy(row, 0, rgba.samples(), y * row.length, row.length);
        }
        return rgba;
    }
}
