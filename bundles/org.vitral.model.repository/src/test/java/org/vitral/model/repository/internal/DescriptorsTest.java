// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.model.Activation;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;

class DescriptorsTest {

    @Test
    void everyFolderOfModelsIsShipped() throws Exception {
        List<String> folders;
        try (Stream<Path> entries = Files.list(Path.of("../../models"))) {
            folders =
                    entries.filter(entry -> Files.exists(entry.resolve("model.json")))
                            .map(entry -> entry.getFileName().toString())
                            .sorted()
                            .toList();
        }
        List<String> names =
                Descriptors.shipped().all().stream().map(Descriptor::name).sorted().toList();
        assertEquals(folders, names);
        assertTrue(names.contains("deeplabv3"));
    }

    @Test
    void deeplabIsTheStarterAndThePartsOfPersonsComeNext() {
        List<String> names = Descriptors.shipped().all().stream().map(Descriptor::name).toList();
        assertEquals("deeplabv3", names.get(0));
        assertEquals("selfie_multiclass", names.get(1));
        assertEquals("deeplabv3", Descriptors.shipped().starter().orElseThrow().name());
    }

    @Test
    void deeplabHasTheColoursOfPascalVoc() {
        Descriptor deeplab = Descriptors.shipped().find("deeplabv3").orElseThrow();
        assertEquals(21, deeplab.labels().size());
        assertEquals("background #000000", text(deeplab, 0));
        assertEquals("aeroplane #800000", text(deeplab, 1));
        assertEquals("horse #c00080", text(deeplab, 13));
        assertEquals("person #c08080", text(deeplab, 15));
        assertEquals("tv #004080", text(deeplab, 20));
    }

    @ParameterizedTest
    @CsvSource({
        "deeplabv3, de-AT, Pferd",
        "deeplabv3, es, caballo",
        "deeplabv3, fr-CA, cheval",
        "deeplabv3, pt-BR, cavalo",
        "deeplabv3, en-GB, horse",
        "deeplabv3, fi, horse",
        "selfie_multiclass, de, Gesichtshaut",
        "selfie_multiclass, es-MX, piel de la cara",
        "selfie_multiclass, fr, peau du visage",
        "selfie_multiclass, pt, pele do rosto"
    })
    void theShippedModelsHaveNamesInFiveLanguages(String name, String tag, String found) {
        Descriptor descriptor = Descriptors.shipped().find(name).orElseThrow();
        ModelDescription model = descriptor.describe(descriptor.file());
        int index = name.equals("deeplabv3") ? 13 : 3;
        assertEquals(found, model.labelsIn(Locale.forLanguageTag(tag)).get(index).displayName());
        assertEquals(model.labels().get(index).name(), descriptor.labels().get(index).name());
    }

    @Test
    void bothFilesOfDeeplabAreTheSameModel() {
        Descriptor deeplab = Descriptors.shipped().find("deeplabv3").orElseThrow();
        ModelDescription bare = deeplab.describe(deeplab.files().get(1));
        assertTrue(bare.sha256().startsWith("68a53978"));
        assertEquals("2.0.0", bare.version());
        assertEquals(127.5f, bare.input().normalization().mean(2));
        assertEquals(Activation.SOFTMAX, bare.output().activation());
    }

    @Test
    void theSelfieModelsTakeZeroToOne() {
        for (String name :
                List.of(
                        "selfie_segmentation",
                        "selfie_segmentation_landscape",
                        "selfie_segmenter")) {
            Descriptor selfie = Descriptors.shipped().find(name).orElseThrow();
            assertEquals(0f, selfie.input().normalization().mean(0));
            assertEquals(255f, selfie.input().normalization().std(0));
            assertEquals(OutputKind.FOREGROUND_SCORE, selfie.output().kind());
            assertEquals(Activation.NONE, selfie.output().activation());
        }
    }

    private static String text(Descriptor descriptor, int index) {
        return descriptor.labels().get(index).name() + " " + descriptor.labels().get(index).color();
    }
}
