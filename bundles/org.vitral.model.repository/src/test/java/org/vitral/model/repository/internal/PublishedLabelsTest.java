// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.model.Label;

class PublishedLabelsTest {

    @ParameterizedTest
    @CsvSource({
        "voc, 21, 0, background, 000000",
        "voc, 21, 20, tv, 004080",
        "cityscapes, 19, 0, road, 804080",
        "cityscapes, 19, 11, person, dc143c",
        "cityscapes, 19, 18, bicycle, 770b20",
        "ade20k, 150, 0, wall, 787878",
        "ade20k, 150, 12, person, 96053d",
        "ade20k, 150, 149, flag, 5c00ff"
    })
    void classesHaveTheNamesAndColoursOfTheirPublisher(
            String id, int count, int index, String name, String rgb) {
        List<Label> labels = PublishedLabels.find(id).orElseThrow().labels();
        assertEquals(count, labels.size());
        assertEquals(new Label(index, name, Integer.parseInt(rgb, 16)), labels.get(index));
    }

    @ParameterizedTest
    @EnumSource
    void noNameIsThereTwice(PublishedLabels published) {
        Set<String> names = new HashSet<>();
        published.labels().forEach(label -> names.add(label.name()));
        assertEquals(published.labels().size(), names.size());
    }

    /** The colours of this one are given by a formula, too. */
    @Test
    void theColoursOfVocAreThoseOfItsPalette() {
        for (Label label : PublishedLabels.VOC.labels()) {
            assertEquals(VocPalette.rgb(label.index()), label.rgb());
        }
    }

    @Test
    void anotherNameIsThatOfAFile() {
        assertEquals(Optional.empty(), PublishedLabels.find("labels.txt"));
    }
}
