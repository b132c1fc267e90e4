// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GDAL reads our GeoJSON: its areas are our numbers of pixels, and it burns our masks. */
class GeoJsonReadBackTest {

    private static final int SCENES = 10;

    @TempDir Path folder;

    @BeforeEach
    void thereIsGdal() {
        ForeignTool.assume("ogr2ogr", "gdal-bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"region", "class"})
    void theAreaOfEachClassIsItsNumberOfPixels(String per) throws IOException {
        for (int seed = 1; seed <= SCENES; seed++) {
            Scene scene = Scene.random(seed);
            if (counted(scene).isEmpty()) {
                // An empty collection has no columns that could be asked for.
                continue;
            }
            Path file = folder.resolve("s" + seed + ".geojson");
            Written.file(file, new GeoJsonExporter(), Map.of("per", per), scene);
            Map<Integer, Double> areas = new TreeMap<>();
            Map<Integer, Double> pixels = new TreeMap<>();
            ForeignTool.run(
                            "ogr2ogr",
                            "-f",
                            "CSV",
                            "/vsistdout/",
                            file.toString(),
                            "-sql",
                            "SELECT \"index\", pixels, OGR_GEOM_AREA AS area FROM s" + seed)
                    .lines()
                    .map(line -> line.replace("\"", ""))
                    .filter(line -> line.matches("[0-9].*"))
                    .map(line -> line.split(","))
                    .forEach(
                            cells -> {
                                int index = Integer.parseInt(cells[0]);
                                pixels.merge(index, Double.valueOf(cells[1]), Double::sum);
                                areas.merge(index, Double.valueOf(cells[2]), Double::sum);
                            });
            assertEquals(counted(scene), areas, scene.name());
            assertEquals(counted(scene), pixels, scene.name());
        }
    }

    @Test
    void burntIntoARasterThePolygonsAreTheMask() throws IOException {
        Scene scene = Scene.random(11).withRoom();
        Path file = folder.resolve("mask.geojson");
        Path png = folder.resolve("mask.png");
        Path tif = folder.resolve("mask.tif");
        Written.file(file, new GeoJsonExporter(), Map.of("background", "true"), scene);
        String width = "" + scene.width();
        String height = "" + scene.height();
        ForeignTool.run(
                "gdal_rasterize",
                "-q",
                "-init",
                "200",
                "-a",
                "index",
                "-ot",
                "Byte",
                "-ts",
                width,
                height,
                "-te",
                "0",
                "0",
                width,
                height,
                file.toString(),
                tif.toString());
        ForeignTool.run("gdal_translate", "-q", "-of", "PNG", tif.toString(), png.toString());
        Raster raster = ImageIO.read(png.toFile()).getRaster();
        int[] truth = scene.truth();
        for (int y = 0; y < scene.height(); y++) {
            for (int x = 0; x < scene.width(); x++) {
                int label = truth[y * scene.width() + x];
                // A map has its first row at the bottom.
                int burnt = raster.getSample(x, scene.height() - 1 - y, 0);
                assertEquals(label < 0 ? 200 : label, burnt);
            }
        }
    }

    @Test
    void namesOfClassesArriveAsTheyAre() throws IOException {
        Path file = folder.resolve("names.geojson");
        Written.file(file, new GeoJsonExporter(), Map.of(), Scene.of("123"));
        String csv =
                ForeignTool.run(
                        "ogr2ogr",
                        "-f",
                        "CSV",
                        "/vsistdout/",
                        file.toString(),
                        "-sql",
                        "SELECT class FROM names");
        assertEquals(
                "class,\nhorse\n\"ro\"\"ad, \u00e4\u4e2d\uD83D\uDC0E\"\n\"a\nb <i>&amp;'\"",
                csv.strip());
    }

    private static Map<Integer, Double> counted(Scene scene) {
        Map<Integer, Double> counts = new TreeMap<>();
        for (int label : scene.indices()) {
            if (label != Scene.UNLABELLED && label != 0) {
                counts.merge(label, 1.0, Double::sum);
            }
        }
        return counts;
    }
}
