// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * The outlines of a font, so that text needs no font of the host and no AWT.
 *
 * <p>The file is made at build time: {@code u32} magic number, {@code u16} units per em, {@code
 * u16} height of capitals, {@code u16} number of glyphs; for each of them, by rising code point,
 * {@code u32} code point, {@code u16} advance, {@code u32} offset of its outline and {@code s16}
 * left, bottom, right and top of the box around it; then the outlines, each a list of {@code u8}
 * kind (1 move, 2 line, 3 quadratic curve, 0 end) and {@code s16} coordinates, y upwards. Contours
 * are closed. The first glyph, with the code point 0, is shown for characters that the font lacks.
 * All numbers are big-endian.
 *
 * <p>Immutable; for any number of threads.
 */
final class OutlineFont {

    private static final int MAGIC = 0x56474f31;
    private static final int END = 0;
    private static final int MOVE = 1;
    private static final int LINE = 2;
    private static final int QUAD = 3;

    /** The first combining character: text without any needs no normalization. */
    private static final char COMBINING = 0x300;

    private final ByteBuffer outlines;
    private final float unitsPerEm;
    private final float capHeight;
    private final int[] codePoints;
    private final int[] advances;
    private final int[] offsets;
    private final short[][] boxes;

    private OutlineFont(ByteBuffer file) {
        if (file.getInt() != MAGIC) {
            throw new IllegalArgumentException("This is not a file of outlines");
        }
        unitsPerEm = Short.toUnsignedInt(file.getShort());
        capHeight = Short.toUnsignedInt(file.getShort()) / unitsPerEm;
        int glyphs = Short.toUnsignedInt(file.getShort());
        codePoints = new int[glyphs];
        advances = new int[glyphs];
        offsets = new int[glyphs];
        boxes = new short[glyphs][4];
        for (int i = 0; i < glyphs; i++) {
            codePoints[i] = file.getInt();
            advances[i] = Short.toUnsignedInt(file.getShort());
            offsets[i] = file.getInt();
            for (int side = 0; side < 4; side++) {
                boxes[i][side] = file.getShort();
            }
        }
        outlines = file.slice();
    }

    /** The font of the legend, read when it is first needed. */
    static OutlineFont legend() {
        return Legend.FONT;
    }

    /** The height of a capital letter as a part of the font's size. */
    float capHeight() {
        return capHeight;
    }

    /** The width of a text in pixels. */
    float width(String text, float size) {
        String characters = composed(text);
        long width = 0;
        for (int i = 0;
                i < characters.length();
                i += Character.charCount(characters.codePointAt(i))) {
            width += advances[glyph(characters.codePointAt(i))];
        }
        return width * size / unitsPerEm;
    }

    /** Whether there is an outline for the character, and not only the one that stands for any. */
    boolean has(int codePoint) {
        return glyph(codePoint) > 0;
    }

    /**
     * Draws a text.
     *
     * @param x where the text starts
     * @param baseline the row that the letters stand on
     */
    void draw(Picture picture, String text, float x, float baseline, float size, Paint paint) {
        float scale = size / unitsPerEm;
        float pen = x;
        String characters = composed(text);
        for (int i = 0;
                i < characters.length();
                i += Character.charCount(characters.codePointAt(i))) {
            int glyph = glyph(characters.codePointAt(i));
            outline(glyph, pen, baseline, scale).fill(picture, paint);
            pen += advances[glyph] * scale;
        }
    }

    private int glyph(int codePoint) {
        return Math.max(0, Arrays.binarySearch(codePoints, codePoint));
    }

    private static String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= COMBINING) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    private Coverage outline(int glyph, float x, float baseline, float scale) {
        short[] box = boxes[glyph];
        int left = (int) Math.floor(x + box[0] * scale);
        int top = (int) Math.floor(baseline - box[3] * scale);
        int right = (int) Math.ceil(x + box[2] * scale);
        int bottom = (int) Math.ceil(baseline - box[1] * scale);
        Coverage coverage = new Coverage(left, top, right - left + 1, bottom - top + 1);
        ByteBuffer path = outlines.duplicate().position(offsets[glyph]);
        for (int kind = path.get(); kind != END; kind = path.get()) {
            float x1 = x + path.getShort() * scale;
            float y1 = baseline - path.getShort() * scale;
            switch (kind) {
                case MOVE -> coverage.moveTo(x1, y1);
                case LINE -> coverage.lineTo(x1, y1);
                case QUAD ->
                        coverage.quadTo(
                                x1,
                                y1,
                                x + path.getShort() * scale,
                                baseline - path.getShort() * scale);
                default -> throw new IllegalStateException("An outline has no part " + kind);
            }
        }
        coverage.close();
        return coverage;
    }

    private static final class Legend {
        static final OutlineFont FONT = read("legend.outlines");

        private static OutlineFont read(String resource) {
            try (InputStream in = OutlineFont.class.getResourceAsStream(resource)) {
                return new OutlineFont(ByteBuffer.wrap(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
