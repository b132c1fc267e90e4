// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgExporterTest {

    private final SvgExporter exporter = new SvgExporter();

    @Test
    void aPathGoesAlongTheSidesOfPixels() throws Exception {
        Element path = (Element) elements(Scene.of("111", "101", "111"), Map.of(), "path").item(0);
        assertEquals("class-1", path.getAttribute("id"));
        assertEquals("#010203", path.getAttribute("fill"));
        assertEquals("M0 0H3V3H0ZM1 1V2H2V1Z", path.getAttribute("d"));
    }

    @Test
    void namesAreReadAsTheyWereWritten() throws Exception {
        Scene scene = Scene.of("123").named("a\"<b>&'\n\u4e2d\uD83D\uDC0E\u0001.jpg");
        NodeList titles = elements(scene, Map.of(), "title");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            texts.add(titles.item(i).getTextContent());
        }
        assertEquals(
                List.of(
                        "a\"<b>&'\n\u4e2d\uD83D\uDC0E\uFFFD.jpg",
                        Scene.THINGS.get(1),
                        Scene.THINGS.get(2),
                        Scene.THINGS.get(3)),
                texts);
    }

    @Test
    void aLinkToThePhotographIsOneOfAUri() throws Exception {
        Scene scene = Scene.of("1").named("sub/a b?#%:\"\u00e4.jpg");
        Element image = (Element) elements(scene, Map.of("photograph", "link"), "image").item(0);
        assertEquals(
                "./a%20b%3F%23%25:%22%C3%A4.jpg",
                image.getAttributeNS("http://www.w3.org/1999/xlink", "href"));
    }

    @Test
    void areasOverAPhotographLetItThroughUnlessSaidOtherwise() throws IOException {
        Scene scene = Scene.of("1");
        assertTrue(
                Written.text(exporter, Map.of("photograph", "link"), scene)
                        .contains("opacity=\"0.5\""));
        assertTrue(
                Written.text(exporter, Map.of("photograph", "link", "opacity", "0.8"), scene)
                        .contains("opacity=\"0.8\""));
        assertFalse(Written.text(exporter, Map.of(), scene).contains("opacity"));
    }

    @Test
    void whereNoClassIsFoundThereIsNoPath() throws Exception {
        assertEquals(0, elements(Scene.of("0."), Map.of(), "path").getLength());
    }

    @Test
    void threeHundredClassesAreThreeHundredPaths() throws Exception {
        Scene many =
                Scene.of("0".repeat(300))
                        .of(IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
        for (int i = 0; i < 300; i++) {
            many.indices()[i] = i;
        }
        assertEquals(300, elements(many, Map.of(), "path").getLength());
    }

    @Property(tries = 300, seed = "7")
    void aLabelLiesInItsClass(@ForAll long seed) {
        CategoryMask mask = Scene.random(seed).subject().segmentation().categoryMask();
        for (ConnectedRegion region : mask.regions()) {
            LabelPlace place = LabelPlace.in(mask, region);
            // The middle of an even run lies between two pixels of it.
            assertEquals(region.label(), mask.label((int) place.x(), (int) place.y()));
        }
    }

    private NodeList elements(Scene scene, Map<String, String> said, String tag) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        byte[] svg = Written.text(exporter, said, scene).getBytes(StandardCharsets.UTF_8);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        return document.getElementsByTagNameNS("http://www.w3.org/2000/svg", tag);
    }
}
