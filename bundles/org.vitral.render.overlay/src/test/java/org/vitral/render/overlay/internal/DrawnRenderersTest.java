// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.option.Options;

/** Outlines, overlays with options, side by side, heat maps and differences. */
class DrawnRenderersTest {

    private static final Scene SCENE =
            Scene.empty(100, 80, "background", "cat", "dog").withEllipse(1, 50, 40, 20, 20);

    @Test
    void anOutlineHasTheColourOfItsClassAndTheRestIsThePhotograph() {
        Image photograph = Pictures.noise(100, 80);
        Image picture =
                Pictures.render(
                        new OutlineRenderer(), photograph, SCENE, "width=4", "colors=cat=#00ff80");
        assertEquals(0x00ff80, Pictures.rgb(picture, 69, 40));
        assertEquals(Pictures.rgb(photograph, 50, 40), Pictures.rgb(picture, 50, 40));
        assertEquals(Pictures.rgb(photograph, 5, 5), Pictures.rgb(picture, 5, 5));
    }

    @Test
    void whereTwoClassesMeetEachHasItsSideOfTheLine() {
        int[] indices = new int[100 * 80];
        Arrays.setAll(indices, at -> at % 100 < 50 ? 1 : 2);
        Scene scene = new Scene(SCENE.region(), SCENE.names(), indices);
        Image picture =
                Pictures.render(
                        new OutlineRenderer(),
                        Pictures.noise(100, 80),
                        scene,
                        "width=8",
                        "colors=cat=#ff0000,dog=#0000ff");
        assertEquals(0xff0000, Pictures.rgb(picture, 48, 40));
        assertEquals(0x0000ff, Pictures.rgb(picture, 51, 40));
    }

    @Test
    void theOptionsOfAnOverlayGoBeforeItsConfiguration() {
        OverlayRenderer overlay = new OverlayRenderer(null, new TestStyle(1, false, false));
        Image photograph = Pictures.plain(100, 80, 0x000000);
        Image configured = overlay.render(photograph, SCENE, Options.NONE);
        assertEquals(Scene.color(1), Pictures.rgb(configured, 50, 40));
        Image chosen =
                Pictures.render(overlay, photograph, SCENE, "opacity=0.5", "colors=cat=#ffffff");
        assertEquals(0x808080, Pictures.rgb(chosen, 50, 40));
        Image lined =
                Pictures.render(
                        overlay,
                        photograph,
                        SCENE,
                        "outline=true",
                        "outline-width=6",
                        "outline-color=#ff0000");
        assertEquals(0xd9, Pictures.rgb(lined, 71, 40) >> 16, 2);
    }

    @Test
    void thePhotographIsOnTheLeftAndTheOverlayOnTheRight() {
        Image photograph = Pictures.noise(100, 80);
        Image both = Pictures.render(new SideBySideRenderer(), photograph, SCENE);
        assertEquals(201, both.width());
        assertEquals(80, both.height());
        Image overlay =
                new OverlayRenderer(null, TestStyle.DEFAULT)
                        .render(photograph, SCENE, Options.NONE);
        for (int x = 0; x < 100; x++) {
            assertEquals(Pictures.rgb(photograph, x, 33), Pictures.rgb(both, x, 33));
            assertEquals(Pictures.rgb(overlay, x, 33), Pictures.rgb(both, 101 + x, 33));
        }
        assertEquals(0xffffff, Pictures.rgb(both, 100, 33));
        Image below =
                Pictures.render(new SideBySideRenderer(), photograph, SCENE, "arrangement=below");
        assertEquals(161, below.height());
    }

    @Test
    void aHeatMapGoesFromDarkBlueToYellow() {
        float[] thing = Scene.scores(10 * 10, at -> at % 10 < 5 ? 0f : 1f);
        float[] rest = Scene.scores(10 * 10, at -> at % 10 < 5 ? 0.25f : 0f);
        Scene scene =
                Scene.scored(SCENE.region(), List.of("background", "cat"), 10, 10, rest, thing);
        Image photograph = Pictures.noise(100, 80);
        Image map =
                Pictures.render(
                        new HeatMapRenderer(), photograph, scene, "opacity=1", "legend=false");
        assertEquals(Viridis.rgb(0.25f), Pictures.rgb(map, 5, 40));
        assertEquals(Viridis.rgb(1), Pictures.rgb(map, 95, 40));
        assertEquals(0xfde725, Viridis.rgb(1));
        Image cat =
                Pictures.render(
                        new HeatMapRenderer(),
                        photograph,
                        scene,
                        "class=cat",
                        "opacity=1",
                        "legend=false");
        assertEquals(0x440154, Pictures.rgb(cat, 5, 40));
        Image margin =
                Pictures.render(
                        new HeatMapRenderer(),
                        photograph,
                        scene,
                        "of=margin",
                        "opacity=1",
                        "legend=false");
        assertEquals(Viridis.rgb(0.25f), Pictures.rgb(margin, 5, 40));
    }

    @Test
    void aHeatMapOfAModelWithoutConfidenceIsRefused() {
        Image photograph = Pictures.noise(100, 80);
        Scene indices = SCENE.ofIndices(50, 40);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Pictures.render(new HeatMapRenderer(), photograph, indices));
        assertTrue(e.getMessage().startsWith("The model shapes gives"), e.getMessage());
    }

    @Test
    void aDifferenceShowsWhatOnlyOneFoundAndWhatHasAnotherName() {
        Image photograph = Pictures.plain(100, 80, 0x808080);
        Scene empty = Scene.empty(100, 80, "background", "cat", "dog");
        Scene first = empty.withEllipse(1, 20, 20, 10, 10).withEllipse(1, 70, 20, 10, 10);
        Scene second = empty.withEllipse(1, 20, 60, 10, 10).withEllipse(2, 70, 20, 10, 10);
        Image picture =
                new MaskDifference()
                        .render(
                                photograph,
                                first,
                                second,
                                Pictures.options(new MaskDifference().options(), "legend=false"));
        int same = Pictures.rgb(picture, 50, 40);
        assertEquals(same >> 16, same & 0xff);
        int onlyFirst = Pictures.rgb(picture, 20, 20);
        assertTrue(onlyFirst >> 16 > 0xd0 && (onlyFirst & 0xff) < 0x30, "orange");
        int onlySecond = Pictures.rgb(picture, 20, 60);
        assertTrue((onlySecond & 0xff) > 0xd0 && onlySecond >> 16 < 0x70, "blue");
        assertNotEquals(same, Pictures.rgb(picture, 70, 20));
        assertNotEquals(onlyFirst, Pictures.rgb(picture, 70, 20));
    }

    @Test
    void classesOfTwoModelsAreTheSameByTheirNames() {
        Image photograph = Pictures.plain(100, 80, 0x808080);
        Scene first = Scene.empty(100, 80, "background", "cat").withEllipse(1, 50, 40, 20, 20);
        Scene second =
                Scene.empty(100, 80, "Background", "dog", "CAT").withEllipse(2, 50, 40, 20, 20);
        Options plain = Pictures.options(new MaskDifference().options(), "legend=false");
        Image picture = new MaskDifference().render(photograph, first, second, plain);
        Image none = new MaskDifference().render(photograph, first, first, plain);
        assertArrayEquals(Pictures.bytes(none), Pictures.bytes(picture));
    }

    @Test
    void segmentationsOfTwoRegionsAreNotCompared() {
        Scene other = new Scene(new Region(0, 0, 50, 80), SCENE.names(), new int[50 * 80]);
        Image photograph = Pictures.noise(100, 80);
        assertThrows(
                IllegalArgumentException.class,
                () -> new MaskDifference().render(photograph, SCENE, other, Options.NONE));
    }
}
