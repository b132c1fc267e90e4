// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.ModelSignature;
import org.vitral.model.RejectedModel;
import org.vitral.model.VersionLabel;

final class ListingTest {

    private final TestPlatform platform = new TestPlatform();

    @Test
    void listsTheModelsThatAreHereAndTheOthers() {
        platform.note = Optional.of("deeplabv3 is not here");

        Run run = Run.of(platform, "models");

        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertEquals(
                """
                   name             version  input  classes  licence     origin
                *  threshold        1.2.0    8 x 6        2  Apache-2.0  the test
                   threshold_large  1.2.0    8 x 6        2  Apache-2.0  the test

                Not here, fetched when --model asks for it:
                  name       version    size  licence     looked for in
                  fetchable  1.0.0    2.8 MB  Apache-2.0  cache
                  lost       1.0.0      10 B  Apache-2.0  the cache
                                                          npm

                deeplabv3 is not here
                """
                        .lines()
                        .toList(),
                run.outLines());
    }

    @Test
    void listsTheModelsAsOneJsonDocument() {
        Run run = Run.of(platform, "models", "--json");

        assertEquals(1, run.outLines().size());
        assertTrue(
                run.out()
                        .startsWith(
                                "{\"schema\":1,\"models\":[{\"name\":\"threshold\",\"version\":\"1.2.0\","
                                        + "\"title\":\"Dark and bright\",\"default\":true,\"width\":8,"
                                        + "\"height\":6,\"classes\":2,"),
                run.out());
        assertTrue(
                run.out().contains("\"size\":10,\"tried\":[\"the cache\",\"npm\"]}]}"), run.out());
    }

    @Test
    void listsLabelsSignaturesAndWhatIsNotUsable() {
        platform.signature = Optional.of(new ModelSignature("CN=Model Works", false));
        platform.rejected =
                List.of(
                        new RejectedModel("/m/a.tflite", "/m/a.tflite is truncated"),
                        new RejectedModel("/m", "There is no such folder (yet)"));
        platform.versionLabels.assign("threshold", "stable", "1.2.0");
        platform.versionLabels.assign("threshold", "tried", "1.2.0");
        platform.versionLabels.labels.add(
                new VersionLabel(
                        "threshold", "old", "1.0.0", "version 1.0.0 is not here any more", true));

        Run run = Run.of(platform, "models");

        assertEquals(
                """
                   name             version  labels         input  classes  licence     origin    signed by
                *  threshold        1.2.0    stable, tried  8 x 6        2  Apache-2.0  the test  CN=Model Works (not trusted)
                   threshold_large  1.2.0                   8 x 6        2  Apache-2.0  the test

                Not here, fetched when --model asks for it:
                  name       version    size  licence     looked for in
                  fetchable  1.0.0    2.8 MB  Apache-2.0  cache
                  lost       1.0.0      10 B  Apache-2.0  the cache
                                                          npm

                Not usable:
                  /m/a.tflite is truncated
                  /m: There is no such folder (yet)

                threshold@old: version 1.0.0 is not here any more
                """
                        .lines()
                        .toList(),
                run.outLines());
        String json = Run.of(platform, "models", "--json").out();
        assertTrue(
                json.contains(
                        "\"version_labels\":[\"stable\",\"tried\"],"
                                + "\"signature\":{\"signer\":\"CN=Model Works\",\"trusted\":false}"),
                json);
        assertTrue(
                json.contains(
                        "\"rejected\":[{\"origin\":\"/m/a.tflite\",\"reason\":\"/m/a.tflite is truncated\"},"),
                json);
        assertTrue(
                json.contains(
                        "{\"model\":\"threshold\",\"label\":\"old\",\"version\":\"1.0.0\",\"dangling\":true,"),
                json);
    }

    @Test
    void showsWhoSignedAndTheLabels() {
        platform.signature = Optional.of(new ModelSignature("CN=Model Works", true));
        platform.versionLabels.assign("threshold", "stable", "1.2.0");
        List<String> lines = Run.of(platform, "models", "show", "threshold@stable").outLines();
        assertTrue(lines.contains("  labels     stable"), lines.toString());
        assertTrue(lines.contains("  signed by  CN=Model Works"), lines.toString());
    }

    @Test
    void saysWhichVersionsThereAreInsteadOfTheOneThatIsAskedFor() {
        Run version = Run.of(platform, "models", "show", "threshold@7.0.0");
        assertEquals(1, version.code());
        assertEquals(
                "vitral: threshold@7.0.0: There is no model named \"threshold@7.0.0\" here; there are: threshold, threshold_large",
                version.err().strip());
        Run wrong = Run.of(platform, "models", "show", "threshold@?");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("but not \"?\""), wrong.err());
    }

    @Test
    void packsABundleAndSaysWhatIsInIt(@TempDir Path folder) throws IOException {
        Path model = Files.writeString(folder.resolve("my.tflite"), "model");
        Path jar = folder.resolve("pets.jar");
        Run run =
                Run.of(
                        platform,
                        "models",
                        "pack",
                        model.toString(),
                        "--name",
                        "pets",
                        "--version",
                        "2.0.0",
                        "--license",
                        "MIT",
                        "--title",
                        "Cats and dogs",
                        "--labels",
                        "pets.txt",
                        "--license-text",
                        "terms",
                        "--output",
                        jar.toString());
        assertEquals(0, run.code(), run.err());
        assertEquals("vitral: " + model + " has no label map", run.err().strip());
        assertEquals(
                "%s  pets 1.2.0, 8 x 6, 2 classes, licence Apache-2.0, %d B"
                        .formatted(jar, Files.size(jar)),
                run.out().strip());
        assertEquals(
                "PackRequest[name=pets, version=Optional[2.0.0], title=Optional[Cats and dogs], license=Optional[MIT], licenseText=Optional[terms], labels=Optional[pets.txt]]",
                Files.readString(jar));
    }

    @Test
    void saysWhyABundleIsNotPacked(@TempDir Path folder) {
        String none = folder.resolve("none.tflite").toString();
        Run missing = Run.of(platform, "models", "pack", none, "--name", "pets");
        assertEquals(1, missing.code());
        assertEquals("vitral: " + none + " does not exist", missing.err().strip());

        Run unnamed = Run.of(platform, "models", "pack", none);
        assertEquals(2, unnamed.code());
        assertTrue(unnamed.err().contains("--name"), unnamed.err());

        Run name = Run.of(platform, "models", "pack", none, "--name", "My Pets");
        assertEquals(2, name.code());
        assertTrue(name.err().contains("but not \"My Pets\""), name.err());

        Run version = Run.of(platform, "models", "pack", none, "--name", "a", "--version", "x");
        assertEquals(2, version.code());
        assertEquals("vitral: A version is such as 1.2.3, but not \"x\"", version.err().strip());
    }

    @Test
    void showsAllOfOneModel() {
        Run run = Run.of(platform, "models", "show", "threshold");

        assertEquals(0, run.code(), run.err());
        assertEquals(
                """
                threshold

                  title    Dark and bright
                  version  1.2.0
                  licence  Apache-2.0
                  origin   the test
                  sha256   %s
                  input    8 x 6, (value - 127.5) / 127.5
                  output   8 x 6, class indices, confidences as they are
                  takes    int8 [1, open, open, 3], 0.0078125 x (number + 1)
                  gives    int64 [1, 6, 8]: the mask
                  gives    float32 [1, 2]
                  graph    70 operators, 730,915,390 multiplications, 60.2 MB

                  rule saves    operators  multiplications  memory
                  grid-scores           2        4,229,694  5.6 MB  The mask stays small
                  image-branch          -                -       -  There is no branch

                  class  label   colour
                      0  dark    #000000
                      1  bright  #ffcc00
                """
                        .formatted("ab".repeat(32))
                        .lines()
                        .toList(),
                run.outLines());
    }

    @Test
    void showsOneModelAsJson() {
        Run run = Run.of(platform, "models", "show", "threshold", "--json");

        assertEquals(1, run.outLines().size());
        assertTrue(
                run.out().contains("\"input\":{\"width\":8,\"height\":6,\"mean\":[127.5],"),
                run.out());
        assertTrue(
                run.out().contains("{\"index\":1,\"name\":\"bright\",\"color\":\"#ffcc00\"}"),
                run.out());
        assertTrue(
                run.out()
                        .contains(
                                "\"graph\":{\"operators\":70,\"multiplications\":730915390,\"bytes\":60177060,"
                                        + "\"rules\":[{\"name\":\"grid-scores\",\"applies\":true,"
                                        + "\"text\":\"The mask stays small\",\"operators\":2,"),
                run.out());
        assertTrue(
                run.out()
                        .contains(
                                "\"inputs\":[{\"name\":\"image\",\"type\":\"int8\",\"shape\":[1,-1,-1,3],"
                                        + "\"scale\":0.0078125,\"zero_point\":-1}],"
                                        + "\"outputs\":[{\"name\":\"mask\",\"type\":\"int64\",\"shape\":[1,6,8]},"),
                run.out());
    }

    @Test
    void saysWhyAModelCannotBeShown(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.tflite"), "no model");

        Run unknown = Run.of(platform, "models", "show", "thresh");
        Run lost = Run.of(platform, "models", "show", Models.LOST);
        Run file = Run.of(platform, "models", "show", broken.toString());

        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("did you mean threshold?"), unknown.err());
        assertEquals(1, lost.code());
        assertEquals(
                "vitral: lost: This model is not here; it was looked for in the cache, npm",
                lost.err().strip());
        assertEquals(1, file.code());
        assertEquals(
                "vitral: " + broken + ": broken.tflite is no TensorFlow Lite model",
                file.err().strip());
    }

    @Test
    void listsTheDelegatesAndMarksTheOneThatAutoTakes() {
        Run run = Run.of(platform, "delegates");

        assertEquals(
                """
                   name     version  available  description
                   gpu               no         Graphics: There is no graphics card
                *  xnnpack  2.21.0   yes        Fast kernels
                   cpu      2.21.0   yes        Plain kernels
                """
                        .lines()
                        .toList(),
                run.outLines());
    }

    @Test
    void listsTheDelegatesAsOneJsonDocument() {
        assertEquals(
                "{\"schema\":1,\"delegates\":["
                        + "{\"name\":\"gpu\",\"available\":false,\"reason\":\"There is no graphics card\","
                        + "\"description\":\"Graphics\",\"auto\":false,\"version\":null},"
                        + "{\"name\":\"xnnpack\",\"available\":true,\"reason\":\"\","
                        + "\"description\":\"Fast kernels\",\"auto\":true,\"version\":\"2.21.0\"},"
                        + "{\"name\":\"cpu\",\"available\":true,\"reason\":\"\","
                        + "\"description\":\"Plain kernels\",\"auto\":false,\"version\":\"2.21.0\"}]}",
                Run.of(platform, "delegates", "--json").out().strip());
    }

    @Test
    void measuresAModelOnEachDelegateAndSaysWhatAutoTakes() {
        Run run = Run.of(platform, "delegates", "--model", "threshold");

        assertEquals(0, run.code(), run.err());
        assertEquals(List.of("vitral: measuring threshold"), run.errLines());
        assertEquals(
                """
                threshold, 2 threads

                   name     version  nodes     partitions    median  agreement
                *  xnnpack  2.21.0   70 of 70           1   19.1 ms  99.96 %
                   cpu      2.21.0   all                   167.0 ms  reference
                   gpu                                               There is no graphics card

                auto takes xnnpack: xnnpack 19.1 ms, cpu 167.0 ms
                """
                        .lines()
                        .toList(),
                run.outLines());
    }

    @Test
    void measuresAModelAsOneJsonDocument() {
        Run run = Run.of(platform, "delegates", "--model", "threshold", "--threads", "1", "--json");

        assertEquals(0, run.code(), run.err());
        assertEquals(
                "{\"schema\":1,\"model\":{\"name\":\"threshold\",\"version\":\"1.2.0\",\"sha256\":\""
                        + "ab".repeat(32)
                        + "\"},\"threads\":1,\"reference\":\"cpu\",\"auto\":\"xnnpack\","
                        + "\"reason\":\"xnnpack 19.1 ms, cpu 167.0 ms\",\"delegates\":["
                        + "{\"name\":\"xnnpack\",\"version\":\"2.21.0\",\"nodes\":70,\"of\":70,"
                        + "\"partitions\":1,\"median_ms\":19.123,\"agreement\":0.9996,\"failure\":\"\"},"
                        + "{\"name\":\"cpu\",\"version\":\"2.21.0\",\"nodes\":null,\"of\":null,"
                        + "\"partitions\":null,\"median_ms\":167.0,\"agreement\":1.0,\"failure\":\"\"},"
                        + "{\"name\":\"gpu\",\"version\":null,\"nodes\":null,\"of\":null,"
                        + "\"partitions\":null,\"median_ms\":null,\"agreement\":null,"
                        + "\"failure\":\"There is no graphics card\"}]}",
                run.out().strip());
    }

    @Test
    void saysWhyAModelCannotBeMeasured() {
        platform.delegates.runsNothing = true;
        Run nothing = Run.of(platform, "delegates", "--model", "threshold");
        assertEquals(1, nothing.code());
        assertEquals(
                "vitral: --model threshold: no delegate could run the model",
                nothing.errLines().getLast());
        assertTrue(nothing.out().contains("There is no graphics card"), nothing.out());

        platform.delegates.modelFailure = "The file is truncated";
        Run broken = Run.of(platform, "delegates", "--model", "threshold");
        assertEquals(1, broken.code());
        assertEquals("vitral: --model threshold: The file is truncated", broken.err().strip());

        Run unknown = Run.of(platform, "delegates", "--model", "thresh");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("did you mean threshold?"), unknown.err());
    }
}
