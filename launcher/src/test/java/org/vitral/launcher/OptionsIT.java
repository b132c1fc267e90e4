// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that shape a result, as a user gives them. */
class OptionsIT {

    private static final int SIZE = 257;
    private static final int HORSE = 13;

    @TempDir private Path folder;
    private Path photograph;

    @BeforeEach
    void haveModelAndPhotograph() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        photograph = BuiltDistribution.photograph("horse_rider_257.jpg");
    }

    private VitralProcess segment(Object... arguments) throws Exception {
        Object[] all = {"segment", "--model", "deeplabv3", "--delegate", "xnnpack"};
        Object[] line = Arrays.copyOf(all, all.length + arguments.length);
        System.arraycopy(arguments, 0, line, all.length, arguments.length);
        return VitralProcess.run(folder, line);
    }

    private int[] mask(String file) throws Exception {
        return samples(folder.resolve(file));
    }

    private static int[] samples(Path file) throws Exception {
        BufferedImage mask = ImageIO.read(file.toFile());
        return mask.getRaster()
                .getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null);
    }

    private int[] golden() throws Exception {
        int[] samples = samples(BuiltDistribution.photograph("horse_rider_257.golden.png"));
        return Arrays.stream(samples).map(sample -> sample / 10).toArray();
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Test
    void aDeniedClassIsBackgroundInTheMaskAndItsNameIsInTheUsersLanguage() throws Exception {
        VitralProcess run = segment(photograph, "--deny", "Pferd", "--locale", "de-AT", "--json");

        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        int[] expected = Arrays.stream(golden()).map(label -> label == HORSE ? 0 : label).toArray();
        assertArrayEquals(expected, mask("horse_rider_257.mask.png"));
        List<JsonObject> labels =
                json(run.out().getFirst()).getJsonArray("labels").getValuesAs(JsonObject.class);
        assertEquals(
                List.of("Hintergrund", "Person"),
                labels.stream().map(label -> label.getString("display_name", "Person")).toList());
        assertEquals(
                List.of("background", "person"),
                labels.stream().map(label -> label.getString("name")).toList());
    }

    @Test
    void aLanguageThatIsNotThereIsOneLineAndTheRestIsDone() throws Exception {
        VitralProcess run = segment(photograph, "--locale", "fi");

        assertEquals(
                List.of(
                        "vitral: The model deeplabv3 has no names in the language 'fi', so those of its label map are shown (known: de, en, es, fr, pt, pt-PT)"),
                run.err());
        assertEquals(0, run.exit());
        assertTrue(run.text().contains("horse"), run.text());
    }

    @Test
    void aMaskOfAnotherSizeHasThatSizeAndThePictureStaysTheSame() throws Exception {
        Path cat = BuiltDistribution.cat();
        assertEquals(0, segment(cat, "--output", "plain").exit());
        VitralProcess run = segment(cat, "--size", "64x48", "--json");

        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        BufferedImage mask = ImageIO.read(folder.resolve("chelsea.mask.png").toFile());
        assertEquals("64x48", mask.getWidth() + "x" + mask.getHeight());
        JsonObject size = json(run.out().getFirst()).getJsonObject("mask");
        assertEquals("64x48", size.getInt("width") + "x" + size.getInt("height"));
        BufferedImage picture = ImageIO.read(folder.resolve("chelsea.overlay.png").toFile());
        BufferedImage before = ImageIO.read(folder.resolve("plain/chelsea.overlay.png").toFile());
        assertEquals(before.getWidth(), picture.getWidth());
        // Outside of the legend, whose shares are those of the smaller mask.
        assertEquals(before.getRGB(230, 150), picture.getRGB(230, 150));
        assertEquals(before.getRGB(5, 5), picture.getRGB(5, 5));
    }

    /** The photograph lies on its side and does not say so. */
    @Test
    void anOrientationOnTheCommandLineTurnsAPhotographThatSaysNone() throws Exception {
        BufferedImage upright = ImageIO.read(photograph.toFile());
        BufferedImage lying = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                // To be turned clockwise by 90 degrees: its left column is seen as the top row.
                lying.setRGB(y, SIZE - 1 - x, upright.getRGB(x, y));
            }
        }
        ImageIO.write(lying, "png", folder.resolve("lying.png").toFile());

        VitralProcess run = segment("lying.png", "--orientation", "6");

        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertArrayEquals(golden(), mask("lying.mask.png"));
    }

    @Test
    void aRegionIsSegmentedAloneAndDrawnInItsPlace() throws Exception {
        VitralProcess run = segment(photograph, "--region", "40,30,180x200", "--json");

        assertEquals(List.of(), run.err());
        BufferedImage mask = ImageIO.read(folder.resolve("horse_rider_257.mask.png").toFile());
        assertEquals("180x200", mask.getWidth() + "x" + mask.getHeight());
        BufferedImage picture =
                ImageIO.read(folder.resolve("horse_rider_257.overlay.png").toFile());
        assertEquals("257x257", picture.getWidth() + "x" + picture.getHeight());
        assertEquals(40, json(run.out().getFirst()).getJsonObject("region").getInt("x"));
    }

    @Test
    void anUnknownClassEndsWithTwoAndWritesNothing() throws Exception {
        VitralProcess run = segment(photograph, "--allow", "hrose");

        assertEquals(
                List.of("vitral: The model deeplabv3 has no class 'hrose'; did you mean 'horse'?"),
                run.err());
        assertEquals(2, run.exit());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
