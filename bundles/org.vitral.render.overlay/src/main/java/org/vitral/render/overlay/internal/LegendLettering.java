// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.osgi.service.component.annotations.Component;
import org.vitral.render.Lettering;

/** Writes with the font of the legend. */
@Component
public final class LegendLettering implements Lettering {

    @Override
    public float width(String text, float size) {
        return OutlineFont.legend().width(text, size);
    }

    @Override
    public float capHeight(float size) {
        return OutlineFont.legend().capHeight() * size;
    }

    @Override
    public void write(
            byte[] rgb,
            int width,
            int height,
            String text,
            float x,
            float baseline,
            float size,
            int color) {
        Picture picture = Picture.over(rgb, width, height);
        OutlineFont.legend().draw(picture, text, x, baseline, size, new Paint(color, 1));
    }
}
