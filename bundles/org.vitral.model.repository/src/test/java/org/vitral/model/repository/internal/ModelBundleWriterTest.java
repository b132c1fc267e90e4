// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.ModelException;

class ModelBundleWriterTest {
    @TempDir Path temp;
    private byte[] model;
    private Path file;
    private Path folder;
    private Path jar;

    @BeforeEach
    void describe() throws Exception {
        model = TinyModel.scores().bytes();
        file = Files.write(temp.resolve("any name"), model);
        folder = new TinyDescriptor("tiny").write(temp, model);
        jar = writer().in(temp.resolve("repository"));
    }

    @Test
    void writesABundleInAMavenLayout() throws Exception {
        writer().write(file, jar);
        assertEquals(temp.resolve("repository/org/vitral/models/tiny/1.0.0/tiny-1.0.0.jar"), jar);
        try (JarFile bundle = new JarFile(jar.toFile())) {
            assertEquals(
                    List.of(
                            "META-INF/MANIFEST.MF",
                            "META-INF/LICENSE",
                            "model.json",
                            "labels.txt",
                            "tiny.tflite"),
                    bundle.stream().map(ZipEntry::getName).toList());
            assertEquals(ZipEntry.STORED, bundle.getEntry("tiny.tflite").getMethod());
            assertArrayEquals(
                    model, bundle.getInputStream(bundle.getEntry("tiny.tflite")).readAllBytes());
            var attributes = bundle.getManifest().getMainAttributes();
            assertEquals("org.vitral.models.tiny", attributes.getValue("Bundle-SymbolicName"));
            assertEquals("MIT", attributes.getValue("Bundle-License"));
            assertEquals(
                    "org.vitral.model;name=\"tiny\";version:Version=\"1.0.0\";sha256=\"%s\";size:Long=%d"
                            .formatted(TinyDescriptor.sha256(model), model.length),
                    attributes.getValue("Provide-Capability"));
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        writer().write(file, jar);
        byte[] first = Files.readAllBytes(jar);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        writer().write(file, jar);
        assertArrayEquals(first, Files.readAllBytes(jar));
    }

    @Test
    void whatIsWrittenIsRecognised() throws Exception {
        assertFalse(writer().isWritten(jar));
        writer().write(file, jar);
        assertTrue(writer().isWritten(jar));
        Files.writeString(folder.resolve("labels.txt"), "background\ncat\nwolf\n");
        assertFalse(writer().isWritten(jar), "the label map is another");
        writer().write(file, jar);
        assertTrue(writer().isWritten(jar));
        byte[] damaged = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(damaged, damaged.length / 2));
        assertFalse(writer().isWritten(jar), "it is cut off");
    }

    @Test
    void anotherFileIsRefusedAndNothingIsLeft() throws Exception {
        Path other = TinyModel.scores().ballast(5).write(temp.resolve("other.tflite"));
        String message =
                assertThrows(ModelException.class, () -> writer().write(other, jar)).getMessage();
        assertTrue(message.startsWith(other + " is not the file of model tiny: "), message);
        assertFalse(Files.exists(jar));
        assertFalse(Files.exists(jar.resolveSibling(jar.getFileName() + ".part")));
    }

    private ModelBundleWriter writer() throws ModelException {
        return new ModelBundleWriter(
                folder,
                folder.resolve("LICENSE"),
                Map.of(),
                new VerifiedChecksums(temp.resolve("cache")));
    }
}
