// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    private enum Palette {
        VOC,
        COLOR_BLIND_SAFE
    }

    private static final Option<Boolean> LEGEND = Option.flag("legend", true, "A legend");
    private static final Option<Double> OPACITY = Option.number("opacity", 0.5, 0, 1, "Opacity");
    private static final Option<Integer> WIDTH = Option.wholeNumber("width", 2, 1, 64, "Width");
    private static final Option<String> TITLE = Option.text("title", "", "The title");
    private static final Option<Palette> PALETTE = Option.choice("palette", Palette.VOC, "Palette");
    private static final Option<Integer> LINE = Option.color("line", 0xFF8000, "The line's colour");
    private static final Option<List<String>> CLASSES = Option.names("classes", "The classes");
    private static final Option<Optional<Path>> IMAGE = Option.file("image", "The background");

    private static final List<Option<?>> KNOWN =
            List.of(LEGEND, OPACITY, WIDTH, TITLE, PALETTE, LINE, CLASSES, IMAGE);

    @Test
    void aValueIsOfItsOptionsType() throws OptionException {
        Options options =
                Options.read(
                        KNOWN,
                        Map.of(
                                "legend", "False",
                                "opacity", " 0.25 ",
                                "width", "64",
                                "title", "a, b",
                                "palette", "Color-Blind-Safe",
                                "line", "#00ff7F",
                                "classes", "cat, dog,",
                                "image", "b.png"));

        assertFalse(options.get(LEGEND));
        assertEquals(0.25, options.get(OPACITY));
        assertEquals(64, options.get(WIDTH));
        assertEquals("a, b", options.get(TITLE));
        assertEquals(Palette.COLOR_BLIND_SAFE, options.get(PALETTE));
        assertEquals(0x00FF7F, options.get(LINE));
        assertEquals(List.of("cat", "dog"), options.get(CLASSES));
        assertEquals(Optional.of(Path.of("b.png")), options.get(IMAGE));
    }

    @Test
    void whatIsNotChosenHasItsPreset() throws OptionException {
        Options options = Options.read(KNOWN, Map.of("width", "2"));

        assertEquals(0.5, options.get(OPACITY));
        assertTrue(options.has(WIDTH));
        assertFalse(options.has(OPACITY));
        assertEquals(0.75, options.with(OPACITY, 0.75).get(OPACITY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    legend  | yes   | legend is true or false, but is yes
                    opacity | 1.01  | opacity is 0 to 1, but is 1.01
                    opacity | NaN   | opacity is 0 to 1, but is NaN
                    width   | 0     | width is 1 to 64, but is 0
                    width   | two   | width is 1 to 64, but is two
                    palette | ade   | palette is voc, color-blind-safe, but is ade
                    line    | red   | line is #rrggbb, but is red
                    image   | ''    | image is the path of a file, but is empty
                    shadow  | 1     | There is no option shadow; there are legend, opacity, width, \
                    title, palette, line, classes, image
                    """)
    void whatIsNotPermittedIsSaidWithWhatIs(String name, String value, String message) {
        OptionException refused =
                assertThrows(OptionException.class, () -> Options.read(KNOWN, Map.of(name, value)));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void aPresetIsWrittenAsAUserWrites() throws OptionException {
        assertEquals(
                List.of("true", "0.5", "2", "", "voc", "#ff8000", "", ""),
                KNOWN.stream().map(Option::presetText).toList());
        assertEquals(LINE.preset(), LINE.read(LINE.presetText()));
    }

    @Test
    void aNameThatNobodyCouldTypeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Option.flag("No Name", true, "x"));
    }
}
