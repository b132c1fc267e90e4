// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitral.export.ExportSeries;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Options;

class DatasetExportersTest {

    private static final Scene HORSE = Scene.of("0000", "0110", "0000");

    @TempDir Path folder;

    static List<SeriesExporter> exporters() {
        return List.of(
                new CocoExporter(),
                new PanopticExporter(),
                new VocExporter(),
                new YoloExporter(),
                new CityscapesExporter());
    }

    @ParameterizedTest
    @MethodSource("exporters")
    void aSeriesWithoutPhotographsIsAnEmptyDataSet(SeriesExporter exporter) throws IOException {
        TestFolder target = TestFolder.write(folder, exporter, Map.of());
        for (String file : target.files()) {
            if (file.endsWith(".json")) {
                assertEquals(0, json(target, file).getAsJsonArray("images").size());
            }
        }
        assertTrue(target.open().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("exporters")
    void whateverDoesNotFitOnTheDiskIsAbsentAndWhatIsThereIsWhole(SeriesExporter exporter)
            throws IOException {
        Scene first = Scene.random(4).named("first.jpg");
        Scene second = Scene.random(5).named("second.jpg");
        Path whole = folder.resolve("whole");
        TestFolder complete = TestFolder.write(whole, exporter, Map.of(), first, second);
        for (long room = 0; room < 4000; room += 97) {
            Path other = Files.createDirectory(folder.resolve("room" + room));
            TestFolder target = new TestFolder(other).room(room);
            boolean full = false;
            try (ExportSeries series = exporter.begin(target, Options.NONE)) {
                for (Scene scene : List.of(first, second)) {
                    try {
                        series.add(scene.subject());
                    } catch (IOException e) {
                        full = true;
                    }
                }
                series.complete();
            } catch (IOException e) {
                full = true;
            }
            assertTrue(target.open().isEmpty(), () -> "left open: " + target.open());
            for (String file : target.files()) {
                if (!file.endsWith("train.txt")) {
                    assertEquals(
                            Files.mismatch(whole.resolve(file), other.resolve(file)), -1, file);
                }
            }
            assertTrue(full || target.files().equals(complete.files()));
        }
    }

    @ParameterizedTest
    @MethodSource("exporters")
    void withoutCompleteThereIsNoCommonFile(SeriesExporter exporter) throws IOException {
        TestFolder target = new TestFolder(folder);
        try (ExportSeries series = exporter.begin(target, Options.NONE)) {
            series.add(HORSE.subject());
        }
        assertTrue(target.open().isEmpty());
        assertTrue(
                target.files().stream()
                        .noneMatch(f -> f.matches("coco.*json|.*labelmap.txt|.*yaml|.*train.txt")),
                () -> "" + target.files());
    }

    @ParameterizedTest
    @MethodSource("exporters")
    void classesThatAreNotThoseOfTheFirstPhotographAreRefusedAndTheRestIsWritten(
            SeriesExporter exporter) throws IOException {
        TestFolder target = new TestFolder(folder);
        try (ExportSeries series = exporter.begin(target, Options.NONE)) {
            series.add(HORSE.subject());
            Scene other = HORSE.named("c.jpg").of(List.of("background", "cow"));
            IOException refused =
                    assertThrows(IOException.class, () -> series.add(other.subject()));
            assertTrue(refused.getMessage().startsWith("c.jpg: it was segmented with shapes"));
            series.complete();
        }
        assertTrue(target.files().stream().noneMatch(file -> file.contains("/c")));
    }

    @ParameterizedTest
    @MethodSource("exporters")
    void everyOptionHasADescription(SeriesExporter exporter) {
        Set<String> names = new HashSet<>();
        exporter.options().forEach(option -> assertTrue(names.add(option.name())));
        exporter.options().forEach(option -> assertFalse(option.description().endsWith(".")));
    }

    @Test
    void oneAnnotationOfCoco() throws IOException {
        TestFolder target = TestFolder.write(folder, new CocoExporter(), Map.of(), HORSE);
        JsonObject coco = json(target, "coco/instances.json");
        assertEquals(
                "{\"id\":1,\"image_id\":1,\"category_id\":1,\"segmentation\":{\"size\":[3,4],"
                        + "\"counts\":\"41202\"},\"area\":2,\"bbox\":[1,1,2,1],\"iscrowd\":0}",
                coco.getAsJsonArray("annotations").get(0).toString());
        assertEquals(
                "{\"id\":1,\"width\":4,\"height\":3,\"file_name\":\"b.jpg\"}",
                coco.getAsJsonArray("images").get(0).toString());
        assertEquals(
                "{\"id\":1,\"name\":\"horse\",\"supercategory\":\"horse\"}",
                coco.getAsJsonArray("categories").get(0).toString());
    }

    @Test
    void severalRegionsInOneAnnotationAreACrowd() throws IOException {
        Scene two = Scene.of("101", "000");
        TestFolder target =
                TestFolder.write(folder, new CocoExporter(), Map.of("per", "class"), two);
        JsonArray annotations = json(target, "coco/instances.json").getAsJsonArray("annotations");
        assertEquals(1, annotations.size());
        assertEquals(1, annotations.get(0).getAsJsonObject().get("iscrowd").getAsInt());
    }

    @Test
    void whatIsSmallerThanAskedIsLeftOut() throws IOException {
        Scene two = Scene.of("1011", "0000");
        TestFolder target =
                TestFolder.write(folder, new CocoExporter(), Map.of("min-area", "2"), two);
        JsonArray annotations = json(target, "coco/instances.json").getAsJsonArray("annotations");
        assertEquals(1, annotations.size());
        assertEquals(2, annotations.get(0).getAsJsonObject().get("area").getAsInt());
    }

    @ParameterizedTest
    @CsvSource({"coco/instances.json", "coco-panoptic/panoptic.json"})
    void aPhotographWithNothingInItIsAnImageAllTheSame(String file) throws IOException {
        Scene nothing = Scene.of("00", "0.");
        TestFolder target = null;
        for (SeriesExporter exporter : exporters()) {
            target = TestFolder.write(folder, exporter, Map.of(), nothing);
        }
        assertEquals(1, json(target, file).getAsJsonArray("images").size());
        assertEquals("", target.text("yolo/labels/train/b.txt"));
    }

    @Test
    void namesKeepEveryCharacterInJsonAndYaml() throws IOException {
        Scene named = HORSE.named("a \"b\",\n\u4e2d\uD83D\uDC0E.jpg");
        for (SeriesExporter exporter : exporters()) {
            TestFolder.write(folder, exporter, Map.of("images", "false"), named);
        }
        TestFolder target = new TestFolder(folder);
        JsonObject coco = json(target, "coco/instances.json");
        assertEquals(
                named.name(),
                coco.getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("file_name")
                        .getAsString());
        List<String> names = new ArrayList<>();
        coco.getAsJsonArray("categories")
                .forEach(c -> names.add(c.getAsJsonObject().get("name").getAsString()));
        assertEquals(Scene.THINGS.subList(1, 4), names);
        assertEquals(
                """
                train: images/train
                val: images/train
                nc: 3
                names:
                  0: "horse"
                  1: "ro\\"ad, \u00e4\u4e2d\uD83D\uDC0E"
                  2: "a\\nb \u003ci\u003e&amp;'"
                """,
                target.text("yolo/data.yaml"));
        assertEquals(
                "a _b_,_\u4e2d\uD83D\uDC0E\n", target.text("voc/ImageSets/Segmentation/train.txt"));
    }

    @Test
    void threeHundredClassesGoWhereThereIsRoomForThem() throws IOException {
        List<String> names = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
        Scene many = Scene.of("0000", "0110", "0000").of(names);
        many.indices()[0] = 299;
        TestFolder target = TestFolder.write(folder, new CocoExporter(), Map.of(), many);
        assertEquals(300, json(target, "coco/instances.json").getAsJsonArray("categories").size());
        TestFolder.write(folder, new PanopticExporter(), Map.of(), many);
        TestFolder.write(folder, new YoloExporter(), Map.of(), many);
        assertTrue(target.text("yolo/labels/train/b.txt").contains("299 0 0"));
        for (SeriesExporter narrow : List.of(new VocExporter(), new CityscapesExporter())) {
            IOException refused =
                    assertThrows(
                            IOException.class,
                            () -> TestFolder.write(folder, narrow, Map.of(), many));
            assertTrue(
                    refused.getMessage()
                            .endsWith("has room for 255 classes, but shapes 1.0.0 has 300"),
                    refused::getMessage);
        }
    }

    @Test
    void aModelWithTheClassesOfCityscapesGetsItsNumbersAndColours() throws IOException {
        Scene street = Scene.of("012.").of(List.of("road", "Traffic_Light", "sky"));
        TestFolder target = TestFolder.write(folder, new CityscapesExporter(), Map.of(), street);
        BufferedImage ids = read("cityscapes/gtFine/train/vitral/b_gtFine_labelIds.png");
        int[] row = ids.getRaster().getPixels(0, 0, 4, 1, (int[]) null);
        assertEquals(List.of(7, 19, 23, 0), IntStream.of(row).boxed().toList());
        BufferedImage colors = read("cityscapes/gtFine/train/vitral/b_gtFine_color.png");
        assertEquals(0xff804080, colors.getRGB(0, 0));
        assertTrue(
                target.text("cityscapes/gtFine/train/vitral/b_gtFine_polygons.json")
                        .contains("{\"label\":\"traffic light\",\"polygon\":[["));
    }

    @Test
    void theNumbersOfCityscapesCanBeAskedForAndLeaveOthersUnlabeled() throws IOException {
        Scene mixed = Scene.of("012").of(List.of("background", "person", "cow"));
        TestFolder.write(folder, new CityscapesExporter(), Map.of("ids", "cityscapes"), mixed);
        BufferedImage ids = read("cityscapes/gtFine/train/vitral/b_gtFine_labelIds.png");
        int[] row = ids.getRaster().getPixels(0, 0, 3, 1, (int[]) null);
        assertEquals(List.of(0, 24, 0), IntStream.of(row).boxed().toList());
    }

    @Test
    void aListOfPascalVocHasTheNameThatIsAskedForAndCannotLeaveItsFolder() throws IOException {
        TestFolder target =
                TestFolder.write(folder, new VocExporter(), Map.of("set", "val"), HORSE);
        assertEquals("b\n", target.text("voc/ImageSets/Segmentation/val.txt"));
        IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                TestFolder.write(
                                        folder, new VocExporter(), Map.of("set", "../x"), HORSE));
        assertTrue(refused.getMessage().endsWith("but is \"../x\""), refused::getMessage);
    }

    @Test
    void photographsAreLeftOutWhereNobodyWantsThem() throws IOException {
        TestFolder target =
                TestFolder.write(folder, new YoloExporter(), Map.of("images", "false"), HORSE);
        assertEquals(Set.of("yolo/data.yaml", "yolo/labels/train/b.txt"), target.files());
    }

    @Test
    void theBackgroundIsAClassWhereItIsAskedFor() throws IOException {
        TestFolder target =
                TestFolder.write(
                        folder,
                        new YoloExporter(),
                        Map.of("background", "true", "images", "false"),
                        Scene.of("11"));
        assertEquals("1 0 0 1 0 1 1 0 1\n", target.text("yolo/labels/train/b.txt"));
        assertDoesNotThrow(() -> target.text("yolo/data.yaml"));
        assertTrue(target.text("yolo/data.yaml").contains("0: \"background\""));
    }

    private BufferedImage read(String path) throws IOException {
        return ImageIO.read(folder.resolve(path).toFile());
    }

    private static JsonObject json(TestFolder target, String path) throws IOException {
        return JsonParser.parseString(target.text(path)).getAsJsonObject();
    }
}
