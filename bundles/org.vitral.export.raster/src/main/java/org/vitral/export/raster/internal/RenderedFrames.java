// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

/**
 * Frames with the pictures of a renderer.
 *
 * @param renderer what makes them
 */
record RenderedFrames(Renderer renderer) implements GifFrames {

    @Override
    public Picture picture(ExportSubject subject) {
        Image image = renderer.render(subject.image(), subject.segmentation(), Options.NONE);
        return new Picture() {
            @Override
            public Fit size() {
                return new Fit(image.uprightWidth(), image.uprightHeight());
            }

            @Override
            public int[] colors(Fit size) {
                return SmallPicture.of(image, size);
            }

            @Override
            public void close() {
                image.close();
            }
        };
    }

    @Override
    public GifPalette palette(ExportSubject subject, int[] frame) {
        return GifPalette.of(frame);
    }
}
