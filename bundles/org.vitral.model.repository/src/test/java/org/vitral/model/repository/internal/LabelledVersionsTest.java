// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import org.vitral.model.ModelException;
import org.vitral.model.VersionLabel;

class LabelledVersionsTest {
    @TempDir Path temp;
    private final List<FoundModel> here = new ArrayList<>();
    private final List<String> moves = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private LabelledVersions labels;

    @BeforeEach
    void start() {
        labels =
                new LabelledVersions(
                        temp.resolve("labels"),
                        this::find,
                        (model, label) -> moves.add("%s on %s".formatted(label, model.version())),
                        warnings::add);
    }

    private Optional<FoundModel> find(String name, Version version) {
        return here.stream()
                .filter(model -> model.name().equals(name) && model.version().equals(version))
                .findFirst();
    }

    @Test
    void aLabelMovesToAVersionThatIsHere() throws Exception {
        arrive("1.0.0");
        arrive("2.0.0");
        labels.assign("net", "stable", "1.0.0");
        assertEquals("1.0.0", labels.find("net", "stable").description().version());
        labels.assign("net", "stable", "2.0.0");
        assertEquals("2.0.0", labels.find("net", "stable").description().version());
        labels.assign("net", "stable", "2");
        assertEquals(List.of("stable on 1.0.0", "stable on 2.0.0"), moves);
    }

    @Test
    void aLabelDoesNotMoveToAVersionThatIsNotHereOrCannotBeLoaded() throws Exception {
        arrive("1.0.0");
        labels.assign("net", "stable", "1.0.0");
        assertEquals(
                "net@stable cannot go to version 2.0.0 of net, which is not here; the label stays on 1.0.0",
                refusal("net", "stable", "2.0.0"));
        Files.delete(arrive("3.0.0"));
        String reason = refusal("net", "stable", "3.0.0");
        assertTrue(
                reason.startsWith(
                        "net@stable cannot go to version 3.0.0, which cannot be loaded: "),
                reason);
        assertEquals("1.0.0", labels.find("net", "stable").description().version());
        assertEquals(
                "net@canary cannot go to version 2.0.0 of net, which is not here; the label is not put anywhere",
                refusal("net", "canary", "2.0.0"));
        assertEquals(
                "A version label is made of letters, digits, _ and -, a letter first, but not \"2nd\"",
                refusal("net", "2nd", "1.0.0"));
        assertEquals(
                "A version is such as 2.0.0, but not \"two\"", refusal("net", "stable", "two"));
    }

    @Test
    void aLabelWhoseVersionLeftIsDanglingAndLeadsNowhere() throws Exception {
        arrive("1.0.0");
        labels.assign("net", "stable", "1.0.0");
        here.clear();
        assertEquals(
                List.of(
                        new VersionLabel(
                                "net",
                                "stable",
                                "1.0.0",
                                "version 1.0.0 is not here any more",
                                true)),
                labels.list());
        assertEquals(
                "The label net@stable is on version 1.0.0, which is not here",
                assertThrows(ModelException.class, () -> labels.find("net", "stable"))
                        .getMessage());
        arrive("1.0.0");
        assertEquals("1.0.0", labels.find("net", "stable").description().version());
    }

    @Test
    void labelsOutliveARestart() throws Exception {
        arrive("1.0.0");
        labels.assign("net", "stable", "1.0.0");
        labels.assign("net", "canary", "1.0.0");
        labels.remove("net", "canary");
        start();
        assertEquals(List.of(new VersionLabel("net", "stable", "1.0.0", "", false)), labels.list());
        assertEquals(List.of(), warnings);
    }

    @Test
    void aConfiguredLabelWaitsForItsVersion() throws Exception {
        labels.configure(List.of("net@stable=1.0.0"));
        assertEquals(
                List.of(
                        new VersionLabel(
                                "net",
                                "stable",
                                "1.0.0",
                                "version 1.0.0, which the configuration wants, is not here",
                                true)),
                labels.list());
        arrive("1.0.0");
        labels.follow();
        assertEquals(List.of("stable on 1.0.0"), moves);
        labels.configure(List.of("net@stable=2.0.0"));
        assertEquals(
                List.of(
                        new VersionLabel(
                                "net",
                                "stable",
                                "1.0.0",
                                "it stays until version 2.0.0, which the configuration wants, is here",
                                false)),
                labels.list());
        arrive("2.0.0");
        assertEquals("2.0.0", labels.find("net", "stable").description().version());
        labels.configure(List.of());
        assertEquals(List.of(), labels.list());
    }

    @Test
    void whoMovesALabelByACallHasTheLastWordAlsoAfterARestart() throws Exception {
        arrive("1.0.0");
        arrive("2.0.0");
        labels.configure(List.of("net@stable=1.0.0"));
        labels.assign("net", "stable", "2.0.0");
        assertEquals("2.0.0", labels.find("net", "stable").description().version());
        start();
        labels.configure(List.of("net@stable=1.0.0"));
        assertEquals("2.0.0", labels.find("net", "stable").description().version());
        labels.configure(List.of("net@stable=1.0.0", "net@canary=2.0.0"));
        assertEquals("2.0.0", labels.find("net", "stable").description().version());
    }

    @Test
    void aLabelThatIsNotThereIsASentence() throws Exception {
        assertEquals(
                "net has no version label stable; it has none",
                assertThrows(ModelException.class, () -> labels.find("net", "stable"))
                        .getMessage());
        arrive("1.0.0");
        labels.assign("net", "canary", "1.0.0");
        assertEquals(
                "net has no version label stable; its labels are canary",
                assertThrows(ModelException.class, () -> labels.remove("net", "stable"))
                        .getMessage());
    }

    @Test
    void whatTheConfigurationGetsWrongIsAWarning() {
        for (String entry : List.of("net", "net@stable", "net=1.0.0", "net@1.0=2.0", "net@a=b")) {
            warnings.clear();
            labels.configure(List.of(entry));
            assertEquals(
                    List.of(
                            "The version label \"%s\" of the configuration is not of the form MODEL@LABEL=VERSION, such as deeplabv3@stable=2.0.0"
                                    .formatted(entry)),
                    warnings);
        }
    }

    @Test
    void aDamagedFileOfLabelsIsAWarning() throws Exception {
        Files.writeString(temp.resolve("labels"), "net@stable=not a version\n");
        start();
        assertTrue(warnings.getFirst().contains("cannot be read and are gone"), "" + warnings);
        assertEquals(List.of(), labels.list());
    }

    /** A version comes; the file that holds it. */
    private Path arrive(String version) throws Exception {
        Path file =
                TinyModel.scores().version(version).write(temp.resolve(version + "/net.tflite"));
        here.add(
                new FileIdentifier(
                                new Descriptors(List.of()),
                                new VerifiedChecksums(temp.resolve("cache")))
                        .identify(file));
        return file;
    }

    private String refusal(String model, String label, String version) {
        return assertThrows(ModelException.class, () -> labels.assign(model, label, version))
                .getMessage();
    }
}
