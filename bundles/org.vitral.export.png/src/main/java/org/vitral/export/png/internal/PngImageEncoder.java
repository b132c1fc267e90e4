// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import ar.com.hjg.pngj.FilterType;
import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.chunks.PngChunkSRGB;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;

/**
 * Writes a picture as an upright PNG of 8 bits a channel: grey, RGB or RGBA. The only metadata is
 * that the colours are sRGB.
 *
 * <p>Photographs gain little from a higher level: at level 1 with each row taken from the one
 * above, a picture of 12 megapixels takes half the time of level 3 and is a tenth larger.
 */
@Component(property = ImageEncoder.FORMAT + "=png")
public final class PngImageEncoder implements ImageEncoder {

    private static final int LEVEL = 1;

    @Override
    public void encode(Image image, OutputStream out) throws IOException {
        if (image.uprightWidth() > ImageInfo.MAX_COLS_ROW) {
            throw new IOException(
                    "This encoder writes pictures of up to %d columns, but this one has %d"
                            .formatted(ImageInfo.MAX_COLS_ROW, image.uprightWidth()));
        }
        PixelFormat format = image.format();
        ImageInfo info =
                new ImageInfo(
                        image.uprightWidth(),
                        image.uprightHeight(),
                        8,
                        format.alpha() >= 0,
                        format == PixelFormat.GRAY,
                        false);
        PngChunkSRGB srgb = new PngChunkSRGB(info);
        srgb.setIntent(PngChunkSRGB.RENDER_INTENT_Perceptual);
        UprightPixels pixels = new UprightPixels(image);
        new PngFile(info, FilterType.FILTER_UP, LEVEL, List.of(srgb))
                .write(
                        out,
                        new ImageLineByte(info),
                        (line, y) -> pixels.read(y, line.getScanline()));
    }
}
