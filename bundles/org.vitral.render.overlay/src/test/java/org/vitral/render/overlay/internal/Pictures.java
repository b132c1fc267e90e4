// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Option;
import org.vitral.option.OptionException;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/** Photographs for tests, and the pixels of pictures. */
final class Pictures {

    private Pictures() {}

    static Image noise(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new Random(7).nextBytes(rgb);
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }

    static Image plain(int width, int height, int color) {
        byte[] rgb = new byte[width * height * 3];
        for (int at = 0; at < rgb.length; at += 3) {
            put(rgb, at, color);
        }
        return Image.of(rgb, width, height, PixelFormat.RGB);
    }

    /** A photograph of a class: one colour for it, and one for what is not of it. */
    static Image of(Scene scene, int label, int inside, int outside) {
        byte[] rgb = new byte[scene.width() * scene.height() * 3];
        for (int at = 0; at < scene.indices().length; at++) {
            put(rgb, 3 * at, scene.indices()[at] == label ? inside : outside);
        }
        return Image.of(rgb, scene.width(), scene.height(), PixelFormat.RGB);
    }

    private static void put(byte[] rgb, int at, int color) {
        rgb[at] = (byte) (color >> 16);
        rgb[at + 1] = (byte) (color >> 8);
        rgb[at + 2] = (byte) color;
    }

    static byte[] bytes(Image picture) {
        return picture.pixels().toArray(ValueLayout.JAVA_BYTE);
    }

    /** The colour of a pixel of an RGB or RGBA picture. */
    static int rgb(Image picture, int x, int y) {
        long at = (long) y * picture.rowStride() + (long) x * picture.format().bytesPerPixel();
        int color = 0;
        for (int channel = 0; channel < 3; channel++) {
            color = color << 8 | picture.pixels().get(ValueLayout.JAVA_BYTE, at + channel) & 0xff;
        }
        return color;
    }

    static int alpha(Image picture, int x, int y) {
        long at = (long) y * picture.rowStride() + 4L * x + 3;
        return picture.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /** Renders with options as a user writes them: {@code name=value}. */
    static Image render(Renderer renderer, Image image, Segmentation seen, String... options) {
        return renderer.render(image, seen, options(renderer.options(), options));
    }

    static Options options(List<Option<?>> known, String... said) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String option : said) {
            int at = option.indexOf('=');
            texts.put(option.substring(0, at), option.substring(at + 1));
        }
        try {
            return Options.read(known, texts);
        } catch (OptionException e) {
            throw new AssertionError(e);
        }
    }
}
