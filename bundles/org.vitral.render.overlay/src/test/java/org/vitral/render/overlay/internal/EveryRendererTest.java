// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.ColorMatrix;
import org.vitral.image.ColorRange;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.image.YuvEncoding;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

/** What holds for all renderers. */
class EveryRendererTest {

    private static final YuvEncoding JPEG = new YuvEncoding(ColorMatrix.BT601, ColorRange.FULL);
    private static final List<String> NAMES = List.of("background", "thing");

    /** A renderer, and the size of its picture of a photograph of 30 x 20. */
    enum Rendered {
        OVERLAY(new OverlayRenderer(null, TestStyle.DEFAULT)),
        OUTLINE(new OutlineRenderer()),
        COLORS(new ColorsRenderer()),
        CUTOUT(new CutoutRenderer()),
        BLUR(new BlurRenderer()),
        BACKGROUND(new BackgroundRenderer()),
        PIXELATE(new PixelateRenderer()),
        SIDE_BY_SIDE(new SideBySideRenderer()),
        HEATMAP(new HeatMapRenderer());

        final Renderer renderer;

        Rendered(Renderer renderer) {
            this.renderer = renderer;
        }
    }

    /** A class in the lower right part of a region. */
    private static Scene scene(Region region) {
        float[] thing = Scene.scores(6 * 6, at -> at % 6 + at / 6 - 5.3f);
        return Scene.scored(region, NAMES, 6, 6, new float[36], thing);
    }

    @ParameterizedTest
    @EnumSource
    void whateverThePhotographIsStoredAsThePictureIsThatOfItsUprightPixels(Rendered rendered) {
        for (PixelFormat format : PixelFormat.values()) {
            for (Orientation orientation : Orientation.values()) {
                byte[] noise = new byte[30 * 20 * 8];
                new Random(3).nextBytes(noise);
                MemorySegment memory = MemorySegment.ofArray(noise);
                Image stored =
                        format.isYuv()
                                ? Image.yuv(memory, 30, 20, format, JPEG, orientation)
                                : Image.of(
                                        memory,
                                        30,
                                        20,
                                        30 * format.bytesPerPixel(),
                                        format,
                                        orientation);
                Region whole = new Region(0, 0, stored.uprightWidth(), stored.uprightHeight());
                Image upright = upright(stored);
                assertArrayEquals(
                        Pictures.bytes(render(rendered, upright, scene(whole))),
                        Pictures.bytes(render(rendered, stored, scene(whole))),
                        format + " " + orientation);
            }
        }
    }

    private static Image upright(Image stored) {
        UprightRows rows = UprightRows.of(stored);
        byte[] rgb = new byte[rows.width() * rows.height() * 3];
        for (int y = 0; y < rows.height(); y++) {
            rows.readRgb(y, rgb, y * rows.width() * 3);
        }
        return Image.of(rgb, rows.width(), rows.height(), PixelFormat.RGB);
    }

    private static Image render(Rendered rendered, Image image, Scene scene) {
        return rendered.renderer.render(image, scene, Options.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void onePixelIsEnough(Rendered rendered) {
        Scene scene =
                Scene.scored(new Region(0, 0, 1, 1), NAMES, 1, 1, new float[1], new float[] {1});
        Image picture = render(rendered, Pictures.plain(1, 1, 0x808080), scene);
        assertEquals(1, picture.height());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COLORS", "SIDE_BY_SIDE"})
    void whatIsFarFromTheRegionIsLeftAloneOrIsBackground(Rendered rendered) {
        Image photograph = Pictures.plain(90, 90, 0x406080);
        Image picture = render(rendered, photograph, scene(new Region(50, 50, 20, 20)));
        int corner = Pictures.rgb(picture, 2, 2);
        switch (rendered) {
            case CUTOUT -> assertEquals(0, Pictures.alpha(picture, 2, 2));
            case BACKGROUND -> assertEquals(0xffffff, corner);
            case HEATMAP -> assertEquals(corner >> 16, corner & 0xff);
            default -> assertEquals(0x406080, corner);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsArgumentsStayOpenAndUnchanged(Rendered rendered) {
        Image photograph = Pictures.noise(30, 20);
        byte[] before = Pictures.bytes(photograph);
        Scene scene = scene(new Region(0, 0, 30, 20));
        byte[] once = Pictures.bytes(render(rendered, photograph, scene));
        assertArrayEquals(before, Pictures.bytes(photograph));
        assertArrayEquals(once, Pictures.bytes(render(rendered, photograph, scene)));
    }

    @ParameterizedTest
    @EnumSource
    void aMaskOfAnotherImageIsAnErrorThatNamesBothSizes(Rendered rendered) {
        Scene scene = scene(new Region(0, 0, 31, 20));
        Image photograph = Pictures.noise(30, 20);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> render(rendered, photograph, scene));
        assertTrue(e.getMessage().contains("31 x 20"), e.getMessage());
        assertTrue(e.getMessage().contains("30 x 20"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void itsOptionsHaveNamesOfTheirOwnAndPresetsThatAreDone(Rendered rendered) throws Exception {
        List<Option<?>> options = rendered.renderer.options();
        assertFalse(options.isEmpty());
        assertEquals(
                options.size(), options.stream().map(Option::name).distinct().count(), "names");
        Image photograph = Pictures.noise(30, 20);
        Scene scene = scene(new Region(0, 0, 30, 20));
        byte[] preset = Pictures.bytes(render(rendered, photograph, scene));
        for (Option<?> option : options) {
            if (!option.presetText().isEmpty()) {
                Options said = Pictures.options(options, option.name() + "=" + option.presetText());
                Image same = rendered.renderer.render(photograph, scene, said);
                assertArrayEquals(preset, Pictures.bytes(same), option.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUTOUT", "BLUR", "BACKGROUND", "PIXELATE"})
    void aClassThatTheModelDoesNotHaveIsAnErrorThatSaysWhatItHas(Rendered rendered) {
        Scene scene = scene(new Region(0, 0, 30, 20));
        Image photograph = Pictures.noise(30, 20);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Pictures.render(
                                        rendered.renderer, photograph, scene, "classes=thin"));
        assertTrue(e.getMessage().contains("did you mean 'thing'"), e.getMessage());
    }

    @Test
    void theNamesOfTheServicesAreThoseOfTheDescription() throws Exception {
        for (Rendered rendered : Rendered.values()) {
            String name = rendered.name().toLowerCase(Locale.ROOT).replace('_', '-');
            String file = "OSGI-INF/" + rendered.renderer.getClass().getName() + ".xml";
            try (var xml = getClass().getClassLoader().getResourceAsStream(file)) {
                String text = new String(xml.readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(text.contains("value=\"" + name + "\""), file);
                assertFalse(text.contains("immediate=\"true\""), file);
            }
        }
    }
}
