// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's csv and html.parser and Pillow read what we write. */
class ReadBackTest {

    private static final String NASTY =
            "a,\"b\"\n<img src=x onerror=alert(1)>&amp;\u4e2d\uD83D\uDC0E.jpg";

    @TempDir Path folder;

    @BeforeEach
    void thereIsPython() {
        Python.assume();
    }

    @Test
    void pixelsOfEachClassInTheTableAreThoseOfTheMask() throws IOException {
        Scene[] scenes = IntStream.rangeClosed(1, 40).mapToObj(Scene::random).toArray(Scene[]::new);
        TestFolder.write(folder, new CsvExporter(), Map.of(), scenes);
        Map<String, Long> wanted = new TreeMap<>();
        for (Scene scene : scenes) {
            for (int label : scene.indices()) {
                wanted.merge(scene.name() + " " + label, 1L, Long::sum);
            }
        }
        Map<String, Long> read = new TreeMap<>();
        double shares = 0;
        for (JsonElement row : read("csv", "statistics.csv").getAsJsonArray()) {
            JsonObject cells = row.getAsJsonObject();
            read.put(
                    text(cells, "image") + " " + text(cells, "index"),
                    cells.get("pixels").getAsLong());
            shares += cells.get("share").getAsDouble();
        }
        assertEquals(wanted, read);
        assertEquals(scenes.length, shares, 1e-4);
    }

    @Test
    void namesInTheTableKeepEveryCharacter() throws IOException {
        TestFolder.write(folder, new CsvExporter(), Map.of(), Scene.of("123").named(NASTY));
        List<String> classes = new ArrayList<>();
        for (JsonElement row : read("csv", "statistics.csv").getAsJsonArray()) {
            assertEquals(NASTY, text(row.getAsJsonObject(), "image"));
            classes.add(text(row.getAsJsonObject(), "class"));
        }
        assertEquals(Scene.THINGS.subList(1, 4), classes);
    }

    @Test
    void namesInTheReportAreTextAndNothingElse() throws IOException {
        Scene nasty = Scene.of("123").named(NASTY);
        TestFolder.write(folder, new ReportExporter(), Map.of("title", "<b>&"), nasty);
        JsonObject report = read("html", "report.html").getAsJsonObject();
        assertEquals(NASTY, report.getAsJsonArray("names").get(0).getAsString());
        assertEquals(2, report.getAsJsonObject("tags").get("img").getAsInt());
        assertEquals(1, report.getAsJsonArray("names").size());
        assertTrue(report.getAsJsonArray("links").isEmpty());
    }

    @Test
    void thumbnailsAreAPhotographAndItsAreas() throws IOException {
        Scene scene = Scene.of("0".repeat(100) + "1".repeat(100)).tall(50);
        TestFolder.write(folder, new ReportExporter(), Map.of("thumbnail", "64"), scene);
        JsonArray pictures =
                read("html", "report.html").getAsJsonObject().getAsJsonArray("pictures");
        JsonArray photograph = pictures.get(0).getAsJsonArray();
        assertEquals("data:image/jpeg", photograph.get(0).getAsString());
        assertEquals("JPEG", photograph.get(1).getAsString());
        assertEquals(64, photograph.get(2).getAsInt());
        assertEquals(16, photograph.get(3).getAsInt());
        assertEquals(
                "[\"data:image/png\",\"PNG\",64,16,[\"00000000\",\"010203ff\"]]",
                pictures.get(1).toString());
    }

    @Test
    void photographsOfEveryKindAreWellFormed() throws IOException {
        List<Scene> scenes = new ArrayList<>();
        IntStream.rangeClosed(1, 40).mapToObj(Scene::random).forEach(scenes::add);
        scenes.add(Scene.of("0."));
        TestFolder.write(folder, new ReportExporter(), Map.of(), scenes.toArray(Scene[]::new));
        JsonObject report = read("html", "report.html").getAsJsonObject();
        assertEquals(scenes.size(), report.getAsJsonArray("names").size());
        assertEquals(2 * scenes.size(), report.getAsJsonArray("pictures").size());
        TestFolder.write(folder, new ReportExporter(), Map.of());
        assertTrue(read("html", "report.html").getAsJsonObject().getAsJsonArray("names").isEmpty());
    }

    @Test
    void threeHundredClassesAreInTheTableAndTwentyInTheCharts() throws IOException {
        Scene many =
                Scene.of("0".repeat(300))
                        .of(IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
        for (int i = 0; i < 300; i++) {
            many.indices()[i] = i;
        }
        TestFolder target = TestFolder.write(folder, new ReportExporter(), Map.of(), many);
        JsonObject tags = read("html", "report.html").getAsJsonObject().getAsJsonObject("tags");
        assertEquals(301, tags.get("tr").getAsInt());
        assertEquals(40 + 300, tags.get("rect").getAsInt());
        assertTrue(target.text("report.html").contains("and 280 more, in the table"));
    }

    private JsonElement read(String format, String file) throws IOException {
        return JsonParser.parseString(
                Python.run("readback.py", folder, format, folder.resolve(file)));
    }

    private static String text(JsonObject cells, String name) {
        return cells.get(name).getAsString();
    }
}
