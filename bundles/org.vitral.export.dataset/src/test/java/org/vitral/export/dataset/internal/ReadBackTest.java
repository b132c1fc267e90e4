// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.export.SeriesExporter;

/** What we write is read by NumPy, Pillow and PyYAML, and gives the masks pixel by pixel. */
class ReadBackTest {

    private static final int SCENES = 60;

    @TempDir Path folder;

    @BeforeEach
    void thereIsPython() {
        Python.assume();
    }

    @ParameterizedTest
    @CsvSource({
        "false, true, region",
        "false, false, region",
        "false, true, class",
        "true, true, region",
        "true, true, class"
    })
    void annotationsOfCocoGiveTheMask(String polygons, String compressed, String per)
            throws IOException {
        write(
                new CocoExporter(),
                Map.of("polygons", polygons, "compressed", compressed, "per", per));
        assertRead("coco", SCENES + " images, [1-9][0-9]* annotations");
    }

    @ParameterizedTest
    @CsvSource({"class", "region"})
    void segmentsOfPanopticPicturesGiveTheMask(String per) throws IOException {
        write(new PanopticExporter(), Map.of("per", per));
        assertRead("panoptic", SCENES + " images, [1-9][0-9]* segments");
    }

    @Test
    void masksOfPascalVocHaveItsPaletteAndGiveTheMask() throws IOException {
        write(new VocExporter(), Map.of());
        assertRead("voc", SCENES + " masks");
    }

    @Test
    void polygonsOfYoloFilledByPillowGiveTheMask() throws IOException {
        write(new YoloExporter(), Map.of());
        assertRead("yolo", SCENES + " photographs, [1-9][0-9]* polygons");
    }

    @Test
    void masksAndPaintedPolygonsOfCityscapesGiveTheMask() throws IOException {
        write(new CityscapesExporter(), Map.of());
        assertRead("cityscapes", SCENES + " photographs");
    }

    /** Proves that the script can fail: a pixel of one mask is another. */
    @Test
    void aPixelThatDiffersIsFound() throws IOException {
        write(new CocoExporter(), Map.of());
        byte[] truth = Files.readAllBytes(folder.resolve("truth/s7.bin"));
        truth[truth.length - 1] ^= 1;
        Files.write(folder.resolve("truth/s7.bin"), truth);
        AssertionError difference =
                assertThrows(
                        AssertionError.class,
                        () -> Python.run("readback.py", folder, "coco", folder));
        assertTrue(difference.getMessage().contains("differs: mask"), difference::getMessage);
    }

    private void write(SeriesExporter exporter, Map<String, String> said) throws IOException {
        Scene[] scenes =
                IntStream.rangeClosed(1, SCENES).mapToObj(Scene::random).toArray(Scene[]::new);
        TestFolder.write(folder, exporter, said, scenes);
        for (Scene scene : scenes) {
            TestFolder.truth(
                    folder.resolve("truth/" + scene.name().replace(".jpg", ".bin")), scene);
        }
        Files.writeString(folder.resolve("names.json"), new Gson().toJson(Scene.THINGS));
    }

    private void assertRead(String format, String printed) throws IOException {
        String read = Python.run("readback.py", folder, format, folder);
        assertTrue(read.matches(printed), read);
    }
}
