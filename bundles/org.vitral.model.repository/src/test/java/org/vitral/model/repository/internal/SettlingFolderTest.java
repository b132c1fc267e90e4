// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.RejectedModel;

/** The clock is turned by hand; the times of files are set. */
class SettlingFolderTest {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir Path temp;
    private Path folder;
    private byte[] bytes;
    private Duration passed = Duration.ZERO;
    private SettlingFolder files;

    @BeforeEach
    void prepare() throws Exception {
        folder = Files.createDirectory(temp.resolve("models"));
        bytes = TinyModel.scores().bytes();
        files = files(new Descriptors(List.of()));
    }

    private SettlingFolder files(Descriptors descriptors) {
        return new SettlingFolder(
                folder,
                SETTLE,
                new FileIdentifier(descriptors, new VerifiedChecksums(temp.resolve("cache"))),
                () -> passed.toNanos(),
                this::now);
    }

    private Instant now() {
        return START.plus(passed);
    }

    @Test
    void aFileThatWasWrittenLongAgoIsTakenAtOnce() throws Exception {
        write("old.tflite", bytes, now().minus(SETTLE));
        SettlingFolder.Look look = files.look();
        assertEquals(List.of("old"), names(look));
        assertEquals(Optional.empty(), look.settlesIn());
    }

    @Test
    void aFileThatIsBeingCopiedIsTakenWhenItHasNotChangedForTheSettleTime() throws Exception {
        for (int part = 1; part <= 8; part++) {
            write("new.tflite", Arrays.copyOf(bytes, bytes.length * part / 8), now());
            SettlingFolder.Look look = files.look();
            assertEquals(List.of(), names(look), "part " + part);
            assertEquals(List.of(), look.rejected(), "part " + part);
            assertEquals(Optional.of(SETTLE), look.settlesIn());
            pass(Duration.ofMillis(1_900));
        }
        assertEquals(Optional.of(Duration.ofMillis(100)), files.look().settlesIn());
        pass(Duration.ofMillis(100));
        assertEquals(List.of("new"), names(files.look()));
    }

    @Test
    void aFileOfItsFullSizeWhoseBytesAreStillToComeIsNotTaken() throws Exception {
        // Some programs make room for the whole file first.
        write("new.tflite", new byte[bytes.length], now());
        files.look();
        pass(Duration.ofMillis(1_900));
        write("new.tflite", bytes, now());
        files.look();
        pass(Duration.ofMillis(1_900));
        assertEquals(List.of(), names(files.look()));
        pass(Duration.ofMillis(100));
        assertEquals(List.of("new"), names(files.look()));
    }

    @Test
    void aFileThatIsWrittenUnderAnotherNameAndRenamedIsTakenAtOnce() throws Exception {
        for (String part : List.of("new.tflite.part", ".new.tflite")) {
            write(part, bytes, now());
            assertEquals(List.of(), names(files.look()), part);
            Files.move(folder.resolve(part), folder.resolve("new.tflite"));
            assertEquals(List.of("new"), names(files.look()), part);
            Files.delete(folder.resolve("new.tflite"));
            assertEquals(List.of(), names(files.look()), part);
        }
    }

    @Test
    void aSecondNameOfAFileThatIsStillThereUnderTheFirstIsNoRenaming() throws Exception {
        write("new.part", bytes, now());
        files.look();
        Files.createLink(folder.resolve("new.tflite"), folder.resolve("new.part"));
        assertEquals(List.of(), names(files.look()));
    }

    @Test
    void aClockThatIsBehindDoesNotLetAFileThatIsBeingCopiedIn() throws Exception {
        write("new.tflite", bytes, now().plusSeconds(3_600));
        assertEquals(List.of(), names(files.look()));
        pass(SETTLE);
        assertEquals(List.of("new"), names(files.look()));
    }

    @Test
    void aReplacedFileStaysWhatItWasUntilTheNewOneHasSettled() throws Exception {
        write("a.tflite", bytes, now().minus(SETTLE));
        FoundModel old = files.look().models().getFirst();
        byte[] other = TinyModel.scores().ballast(2).bytes();
        write("a.tflite", other, now());
        assertEquals(List.of(old), files.look().models());
        assertTrue(
                assertThrows(ModelException.class, old::open)
                        .getMessage()
                        .contains("is not what it was"));
        pass(SETTLE);
        FoundModel replaced = files.look().models().getFirst();
        assertEquals(TinyDescriptor.sha256(other), replaced.description().sha256());
        replaced.open().close();
    }

    @Test
    void aFileThatIsReplacedByOneOfTheSameSizeAndTimeIsNoticed() throws Exception {
        Instant before = now().minus(SETTLE);
        write("a.tflite", bytes, before);
        files.look();
        byte[] other = TinyModel.scores().ballast(2).bytes();
        assertEquals(bytes.length, other.length);
        write("b.part", other, before);
        Files.move(
                folder.resolve("b.part"),
                folder.resolve("a.tflite"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals(
                TinyDescriptor.sha256(other),
                files.look().models().getFirst().description().sha256());
    }

    @Test
    void aBrokenFileIsRejectedOnceAndTakenWhenItIsRepaired() throws Exception {
        write("a.tflite", Arrays.copyOf(bytes, bytes.length / 2), now().minus(SETTLE));
        SettlingFolder.Look look = files.look();
        assertEquals(List.of(), names(look));
        RejectedModel rejected = look.rejected().getFirst();
        assertEquals(folder.resolve("a.tflite").toString(), rejected.origin());
        assertTrue(rejected.reason().contains("is truncated or damaged"), rejected.reason());
        assertEquals(List.of(rejected), look.news());
        look = files.look();
        assertEquals(List.of(), look.news());
        assertEquals(List.of(rejected), look.rejected());

        write("a.tflite", bytes, now());
        files.look();
        pass(SETTLE);
        look = files.look();
        assertEquals(List.of("a"), names(look));
        assertEquals(List.of(), look.rejected());
    }

    @Test
    void aModelThatIsReplacedByABrokenFileLeaves() throws Exception {
        write("a.tflite", bytes, now().minus(SETTLE));
        files.look();
        write("a.tflite", "no model".getBytes(), now());
        files.look();
        pass(SETTLE);
        SettlingFolder.Look look = files.look();
        assertEquals(List.of(), names(look));
        assertEquals(1, look.news().size());
    }

    @Test
    void aFolderThatIsNotThereIsToldOfOnceAndUsedWhenItComes() throws Exception {
        Files.delete(folder);
        SettlingFolder.Look look = files.look();
        assertEquals(
                List.of(new RejectedModel(folder.toString(), "There is no such folder (yet)")),
                look.news());
        assertEquals(List.of(), files.look().news());
        Files.createDirectory(folder);
        write("a.tflite", bytes, now().minus(SETTLE));
        assertEquals(List.of("a"), names(files.look()));
        assertEquals(List.of(), files.look().rejected());
    }

    @Test
    void aFolderThatCannotBeReadForNowKeepsItsModels() throws Exception {
        write("a.tflite", bytes, now().minus(SETTLE));
        files.look();
        Path aside = Files.move(folder, temp.resolve("aside"));
        // A link to itself stands for a server that does not answer: an error, but not "not there".
        Files.createSymbolicLink(folder, folder.getFileName());
        SettlingFolder.Look look = files.look();
        assertEquals(List.of("a"), names(look));
        assertTrue(look.news().getFirst().reason().startsWith("The folder cannot be read: "));
        assertEquals(List.of(), files.look().news());
        Files.delete(folder);
        Files.move(aside, folder);
        look = files.look();
        assertEquals(List.of("a"), names(look));
        assertEquals(List.of(), look.rejected());
    }

    @Test
    void aDescriptorBesideTheFileSaysWhatTheFileDoesNot() throws Exception {
        write("pets.tflite", bytes, now().minus(SETTLE));
        write("pets.labels.txt", "background\ncat\nwolf\n".getBytes(), now().minus(SETTLE));
        write(
                "pets.json",
                """
                {"name": "zoo", "version": "2.1.0", "title": "A zoo", "license": "MIT",
                 "input": {"mean": [0], "std": [255]}, "output": {"activation": "none"},
                 "colors": ["#000000", "#ff0000", "#00ff00"]}
                """
                        .getBytes(),
                now().minus(SETTLE));
        ModelDescription about = files.look().models().getFirst().description();
        assertEquals("zoo", about.name());
        assertEquals("2.1.0", about.version());
        assertEquals("A zoo", about.title());
        assertEquals("MIT", about.license());
        assertEquals(List.of(255f), about.input().normalization().std());
        assertEquals(Activation.NONE, about.output().activation());
        assertEquals(new Label(2, "wolf", 0x00ff00), about.labels().get(2));
        assertEquals(List.of(), about.warnings());
    }

    @Test
    void aDescriptorThatComesLaterReplacesTheModel() throws Exception {
        write("pets.tflite", bytes, now().minus(SETTLE));
        assertEquals(List.of("pets"), names(files.look()));
        write("pets.json", "{\"title\": \"Pets\"}".getBytes(), now());
        assertEquals("pets", files.look().models().getFirst().description().title());
        pass(SETTLE);
        assertEquals("Pets", files.look().models().getFirst().description().title());
        Files.delete(folder.resolve("pets.json"));
        assertEquals("pets", files.look().models().getFirst().description().title());
    }

    @Test
    void aDescriptorOfAnotherFileOrOfOtherClassesRejectsTheModel() throws Exception {
        write("a.tflite", bytes, now().minus(SETTLE));
        write(
                "a.json",
                "{\"files\": [{\"sha256\": \"%s\"}]}".formatted("00".repeat(32)).getBytes(),
                now().minus(SETTLE));
        String reason = files.look().rejected().getFirst().reason();
        assertTrue(reason.contains("its SHA-256 is " + TinyDescriptor.sha256(bytes)), reason);

        write("a.json", "{\"labels\": \"labels.txt\"}".getBytes(), now());
        write("labels.txt", "background\ncat\n".getBytes(), now());
        files.look();
        pass(SETTLE);
        assertEquals(
                folder.resolve("a.tflite") + " has 3 classes, but its label map has 2 names",
                files.look().rejected().getFirst().reason());
    }

    @Test
    void aFileWithAKnownChecksumIsThatModel() throws Exception {
        files =
                files(
                        new Descriptors(
                                List.of(
                                        new TinyDescriptor("known")
                                                .descriptor(temp.resolve("known"), bytes))));
        write("any.tflite", bytes, now().minus(SETTLE));
        assertEquals(List.of("known"), names(files.look()));
    }

    private void write(String name, byte[] content, Instant modified) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
    }

    private static List<String> names(SettlingFolder.Look look) {
        return look.models().stream().map(FoundModel::name).toList();
    }
}
