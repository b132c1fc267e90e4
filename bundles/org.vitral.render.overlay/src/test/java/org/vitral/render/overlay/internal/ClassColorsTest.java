// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.model.Label;

class ClassColorsTest {

    private static final int NONE = -1;

    @Test
    void theLabelCalledBackgroundIsTheBackgroundWhereverItStands() {
        assertEquals(0, background("background", "cat"));
        assertEquals(2, background("cat", "dog", " Background"));
        assertEquals(1, background("road", "void"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "???", "class 0", "Label_0"})
    void theFirstClassIsTheBackgroundWhereItHasNoName(String name) {
        assertEquals(0, background(name, "cat"));
    }

    @Test
    void theFirstClassIsTheBackgroundWhereThereAreNoLabels() {
        assertEquals(0, background());
    }

    @Test
    void aFirstClassWithANameOfItsOwnIsDrawn() {
        assertEquals(NONE, background("road", "sidewalk"));
    }

    @Test
    void aClassWithoutALabelIsGrey() {
        ClassColors colors = new ClassColors(List.of(new Label(0, "background", 0x123456)));
        assertEquals(0x123456, colors.rgb(0));
        assertEquals(0x808080, colors.rgb(1));
    }

    private static int background(String... names) {
        ClassColors colors =
                new ClassColors(
                        IntStream.range(0, names.length)
                                .mapToObj(index -> new Label(index, names[index], 0))
                                .toList());
        return IntStream.range(0, 10).filter(colors::isBackground).findFirst().orElse(NONE);
    }
}
