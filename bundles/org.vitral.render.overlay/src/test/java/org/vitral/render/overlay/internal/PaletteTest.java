// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.option.OptionException;

class PaletteTest {

    private static final List<Label> PETS =
            List.of(
                    new Label(0, "background", 0),
                    new Label(1, "cat", 0x123456),
                    new Label(2, "car", 0x654321));

    @Test
    void aClassHasTheColourThatItsDataSetGivesIt() {
        assertEquals(0x123456, Palette.MODEL.rgb(PETS, 1));
        assertEquals(0x800000, Palette.VOC.rgb(PETS, 1));
        assertEquals(0xc08080, Palette.VOC.rgb(PETS, 15));
        assertEquals(0x00008e, Palette.CITYSCAPES.rgb(PETS, 2));
        assertEquals(0x787878, Palette.ADE20K.rgb(PETS, 1));
        assertEquals(0x5c00ff, Palette.ADE20K.rgb(PETS, 150));
        assertEquals(0xe69f00, Palette.COLOR_BLIND_SAFE.rgb(PETS, 1));
        assertEquals(0x56b4e9, Palette.COLOR_BLIND_SAFE.rgb(PETS, 2));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MODEL")
    void theClassesOfVocHaveTwentyOneColours(Palette palette) {
        long colors =
                IntStream.rangeClosed(0, 20)
                        .map(index -> palette.rgb(PETS, index))
                        .distinct()
                        .count();
        // Palettes without a colour for the background give it that of their first class.
        assertTrue(colors >= 20, colors + " colours");
    }

    @Test
    void theBackgroundIsBlackInEveryPalette() {
        for (Palette palette : Palette.values()) {
            assertEquals(0, new ClassColors(PETS, palette, Map.of()).rgb(0));
        }
    }

    /** A class keeps its colour whatever else is found, and in whatever order. */
    @Property(tries = 60, seed = "31")
    void aClassHasOneColourInEveryPicture(@ForAll Random random, @ForAll Palette palette) {
        int classes = 12;
        List<String> names =
                IntStream.range(0, classes)
                        .mapToObj(index -> index == 0 ? "background" : "class of " + index)
                        .toList();
        int kept = 1 + random.nextInt(classes - 1);
        String option = "palette=" + palette.name().toLowerCase(Locale.ROOT).replace('_', '-');
        int first = colorOfMiddle(random, names, kept, option);
        assertEquals(first, colorOfMiddle(random, names, kept, option));
    }

    private static int colorOfMiddle(Random random, List<String> names, int kept, String palette) {
        Scene scene =
                new Scene(new Region(0, 0, 20, 20), names, new int[400])
                        .withEllipse(random.nextInt(names.size()), 5, 5, 9, 9)
                        .withEllipse(kept, 14, 14, 4, 4);
        Image colors =
                Pictures.render(
                        new ColorsRenderer(), Pictures.plain(20, 20, 0x808080), scene, palette);
        return Pictures.rgb(colors, 14, 14);
    }

    @Test
    void aColourOfOnesOwnIsTaken() {
        Scene scene = Scene.empty(20, 20, "background", "cat", "dog").withEllipse(2, 10, 10, 5, 5);
        Image colors =
                Pictures.render(
                        new ColorsRenderer(),
                        Pictures.plain(20, 20, 0),
                        scene,
                        "colors=Dog=#0072b2, background = #ffffff");
        assertEquals(0x0072b2, Pictures.rgb(colors, 10, 10));
        assertEquals(0xffffff, Pictures.rgb(colors, 0, 0));
    }

    @Test
    void aColourThatIsNoneIsRefusedWithWhatIsPermitted() {
        for (String bad : List.of("dog", "dog=blue", "=#112233", "dog=#1122")) {
            String message =
                    assertThrows(OptionException.class, () -> ColorOptions.COLORS.read(bad))
                            .getMessage();
            assertEquals(
                    "colors is class=#rrggbb with commas between them, but is " + bad, message);
        }
    }
}
