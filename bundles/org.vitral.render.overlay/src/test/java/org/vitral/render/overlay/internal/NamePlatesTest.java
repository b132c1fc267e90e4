// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vitral.image.Image;
import org.vitral.image.Region;

class NamePlatesTest {

    @Test
    void theMiddleIsThatOfTheLargestCircleInTheClass() {
        Scene scene =
                Scene.empty(300, 200, "background", "thing")
                        .withEllipse(1, 200, 120, 60, 60)
                        .withEllipse(1, 40, 40, 30, 30)
                        .withEllipse(1, 150, 100, 120, 4);
        MiddleOfClass.Place place = new MiddleOfClass(scene.categoryMask()).of(1).orElseThrow();
        assertEquals(200, place.x(), 3);
        assertEquals(120, place.y(), 3);
        assertEquals(Optional.empty(), new MiddleOfClass(scene.categoryMask()).of(2));
    }

    @Test
    void aMaskOfManyPixelsIsLookedAtInPixelsOfItsOwn() {
        Scene scene =
                Scene.empty(1600, 1200, "background", "thing").withEllipse(1, 1000, 700, 300, 300);
        MiddleOfClass.Place place = new MiddleOfClass(scene.categoryMask()).of(1).orElseThrow();
        assertEquals(1000, place.x(), 12);
        assertEquals(700, place.y(), 12);
    }

    @Test
    void namesStandInTheirClassesAndHideNoOther() {
        Scene scene =
                Scene.empty(600, 400, "background", "cat", "dog", "mouse")
                        .withEllipse(1, 150, 200, 120, 120)
                        .withEllipse(2, 430, 200, 130, 130)
                        .withEllipse(3, 430, 200, 20, 20);
        Image photograph = Pictures.plain(600, 400, 0x606060);
        Picture picture = Picture.of(photograph);
        List<Region> plates =
                NamePlates.write(
                        picture,
                        Scenery.of(photograph, scene),
                        new ClassColors(scene.model().labels()),
                        OutlineFont.legend());
        assertEquals(3, plates.size());
        for (Region plate : plates) {
            assertTrue(plate.isWithin(600, 400));
            for (Region other : plates) {
                assertFalse(plate != other && NamePlates.overlap(plate, other));
            }
        }
        Region cat = plates.get(1);
        assertEquals(150, cat.x() + cat.width() / 2, 6);
        assertEquals(200, cat.y() + cat.height() / 2, 6);
    }

    @Test
    void anOverlayWritesNamesOnlyWhenAsked() {
        Scene scene = Scene.empty(300, 200, "background", "cat").withEllipse(1, 150, 100, 80, 80);
        Image photograph = Pictures.plain(300, 200, 0x606060);
        OverlayRenderer overlay = new OverlayRenderer(null, TestStyle.DEFAULT);
        Image without = Pictures.render(overlay, photograph, scene, "legend=false");
        Image with = Pictures.render(overlay, photograph, scene, "legend=false", "labels=true");
        int whites = 0;
        for (int y = 90; y < 110; y++) {
            for (int x = 130; x < 170; x++) {
                whites += (Pictures.rgb(with, x, y) & 0xff) > 0xe0 ? 1 : 0;
                assertEquals(Pictures.rgb(without, 150, 100), Pictures.rgb(without, x, y));
            }
        }
        assertTrue(whites > 10, whites + " white pixels");
        assertEquals(Pictures.rgb(without, 150, 60), Pictures.rgb(with, 150, 60));
    }
}
