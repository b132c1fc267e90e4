// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;

class DescriptorReaderTest {
    @TempDir Path temp;
    private Path folder;

    @BeforeEach
    void writeDescriptor() throws Exception {
        folder = new TinyDescriptor("tiny").write(temp, new byte[10]);
    }

    @Test
    void readsWhatIsWritten() throws Exception {
        Descriptor tiny = DescriptorReader.read(folder);
        assertEquals("tiny", tiny.name());
        assertEquals("1.0.0", tiny.version().toString());
        assertEquals(10, tiny.file().size());
        assertEquals(255f, tiny.input().normalization().std(2));
        assertEquals("dog", tiny.labels().get(2).name());
        assertEquals("tiny-1.0.0.tflite", tiny.cacheName());
    }

    @Test
    void coloursOfItsOwnReplaceThoseOfPascalVoc() throws Exception {
        change("\"labels\":", "\"colors\": [\"#000000\", \"#FF8000\", \"#0000ff\"], \"labels\":");
        assertEquals("#ff8000", DescriptorReader.read(folder).labels().get(1).color());
    }

    @Test
    void publishedLabelsAreThereByTheirName() throws Exception {
        change("\"labels.txt\"", "\"cityscapes\"");
        Files.delete(folder.resolve("labels.txt"));
        Descriptor descriptor = DescriptorReader.read(folder);
        assertEquals(19, descriptor.labels().size());
        assertEquals(new Label(13, "car", 0x00008e), descriptor.labels().get(13));
    }

    @Test
    void greyAnOpenSizeAndQualityScoresCanBeSaid() throws Exception {
        change("\"mean\"", "\"channels\": 1, \"resizable\": true, \"mean\"");
        change("\"index\": 0", "\"index\": 0, \"quality\": 2");
        Descriptor descriptor = DescriptorReader.read(folder);
        assertEquals(1, descriptor.input().channels());
        assertEquals(true, descriptor.input().resizable());
        assertEquals(OptionalInt.of(2), descriptor.output().qualityScores());
    }

    @Test
    void namesInOtherLanguagesAndTheLanguageOfTheLabelMap() throws Exception {
        change(
                "\"labels\":",
                "\"labels_locale\": \"en\", \"display_names\": {\"de\": [\"Hintergrund\", \"Katze\", \"Hund\"]}, \"labels\":");
        Descriptor tiny = DescriptorReader.read(folder);
        ModelDescription model = tiny.describe(tiny.file());
        assertEquals("Hund", model.labelsIn(Locale.of("de", "AT")).get(2).displayName());
        assertEquals(Optional.of(Locale.ENGLISH), model.displayNamesLocale(Locale.UK));
        assertEquals("dog", model.labelsIn(Locale.UK).get(2).displayName());
        assertEquals(Optional.empty(), model.displayNamesLocale(Locale.FRENCH));
    }

    @Test
    void namesInOtherLanguagesThatDoNotFitAreRefused() throws Exception {
        refuses(
                "\"labels\":",
                "\"display_names\": {\"de\": [\"Katze\", \"Hund\"]}, \"labels\":",
                "\"display_names.de\" should be 3 names, none of them blank but is [Katze, Hund]");
        refuses(
                "\"labels\":",
                "\"display_names\": {\"d!\": [\"H\", \"K\", \"H\"]}, \"labels\":",
                "\"display_names.d!\" should be a language tag such as de or pt-BR but is d!");
        refuses(
                "\"labels\":",
                "\"labels_locale\": \"english!\", \"labels\":",
                "\"labels_locale\" should be a language tag such as de or pt-BR but is english!");
    }

    @Test
    void aWrongMemberIsNamedWithItsPlaceAndValue() throws Exception {
        refuses(
                "\"width\": 8, \"height\": 6, \"mean\"",
                "\"width\": 0, \"height\": 6, \"mean\"",
                "\"input.width\" should be a whole number from 1 but is 0.0");
        refuses(
                "\"size\": 10",
                "\"size\": \"ten\"",
                "\"files[0].size\" should be a whole number from 1 but is ten");
        refuses(
                "\"name\": \"tiny\"",
                "\"name\": \"../tiny\"",
                "\"name\" should be lower-case letters, digits, dot, dash, underscore but is ../tiny");
        refuses(
                "\"kind\": \"scores\"",
                "\"kind\": \"score\"",
                "\"output.kind\" should be scores, foreground or indices but is score");
        refuses(
                "\"kind\": \"scores\"",
                "\"kind\": \"foreground\"",
                "a foreground score has 2 labels, but \"labels\" has 3");
        refuses(
                "\"std\": [255]",
                "\"std\": [255, 0, 255]",
                "\"input.std\" should be 1 or 3 numbers, none of them 0 but is [255.0, 0.0, 255.0]");
        refuses(
                "\"version\": \"1.0.0\"",
                "\"version\": \"one\"",
                "\"version\" should be a version such as 1.2.3 but is one");
        refuses(
                "\"mean\"",
                "\"channels\": 4, \"mean\"",
                "\"input.channels\" should be 1 or 3 but is 4");
        refuses(
                "\"mean\": [0]",
                "\"channels\": 1, \"mean\": [0, 0, 0]",
                "\"input.mean\" should be 1 number but is [0.0, 0.0, 0.0]");
        refuses(
                "\"mean\"",
                "\"resizable\": 1, \"mean\"",
                "\"input.resizable\" should be true or false but is 1.0");
        refuses(
                "\"index\": 0",
                "\"index\": 0, \"quality\": 0",
                "\"output.quality\" should be another output than the mask but is 0");
        refuses("\"schema\": 1", "\"schema\": 2", "\"schema\" should be 1 but is 2");
        refuses(
                "\"labels\": \"labels.txt\"",
                "\"colors\": [\"#000000\"], \"labels\": \"labels.txt\"",
                "\"colors\" should be 3 colours but is 1");
        refuses("\"title\": \"Tiny tiny\", ", "", "\"title\" is missing");
        refuses(
                "\"size\": 10",
                "\"url\": \"file:/etc/passwd\", \"size\": 10",
                "\"files[0].url\" should be an http or https address but is file:/etc/passwd");
    }

    @Test
    void whatIsNoJsonIsASentence() throws Exception {
        Files.writeString(folder.resolve("model.json"), "{\"schema\": ");
        ModelException refused =
                assertThrows(ModelException.class, () -> DescriptorReader.read(folder));
        assertEquals(
                "model.json of %s is not readable as JSON".formatted(folder),
                refused.getMessage().split(":")[0]);
    }

    @Test
    void aLabelMapThatIsNotThereIsNamed() throws Exception {
        Files.delete(folder.resolve("labels.txt"));
        assertEquals(
                "model.json of %s: the label map labels.txt cannot be read: it is not there"
                        .formatted(folder),
                assertThrows(ModelException.class, () -> DescriptorReader.read(folder))
                        .getMessage());
    }

    private void refuses(String text, String other, String reason) throws Exception {
        writeDescriptor();
        change(text, other);
        assertEquals(
                "model.json of %s: %s".formatted(folder, reason),
                assertThrows(ModelException.class, () -> DescriptorReader.read(folder))
                        .getMessage());
    }

    private void change(String text, String other) throws Exception {
        Path json = folder.resolve("model.json");
        String before = Files.readString(json);
        String after = before.replace(text, other);
        assertEquals(false, before.equals(after), "there is no " + text);
        Files.writeString(json, after);
    }
}
