// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that writes text into pictures with a font of its own, so that a picture looks the same
 * on every host, also on one without fonts. For any number of threads.
 */
@ProviderType
public interface Lettering {

    /** The width of a text in pixels. */
    float width(String text, float size);

    /** The height of a capital letter in pixels. */
    float capHeight(float size);

    /**
     * Writes a text; what would lie outside of the picture is left out.
     *
     * @param rgb the picture: red, green, blue, row by row without gaps
     * @param width the number of columns of the picture
     * @param height the number of rows of the picture
     * @param text one line
     * @param x where the text starts
     * @param baseline the row that its letters stand on
     * @param size the font's size in pixels
     * @param color the colour as {@code 0xRRGGBB}
     */
    void write(
            byte[] rgb,
            int width,
            int height,
            String text,
            float x,
            float baseline,
            float size,
            int color);
}
