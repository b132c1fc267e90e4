// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user runs it: the script, in a process of its own. */
class CommandLineIT {

    private static final String HORSE = "horse_rider_257.jpg";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"cpu, 1", "cpu, 2", "xnnpack, 1", "xnnpack, 4", "auto, 2", "'xnnpack,cpu', 2"})
    void theMaskOfTheGoldenPhotographIsGolden(String delegate, int threads) throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Path photograph = BuiltDistribution.photograph(HORSE);
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "segment",
                        photograph,
                        "--model",
                        "deeplabv3",
                        "--delegate",
                        delegate,
                        "--threads",
                        threads);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        assertTrue(run.text().contains("horse"), run.text());
        assertTrue(run.text().contains("person"), run.text());
        assertEquals(
                Set.of(
                        "horse_rider_257.mask.png",
                        "horse_rider_257.overlay.png",
                        "horse_rider_257.json"),
                files());

        BufferedImage mask = ImageIO.read(folder.resolve("horse_rider_257.mask.png").toFile());
        BufferedImage golden =
                ImageIO.read(BuiltDistribution.photograph("horse_rider_257.golden.png").toFile());
        int equal = 0;
        for (int y = 0; y < 257; y++) {
            for (int x = 0; x < 257; x++) {
                boolean same =
                        mask.getRaster().getSample(x, y, 0) * 10
                                == golden.getRaster().getSample(x, y, 0);
                equal += same ? 1 : 0;
            }
        }
        assertEquals(66_049, equal);
        // PASCAL VOC's colours of a horse (13) and a person (15).
        IndexColorModel palette = (IndexColorModel) mask.getColorModel();
        assertEquals(0xffc00080, palette.getRGB(13));
        assertEquals(0xffc08080, palette.getRGB(15));
    }

    @Test
    void aPackedModelIsShownAndSegmentsAsItsFileDoes() throws Exception {
        Path photograph = BuiltDistribution.photograph(HORSE);
        Path model =
                Path.of(System.getProperty("vitral.shared"), "models/deeplabv3.tflite").normalize();
        assumeTrue(Files.isRegularFile(model), "There is no " + model);
        VitralProcess pack =
                VitralProcess.run(
                        folder, "models", "pack", model, "--name", "mine", "--version", "2.1.0");
        assertEquals(List.of(), pack.err());
        assertEquals(
                List.of(
                        "mine-2.1.0.jar  mine 2.1.0, 257 x 257, 21 classes, licence Apache-2.0, 2.8 MB"),
                pack.out());
        VitralProcess again =
                VitralProcess.run(
                        folder, "models", "pack", model, "--name", "mine", "--version", "2.1.0");
        assertEquals(1, again.exit());
        assertEquals(
                List.of("vitral: mine-2.1.0.jar is there already, and is left as it is"),
                again.err());

        VitralProcess run =
                VitralProcess.run(
                        folder, "segment", photograph, "--model", "mine-2.1.0.jar", "--json");
        assertEquals(0, run.exit(), run.err().toString());
        JsonObject found = json(run.out().getFirst());
        assertEquals("mine", found.getJsonObject("model").getString("name"));
        assertEquals("2.1.0", found.getJsonObject("model").getString("version"));
        assertEquals(
                Set.of(25_044, 22_121, 18_884),
                found.getJsonArray("labels").getValuesAs(JsonObject.class).stream()
                        .map(label -> label.getInt("pixels"))
                        .collect(Collectors.toSet()));

        byte[] jar = Files.readAllBytes(folder.resolve("mine-2.1.0.jar"));
        Files.write(folder.resolve("cut.jar"), Arrays.copyOf(jar, jar.length / 2));
        VitralProcess cut = VitralProcess.run(folder, "models", "show", "cut.jar");
        assertEquals(1, cut.exit());
        assertEquals(1, cut.err().size());
        assertTrue(
                cut.err().getFirst().contains("is no jar, or a truncated one"),
                cut.err().toString());
    }

    @Test
    void theGoldenAsTruthGivesFullMarks() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Files.createDirectories(folder.resolve("truth"));
        writeTruth(goldenTruth(), "truth/horse_rider_257.png");
        Files.createDirectories(folder.resolve("photos"));
        Files.copy(BuiltDistribution.photograph(HORSE), folder.resolve("photos").resolve(HORSE));

        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "eval",
                        "--images",
                        "photos",
                        "--truth",
                        "truth",
                        "--model",
                        "deeplabv3",
                        "--output",
                        "results",
                        "--json");

        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        JsonObject printed = json(run.out().getFirst());
        assertEquals(1, printed.getInt("images"));
        assertEquals(66_049, printed.getInt("pixels"));
        assertEquals(1.0, printed.getJsonNumber("mean_iou").doubleValue());
        assertEquals(1.0, printed.getJsonNumber("boundary_f").doubleValue());
        JsonObject horse = printed.getJsonArray("classes").getJsonObject(13);
        assertEquals("horse", horse.getString("name"));
        assertEquals(18_884, horse.getInt("truth_pixels"));
        assertEquals(horse.getInt("truth_pixels"), horse.getInt("predicted_pixels"));
        BufferedImage picture = ImageIO.read(folder.resolve("results/confusion.png").toFile());
        assertTrue(picture.getWidth() > 3 * 48, "width " + picture.getWidth());
    }

    @Test
    void pixelsThatTheTruthIgnoresCountForNothing() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        BufferedImage truth = goldenTruth();
        int person = 15;
        int horse = 13;
        int ignored = 0;
        int wrong = 0;
        for (int y = 0; y < 257; y++) {
            for (int x = 0; x < 257; x++) {
                int index = truth.getRaster().getSample(x, y, 0);
                if (index == person) {
                    truth.getRaster().setSample(x, y, 0, 255);
                    ignored++;
                } else if (index == horse && x < 100) {
                    truth.getRaster().setSample(x, y, 0, 0);
                    wrong++;
                }
            }
        }
        assertTrue(wrong > 0);
        Files.createDirectories(folder.resolve("truth"));
        writeTruth(truth, "truth/horse_rider_257.png");
        writeTruth(truth, "truth/other.png");

        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "eval",
                        "--images",
                        BuiltDistribution.photograph(HORSE),
                        "--truth",
                        "truth",
                        "--model",
                        "deeplabv3",
                        "--json");

        assertEquals(List.of("vitral: truth/other.png: There is no photograph for it"), run.err());
        assertEquals(1, run.exit());
        JsonObject printed = json(run.out().getFirst());
        assertEquals(ignored, printed.getInt("ignored_pixels"));
        assertEquals(66_049 - ignored, printed.getInt("pixels"));
        assertEquals(wrong, printed.getJsonArray("confusion").getJsonArray(0).getInt(horse));
        assertEquals(
                1 - (double) wrong / (66_049 - ignored),
                printed.getJsonNumber("pixel_accuracy").doubleValue(),
                1e-12);
        assertTrue(Files.exists(folder.resolve("confusion.png")));
    }

    @Test
    void aTruthOfAnotherSizeOrWithoutClassesIsOneLine() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Files.createDirectories(folder.resolve("photos"));
        Files.createDirectories(folder.resolve("truth"));
        for (String name : List.of("size", "text", "value")) {
            Files.write(folder.resolve("photos/" + name + ".png"), picture(8, 8));
        }
        writeTruth(new BufferedImage(9, 8, BufferedImage.TYPE_BYTE_GRAY), "truth/size.png");
        Files.writeString(folder.resolve("truth/text.png"), "This is no picture.");
        BufferedImage value = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        value.getRaster().setSample(3, 4, 0, 99);
        writeTruth(value, "truth/value.png");

        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "eval",
                        "--images",
                        "photos",
                        "--truth",
                        "truth",
                        "--model",
                        "deeplabv3");

        assertEquals(1, run.exit(), run.toString());
        assertEquals(List.of(), run.out());
        assertEquals(3, run.err().size(), run.toString());
        assertEquals(
                "vitral: photos/size.png: truth/size.png: The truth is 9 x 8, but the photograph is"
                        + " 8 x 8",
                run.err().get(0));
        assertTrue(
                run.err()
                        .get(1)
                        .startsWith(
                                "vitral: photos/text.png: truth/text.png: The truth cannot be read"),
                run.toString());
        assertTrue(run.err().get(2).contains("has the value 99 at (3, 4)"), run.toString());
    }

    @Test
    void twoDelegatesAgreeOnTheGoldenPhotograph() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "compare",
                        "deeplabv3@xnnpack:2",
                        "deeplabv3@cpu",
                        "--images",
                        BuiltDistribution.photograph(HORSE),
                        "--json");
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit());
        JsonObject printed = json(run.out().getFirst());
        assertEquals("xnnpack", printed.getJsonObject("a").getString("delegate"));
        assertEquals("cpu", printed.getJsonObject("b").getString("delegate"));
        assertEquals(66_049, printed.getInt("pixels"));
        assertEquals(1.0, printed.getJsonNumber("agreement").doubleValue());
        assertEquals(21, printed.getInt("common_classes"));
        double difference = printed.getJsonNumber("largest_score_difference").doubleValue();
        assertTrue(difference > 0 && difference < 0.01, "differ by " + difference);
        assertTrue(printed.getJsonObject("a").getJsonNumber("invoke_median_ms").doubleValue() > 0);
    }

    /** The golden has ten times the index of each class; here it is as in PASCAL VOC. */
    private static BufferedImage goldenTruth() throws IOException {
        BufferedImage golden =
                ImageIO.read(BuiltDistribution.photograph("horse_rider_257.golden.png").toFile());
        byte[] colors = new byte[256];
        BufferedImage truth =
                new BufferedImage(
                        257,
                        257,
                        BufferedImage.TYPE_BYTE_INDEXED,
                        new IndexColorModel(8, 256, colors, colors, colors));
        for (int y = 0; y < 257; y++) {
            for (int x = 0; x < 257; x++) {
                int index = golden.getRaster().getSample(x, y, 0) / 10;
                truth.getRaster().setSample(x, y, 0, index);
            }
        }
        return truth;
    }

    private void writeTruth(BufferedImage truth, String name) throws IOException {
        ImageIO.write(truth, "png", folder.resolve(name).toFile());
    }

    @Test
    void theJsonIsWhatTheContractSays() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Path photograph = BuiltDistribution.photograph(HORSE);
        VitralProcess run =
                VitralProcess.run(folder, "segment", photograph, "--export", "json", "--json");
        assertEquals(0, run.exit());
        assertEquals(1, run.out().size());
        JsonObject printed = json(run.out().getFirst());
        assertEquals(
                List.of(
                        "schema",
                        "image",
                        "width",
                        "height",
                        "model",
                        "delegate",
                        "generation",
                        "labels",
                        "timings_ms",
                        "delegates",
                        "delegate_reason"),
                List.copyOf(printed.keySet()));
        assertEquals(HORSE, printed.getString("image"));
        assertEquals(257, printed.getInt("width"));
        assertEquals("deeplabv3", printed.getJsonObject("model").getString("name"));
        assertEquals("xnnpack", printed.getString("delegate"));
        assertEquals(1, printed.getInt("generation"));
        assertEquals(
                Set.of("decode", "pre", "invoke", "post"),
                printed.getJsonObject("timings_ms").keySet());
        JsonObject delegate = printed.getJsonArray("delegates").getJsonObject(0);
        assertEquals(
                List.of("name", "version", "nodes", "of", "partitions"),
                List.copyOf(delegate.keySet()));
        assertEquals("xnnpack", delegate.getString("name"));
        assertEquals(68, delegate.getInt("nodes"));
        assertEquals(68, delegate.getInt("of"));
        assertEquals(1, delegate.getInt("partitions"));
        assertTrue(printed.getString("delegate_reason").startsWith("xnnpack "), printed.toString());
        long pixels =
                printed.getJsonArray("labels").getValuesAs(JsonObject.class).stream()
                        .mapToLong(label -> label.getInt("pixels"))
                        .sum();
        assertEquals(66_049, pixels);
        String written = Files.readString(folder.resolve("horse_rider_257.json"));
        assertEquals(printed.get("labels"), json(written).get("labels"));
    }

    @Test
    void theHeadingSaysWhatEachDelegateTookAndAShortRunMeasuresNothing() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Path photograph = BuiltDistribution.photograph(HORSE);
        VitralProcess run =
                VitralProcess.run(folder, ownCache(), "segment", photograph, "--export", "mask");
        assertEquals(0, run.exit(), run.toString());
        assertTrue(
                run.out()
                        .getFirst()
                        .matches(
                                ".*deeplabv3 on xnnpack( [0-9.]+)? \\(68 of 68 nodes, 1 partition\\)"),
                run.toString());
        assertFalse(Files.exists(folder.resolve("cache/delegates")));
        // The graph that was rewritten, which has two nodes less, begins the next run.
        assertTrue(Files.isDirectory(folder.resolve("cache/graphs")));
    }

    @Test
    void measuringAModelTellsOfEachDelegateAndIsRemembered() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        Map<String, String> cache = ownCache();
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        cache,
                        "delegates",
                        "--model",
                        "deeplabv3",
                        "--threads",
                        2,
                        "--json");
        assertEquals(0, run.exit(), run.toString());
        assertEquals(
                List.of(
                        "vitral: loading the model on cpu",
                        "vitral: loading the model on xnnpack",
                        "vitral: measuring deeplabv3"),
                run.err());
        JsonObject printed = json(run.out().getFirst());
        assertEquals("cpu", printed.getString("reference"));
        assertEquals("xnnpack", printed.getString("auto"));
        JsonObject xnnpack = printed.getJsonArray("delegates").getJsonObject(0);
        assertEquals(70, xnnpack.getInt("nodes"));
        assertTrue(xnnpack.getJsonNumber("agreement").doubleValue() >= 0.99, run.text());
        assertTrue(xnnpack.getJsonNumber("median_ms").doubleValue() > 0, run.text());

        VitralProcess next =
                VitralProcess.run(
                        folder,
                        cache,
                        "segment",
                        BuiltDistribution.photograph(HORSE),
                        "--threads",
                        2,
                        "--export",
                        "mask",
                        "--json");
        assertEquals(0, next.exit(), next.toString());
        assertEquals(
                printed.getString("reason"),
                json(next.out().getFirst()).getString("delegate_reason"));
    }

    @Test
    void aDelegateLibraryThatIsNoneIsOneLineOrAFallbackThatIsSaid() throws Exception {
        BuiltDistribution.assumeAnyModel();
        Files.write(folder.resolve("good.png"), picture(8, 8));
        Files.writeString(folder.resolve("text.so"), "This is no library.");
        VitralProcess refused =
                VitralProcess.run(folder, "segment", "good.png", "--delegate", "text.so");
        assertEquals(1, refused.exit(), refused.toString());
        assertEquals(1, refused.err().size(), refused.toString());
        assertTrue(
                refused.err().getFirst().startsWith("vitral: --delegate text.so: "),
                refused.toString());
        assertFalse(refused.toString().contains("Exception"), refused.toString());

        VitralProcess missing =
                VitralProcess.run(folder, "segment", "good.png", "--delegate", "./none.so");
        assertEquals(1, missing.exit(), missing.toString());
        assertTrue(
                missing.err().getFirst().endsWith("none.so: There is no such delegate library"),
                missing.toString());

        BuiltDistribution.assumeModel("deeplabv3");
        VitralProcess fallback =
                VitralProcess.run(
                        folder,
                        "segment",
                        "good.png",
                        "--model",
                        "deeplabv3",
                        "--delegate",
                        "text.so",
                        "--on-delegate-failure",
                        "cpu");
        assertEquals(0, fallback.exit(), fallback.toString());
        assertTrue(
                fallback.err()
                        .getFirst()
                        .startsWith("vitral: --delegate text.so: cpu instead of text.so. "),
                fallback.toString());
        assertTrue(fallback.out().getFirst().contains("deeplabv3 on cpu "), fallback.toString());
    }

    /** A cache that nobody else has, so that nothing is remembered in it. */
    private Map<String, String> ownCache() {
        return Map.of("VITRAL_JAVA_OPTS", "-Dorg.vitral.cache=" + folder.resolve("cache"));
    }

    @Test
    void aFolderKeepsItsPathsAndEqualNamesAreToldApart() throws Exception {
        BuiltDistribution.assumeAnyModel();
        byte[] picture = picture(40, 30);
        Files.createDirectories(folder.resolve("in/deep er"));
        Files.write(folder.resolve("in/a.png"), picture);
        Files.write(folder.resolve("in/deep er/b.PNG"), picture);
        Files.write(folder.resolve("a.png"), picture);
        VitralProcess run =
                VitralProcess.run(
                        folder, "segment", "in", "a.png", "--output", "out", "--export", "mask");
        assertEquals(0, run.exit(), run.toString());
        assertEquals(Set.of("a.mask.png", "deep er/b.mask.png", "a-2.mask.png"), files("out"));
        assertTrue(run.err().stream().anyMatch(line -> line.contains("a-2")), run.err().toString());
    }

    @Test
    void badPhotographsAreReportedOneByOneAndTheRestIsDone() throws Exception {
        BuiltDistribution.assumeAnyModel();
        byte[] picture = picture(64, 48);
        Files.write(folder.resolve("good.png"), picture);
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.write(folder.resolve("truncated.png"), Arrays.copyOf(picture, picture.length / 2));
        Files.writeString(folder.resolve("text.jpg"), "This is no picture.");
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "segment",
                        "missing.jpg",
                        "empty.jpg",
                        "truncated.png",
                        "text.jpg",
                        "good.png",
                        "--export",
                        "mask");
        assertEquals(1, run.exit());
        List<String> errors =
                run.err().stream()
                        .filter(line -> line.matches("vitral: \\S+\\.(jpg|png): .*"))
                        .toList();
        assertEquals(
                List.of("missing.jpg", "empty.jpg", "truncated.png", "text.jpg"),
                errors.stream().map(line -> line.split(": ")[1]).toList(),
                run.err().toString());
        assertFalse(run.toString().contains("Exception"), run.toString());
        assertTrue(Files.isRegularFile(folder.resolve("good.mask.png")));
        assertEquals(
                Set.of("good.mask.png"),
                files().stream()
                        .filter(name -> name.contains(".mask"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aPhotographThatDoesNotFitIntoMemoryIsRefusedWithTheNumbers() throws Exception {
        BuiltDistribution.assumeAnyModel();
        writeBlackPng(folder.resolve("huge.png"), 30_000, 30_000);
        Files.write(folder.resolve("good.png"), picture(64, 48));
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        Map.of("VITRAL_JAVA_OPTS", "-Xmx300m"),
                        "segment",
                        "huge.png",
                        "good.png");
        assertEquals(1, run.exit(), run.toString());
        List<String> errors =
                run.err().stream().filter(line -> line.startsWith("vitral: huge.png: ")).toList();
        assertEquals(1, errors.size(), run.err().toString());
        assertTrue(errors.getFirst().contains("30000 x 30000"), errors.toString());
        assertTrue(Files.isRegularFile(folder.resolve("good.mask.png")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segment",
                "segment good.png --thread 2",
                "segment good.png --threads 0",
                "segment good.png --threads many",
                "segment good.png --model deplabv3",
                "segment good.png --delegate xnnpak",
                "segment good.png --delegate xnnpack,xnnpack",
                "segment good.png --delegate auto,cpu",
                "segment good.png --delegate cpu --delegate-option a=b",
                "segment good.png --on-delegate-failure maybe",
                "delegates --threads 2",
                "delegates --model deplabv3",
                "segment good.png --export mask,sculpture",
                "sgment good.png"
            })
    void wrongUsageEndsWithTwoAndWritesNothing(String arguments) throws Exception {
        BuiltDistribution.assumeAnyModel();
        Files.write(folder.resolve("good.png"), picture(8, 8));
        VitralProcess run = VitralProcess.run(folder, (Object[]) arguments.split(" "));
        assertEquals(2, run.exit(), run.toString());
        assertEquals(Set.of("good.png"), files());
        assertFalse(run.err().isEmpty());
        assertTrue(run.err().getFirst().startsWith("vitral: "), run.err().toString());
        assertFalse(run.toString().contains("Exception"), run.toString());
    }

    @Test
    void aBrokenModelFileIsOneLineThatNamesIt() throws Exception {
        Files.write(folder.resolve("good.png"), picture(8, 8));
        Files.writeString(
                folder.resolve("text.tflite"), "This is no model, but it is long enough.");
        Files.write(folder.resolve("empty.tflite"), new byte[0]);
        for (String model : List.of("text.tflite", "empty.tflite", "missing.tflite")) {
            assertModelRefused(model);
        }
    }

    @Test
    void aTruncatedModelFileIsOneLineThatNamesIt() throws Exception {
        Path model = Path.of(System.getProperty("vitral.shared"), "models/deeplabv3.tflite");
        assumeTrue(Files.isRegularFile(model), "deeplabv3.tflite is not in the shared test data");
        Files.write(folder.resolve("good.png"), picture(8, 8));
        byte[] whole = Files.readAllBytes(model);
        for (int length : new int[] {20, 100_000, 1_300_000, whole.length - 100_000}) {
            Files.write(folder.resolve("cut.tflite"), Arrays.copyOf(whole, length));
            assertModelRefused("cut.tflite");
        }
    }

    private void assertModelRefused(String model) throws Exception {
        VitralProcess run = VitralProcess.run(folder, "segment", "good.png", "--model", model);
        assertEquals(1, run.exit(), run.toString());
        assertEquals(1, run.err().size(), run.err().toString());
        assertTrue(run.err().getFirst().startsWith("vitral: "), run.err().toString());
        assertTrue(run.err().getFirst().contains(model), run.err().toString());
        assertFalse(run.toString().contains("Exception"), run.toString());
        assertFalse(files().stream().anyMatch(name -> name.startsWith("good.mask")));
    }

    @Test
    void anOutputFolderThatCannotBeMadeIsOneLine() throws Exception {
        BuiltDistribution.assumeAnyModel();
        Files.write(folder.resolve("good.png"), picture(8, 8));
        Files.writeString(folder.resolve("file"), "in the way");
        VitralProcess run =
                VitralProcess.run(folder, "segment", "good.png", "--output", "file/out");
        assertEquals(1, run.exit(), run.toString());
        assertTrue(run.err().getLast().contains("file/out"), run.err().toString());
        assertFalse(run.toString().contains("Exception"), run.toString());
        assertEquals(Set.of("good.png", "file"), files());
    }

    @Test
    void theLegendNeedsNoFontOfTheHost() throws Exception {
        BuiltDistribution.assumeAnyModel();
        Path fonts = folder.resolve("fonts.conf");
        Files.writeString(fonts, "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
        Files.write(folder.resolve("good.png"), picture(300, 200));
        VitralProcess run =
                VitralProcess.run(
                        folder, Map.of("FONTCONFIG_FILE", fonts.toString()), "segment", "good.png");
        assertEquals(0, run.exit(), run.toString());
        BufferedImage overlay = ImageIO.read(folder.resolve("good.overlay.png").toFile());
        assertEquals(300, overlay.getWidth());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "--help",
                "segment --help",
                "models",
                "models --help",
                "delegates",
                "delegates --help"
            })
    void whatOnlyTellsSomethingEndsWithZeroAndSaysItOnStdout(String arguments) throws Exception {
        VitralProcess run = VitralProcess.run(folder, (Object[]) arguments.split(" "));
        assertEquals(0, run.exit(), run.toString());
        assertEquals(List.of(), run.err());
        assertFalse(run.out().isEmpty());
    }

    @Test
    void aDelegateThatDoesNotWorkHereIsListedWithTheReason() throws Exception {
        VitralProcess run = VitralProcess.run(folder, "delegates", "--json");
        assertEquals(0, run.exit(), run.toString());
        JsonObject gpu =
                json(String.join("", run.out()))
                        .getJsonArray("delegates")
                        .getValuesAs(JsonObject.class)
                        .getFirst();
        assertEquals("gpu", gpu.getString("name"));
        assertTrue(gpu.getString("description").contains("no real GPU"), gpu::toString);
        assumeFalse(gpu.getBoolean("available"), "this machine has a GPU delegate");
        assertTrue(gpu.getString("reason").contains("--delegate xnnpack"), gpu::toString);
        assertFalse(gpu.getBoolean("auto"));
    }

    private Set<String> files() throws IOException {
        return files(".");
    }

    private Set<String> files(String below) throws IOException {
        Path root = folder.resolve(below);
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.startsWith("./") ? name.substring(2) : name)
                    .collect(Collectors.toSet());
        }
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static byte[] picture(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(
                        x, y, x * 255 / width << 16 | y * 255 / height << 8 | (x ^ y) & 0xff);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** A black picture in grey, as PNG: few bytes in the file, one byte a pixel in memory. */
    private static void writeBlackPng(Path file, int width, int height) throws IOException {
        try (DataOutputStream png =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            png.writeLong(0x89504e470d0a1a0aL);
            ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
            writeChunk(png, "IHDR", header.put(new byte[] {1, 0, 0, 0, 0}).array());
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(rows)) {
                byte[] row = new byte[1 + (width + 7) / 8];
                for (int y = 0; y < height; y++) {
                    deflated.write(row);
                }
            }
            writeChunk(png, "IDAT", rows.toByteArray());
            writeChunk(png, "IEND", new byte[0]);
        }
    }

    private static void writeChunk(DataOutputStream png, String type, byte[] data)
            throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.US_ASCII));
        checksum.update(data);
        png.writeInt(data.length);
        png.writeBytes(type);
        png.write(data);
        png.writeInt((int) checksum.getValue());
    }
}
