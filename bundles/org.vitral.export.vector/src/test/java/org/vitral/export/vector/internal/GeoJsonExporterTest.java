// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GeoJsonExporterTest {

    private final GeoJsonExporter exporter = new GeoJsonExporter();

    @Test
    void oneFeatureOfARegionWithAHole() throws IOException {
        assertEquals(
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
                        + "{\"type\":\"Polygon\",\"coordinates\":["
                        + "[[0,0],[3,0],[3,3],[0,3],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]},"
                        + "\"properties\":{\"objectType\":\"annotation\",\"classification\":"
                        + "{\"name\":\"horse\",\"color\":[1,2,3]},"
                        + "\"class\":\"horse\",\"index\":1,\"pixels\":8}}]}\n",
                Written.text(exporter, Map.of(), Scene.of("111", "101", "111")));
    }

    @Test
    void coordinatesAreThoseOfThePhotographWhereAPartWasLookedAt() throws IOException {
        Scene part = Scene.of("1").within(10, 10, 4, 6);
        assertTrue(
                Written.text(exporter, Map.of(), part)
                        .contains("[[[4,6],[5,6],[5,7],[4,7],[4,6]]]"));
    }

    @Test
    void aClassIsOneFeatureWhereThatIsAskedFor() throws IOException {
        JsonArray features = features(Map.of("per", "class"), Scene.of("101"));
        assertEquals(1, features.size());
        JsonObject geometry = features.get(0).getAsJsonObject().getAsJsonObject("geometry");
        assertEquals("MultiPolygon", geometry.get("type").getAsString());
        assertEquals(2, geometry.getAsJsonArray("coordinates").size());
    }

    @Test
    void whereNoClassIsFoundThereIsAnEmptyCollection() throws IOException {
        assertEquals(0, features(Map.of(), Scene.of("0.")).size());
    }

    @Test
    void theBackgroundIsAFeatureWhereItIsAskedFor() throws IOException {
        assertEquals(1, features(Map.of("background", "true"), Scene.of("0.")).size());
    }

    @Test
    void regionsWithFewerPixelsAreLeftOut() throws IOException {
        assertEquals(1, features(Map.of("min-area", "2"), Scene.of("1011")).size());
    }

    @Test
    void threeHundredClassesKeepTheirNumbers() throws IOException {
        Scene many = Scene.of("01").of(IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
        many.indices()[0] = 299;
        assertTrue(Written.text(exporter, Map.of(), many).contains("\"class\":\"c299\""));
    }

    @Property(tries = 300, seed = "7")
    void everyFeaturesAreaIsItsNumberOfPixels(@ForAll long seed) throws IOException {
        Scene scene = Scene.random(seed);
        long sum = 0;
        for (JsonElement feature : features(Map.of("background", "true"), scene)) {
            JsonObject object = feature.getAsJsonObject();
            long pixels = object.getAsJsonObject("properties").get("pixels").getAsLong();
            double area = 0;
            for (JsonElement ring :
                    object.getAsJsonObject("geometry").getAsJsonArray("coordinates")) {
                area += area(ring.getAsJsonArray());
            }
            assertEquals(pixels, area);
            sum += pixels;
        }
        assertEquals(IntStream.of(scene.truth()).filter(label -> label >= 0).count(), sum);
    }

    private static double area(JsonArray ring) {
        assertEquals(ring.get(0), ring.get(ring.size() - 1));
        assertFalse(ring.size() < 5);
        double doubled = 0;
        for (int i = 0; i + 1 < ring.size(); i++) {
            JsonArray a = ring.get(i).getAsJsonArray();
            JsonArray b = ring.get(i + 1).getAsJsonArray();
            doubled += a.get(0).getAsDouble() * b.get(1).getAsDouble();
            doubled -= b.get(0).getAsDouble() * a.get(1).getAsDouble();
        }
        return doubled / 2;
    }

    private JsonArray features(Map<String, String> said, Scene scene) throws IOException {
        return JsonParser.parseString(Written.text(exporter, said, scene))
                .getAsJsonObject()
                .getAsJsonArray("features");
    }
}
