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
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.TensorType;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.PackRequest;

class DescribedModelPackerTest {
    @TempDir Path temp;
    private Path file;
    private Path jar;
    private Descriptors descriptors = new Descriptors(List.of());

    @BeforeEach
    void prepare() throws Exception {
        file = TinyModel.scores().write(temp.resolve("any.tflite"));
        jar = temp.resolve("pets.jar");
    }

    @Test
    void aBundleSaysWhatWasAskedFor() throws Exception {
        Path labels = Files.writeString(temp.resolve("names.txt"), "background\ncat\nwölf\n");
        Path license = Files.writeString(temp.resolve("terms"), "Do as you like.\n");
        ModelDescription packed =
                packer().pack(
                                file,
                                new PackRequest(
                                        "pets",
                                        Optional.of("2.1.0"),
                                        Optional.of("Cats & wölfe"),
                                        Optional.of("MIT"),
                                        Optional.of(license),
                                        Optional.of(labels)),
                                jar);
        Model read = repository().load(jar);
        assertEquals(withoutWarnings(packed), read.description());
        assertEquals("pets", read.description().name());
        assertEquals("2.1.0", read.description().version());
        assertEquals("Cats & wölfe", read.description().title());
        assertEquals("MIT", read.description().license());
        assertEquals(
                List.of("background", "cat", "wölf"),
                read.description().labels().stream().map(Label::name).toList());
        read.open().close();
        try (JarFile bundle = new JarFile(jar.toFile())) {
            assertEquals(
                    "Do as you like.\n",
                    new String(
                            bundle.getInputStream(bundle.getEntry("META-INF/LICENSE"))
                                    .readAllBytes()));
            assertEquals(
                    "org.vitral.models.pets",
                    bundle.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
        }
    }

    @Test
    void theSameFileAndRequestGiveTheSameBytes() throws Exception {
        packer().pack(file, PackRequest.named("pets"), jar);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        Path again = temp.resolve("again.jar");
        packer().pack(file, PackRequest.named("pets"), again);
        assertArrayEquals(Files.readAllBytes(jar), Files.readAllBytes(again));
    }

    @Test
    void whatIsLeftOpenComesFromTheFileElseFromDefaults() throws Exception {
        assertEquals("1.0.0", packer().describe(file, PackRequest.named("pets")).version());
        Path versioned = TinyModel.scores().version("v3").write(temp.resolve("v.tflite"));
        ModelDescription about = packer().describe(versioned, PackRequest.named("pets"));
        assertEquals("3.0.0", about.version());
        assertEquals("Tiny", about.title());
        assertEquals("unknown", about.license());
        assertEquals("class 2", about.labels().get(2).name());
    }

    @Test
    void aKnownFileIsDescribedByItsDescriptorAndTheTextOfItsLicenceIsPacked() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        descriptors =
                new Descriptors(
                        List.of(
                                new TinyDescriptor("known")
                                        .version("4.0.0")
                                        .descriptor(temp.resolve("known"), bytes)));
        PackRequest request =
                new PackRequest(
                        "mine",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Apache-2.0"),
                        Optional.empty(),
                        Optional.empty());
        ModelDescription about = packer().pack(file, request, jar);
        assertEquals("mine", about.name());
        assertEquals("4.0.0", about.version());
        assertEquals("dog", about.labels().get(2).name());
        try (JarFile bundle = new JarFile(jar.toFile())) {
            assertTrue(
                    new String(
                                    bundle.getInputStream(bundle.getEntry("META-INF/LICENSE"))
                                            .readAllBytes())
                            .contains("Apache License"));
        }
    }

    @Test
    void aModelOfEachKindIsReadBackAsItWas() throws Exception {
        for (TinyModel model :
                List.of(
                        TinyModel.scores(),
                        new TinyModel()
                                .input(TensorType.UINT8, 1, 6, 8, 3)
                                .inputQuantization(0.0078125f, 128)
                                .output(TensorType.FLOAT32, 1, 3, 4, 1),
                        new TinyModel()
                                .input(TensorType.FLOAT32, 1, 6, 8, 3)
                                .output(TensorType.INT64, 1, 6, 8))) {
            Path one = model.write(Files.createTempFile(temp, "model", ".tflite"));
            Path bundle = temp.resolve(one.getFileName() + ".jar");
            ModelDescription packed = packer().pack(one, PackRequest.named("one"), bundle);
            assertEquals(withoutWarnings(packed), repository().load(bundle).description());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedInASentenceAndNothingIsLeft() throws Exception {
        Path two = Files.writeString(temp.resolve("two.txt"), "background\ncat\n");
        assertRefused(file + " has 3 classes, but its label map has 2 names", file, labelled(two));
        Path none = temp.resolve("none.txt");
        assertRefused("The label map %s does not exist".formatted(none), file, labelled(none));
        assertRefused(
                temp.resolve("none.tflite") + " does not exist",
                temp.resolve("none.tflite"),
                PackRequest.named("pets"));
        Path broken =
                Files.write(
                        temp.resolve("broken.tflite"),
                        Arrays.copyOf(Files.readAllBytes(file), 300));
        String reason =
                assertThrows(
                                ModelException.class,
                                () -> packer().pack(broken, PackRequest.named("pets"), jar))
                        .getMessage();
        assertTrue(reason.startsWith(broken + " is truncated or damaged"), reason);
        assertFalse(Files.exists(jar));
    }

    @Test
    void aJarThatIsThereIsLeftAsItIs() throws Exception {
        Files.writeString(jar, "mine");
        assertRefused(
                jar + " is there already, and is left as it is", file, PackRequest.named("pets"));
        assertEquals("mine", Files.readString(jar));
    }

    @Test
    void aJarThatIsTruncatedOrNoModelBundleIsASentence() throws Exception {
        packer().pack(file, PackRequest.named("pets"), jar);
        byte[] bytes = Files.readAllBytes(jar);
        Path cut = Files.write(temp.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        String reason =
                assertThrows(ModelException.class, () -> repository().load(cut)).getMessage();
        assertTrue(reason.startsWith(cut + " is no jar, or a truncated one: "), reason);

        Path other = temp.resolve("other.jar");
        try (var zip = new JarOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry("a"));
        }
        assertEquals(
                other
                        + " is no model bundle: its manifest does not provide the capability org.vitral.model",
                assertThrows(ModelException.class, () -> repository().load(other)).getMessage());
        assertEquals(
                temp.resolve("no.jar") + " does not exist",
                assertThrows(ModelException.class, () -> repository().load(temp.resolve("no.jar")))
                        .getMessage());
    }

    @Test
    void aBundleWithOtherBytesIsRefused() throws Exception {
        packer().pack(file, PackRequest.named("pets"), jar);
        byte[] bytes = Files.readAllBytes(jar);
        byte[] weights = "weights 0".getBytes();
        int at =
                Stream.iterate(0, i -> i + 1)
                        .filter(
                                i ->
                                        Arrays.equals(
                                                bytes,
                                                i,
                                                i + weights.length,
                                                weights,
                                                0,
                                                weights.length))
                        .findFirst()
                        .orElseThrow();
        bytes[at] ^= 1;
        Files.write(jar, bytes);
        String reason =
                assertThrows(ModelException.class, () -> repository().load(jar)).getMessage();
        assertTrue(reason.contains("is not what it was"), reason);
    }

    /** What was assumed is written into the bundle, and then is no assumption any more. */
    private static ModelDescription withoutWarnings(ModelDescription model) {
        return new ModelDescription(
                model.name(),
                model.version(),
                model.title(),
                model.sha256(),
                model.license(),
                model.input(),
                model.output(),
                model.labels(),
                List.of());
    }

    private static PackRequest labelled(Path labels) {
        return new PackRequest(
                "pets",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(labels));
    }

    private void assertRefused(String reason, Path model, PackRequest request) throws Exception {
        boolean there = Files.exists(jar);
        assertEquals(
                reason,
                assertThrows(ModelException.class, () -> packer().pack(model, request, jar))
                        .getMessage());
        assertEquals(there, Files.exists(jar));
        assertFalse(Files.exists(jar.resolveSibling(jar.getFileName() + ".part")));
    }

    private DescribedModelPacker packer() {
        return new DescribedModelPacker(verified(), descriptors);
    }

    private VerifiedChecksums verified() {
        return new VerifiedChecksums(temp.resolve("cache"));
    }

    private SearchingModelRepository repository() {
        return SearchingModelRepository.of(temp.resolve("cache"));
    }
}
