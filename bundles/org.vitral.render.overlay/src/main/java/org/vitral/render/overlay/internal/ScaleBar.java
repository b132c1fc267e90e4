// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/** The scale of a heat map: its colours from 0 to 1, and what they show. */
final class ScaleBar {

    private static final float SIZE = 0.029f;
    private static final float LEAST_SIZE = 11;

    /** The length of the bar in sizes of the text. */
    private static final int LENGTH = 9;

    private static final Paint PANEL = new Paint(0x101318, 0.74f);
    private static final Paint TEXT = new Paint(0xffffff, 0.96f);

    private ScaleBar() {}

    /** Draws it in the lower left corner; not at all where it would take most of the picture. */
    static void paint(Picture picture, String title, OutlineFont font) {
        float size = Math.max(LEAST_SIZE, SIZE * Math.min(picture.width, picture.height));
        int padding = Math.round(0.75f * size);
        int length = Math.round(Math.max(LENGTH * size, font.width(title, size)));
        int thick = Math.round(0.85f * size);
        int width = length + 2 * padding;
        int height = Math.round(2 * padding + thick + 2.4f * size);
        int margin = Math.round(0.8f * size);
        if (width + 2 * margin > picture.width || 2 * (height + margin) > picture.height) {
            return;
        }
        int left = margin;
        int top = picture.height - margin - height;
        picture.fillRounded(left, top, width, height, 0.6f * size, PANEL);
        float baseline = Math.round(top + padding + font.capHeight() * size);
        font.draw(picture, title, left + padding, baseline, size, TEXT);
        int barTop = Math.round(baseline + 0.55f * size);
        for (int x = 0; x < length; x++) {
            int color = Viridis.rgb((x + 0.5f) / length);
            for (int y = 0; y < thick; y++) {
                picture.set(left + padding + x, barTop + y, color);
            }
        }
        float below = Math.round(barTop + thick + 0.4f * size + font.capHeight() * size);
        font.draw(picture, "0", left + padding, below, size, TEXT);
        float end = left + padding + length;
        font.draw(picture, "1", end - font.width("1", size), below, size, TEXT);
    }
}
