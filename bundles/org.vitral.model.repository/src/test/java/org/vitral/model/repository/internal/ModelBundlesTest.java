// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.model.RejectedModel;
import org.vitral.segmentation.RunLengths;

class ModelBundlesTest {
    @TempDir Path temp;
    private Framework framework;
    private byte[] model;
    private final List<String> warnings = new ArrayList<>();
    private final OfferedModels offered = new OfferedModels();

    @BeforeEach
    void startFramework() throws Exception {
        model = TinyModel.scores().bytes();
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        temp.resolve("framework").toString()));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void aBundleThatWasThereBeforeIsFound() throws Exception {
        install("tiny").start();
        try (ModelBundles bundles = bundles()) {
            assertEquals(List.of("bundle org.vitral.models.tiny 1.0.0"), origins());
        }
    }

    @Test
    void aBundleThatComesLaterIsFoundAndGoesWhenItStops() throws Exception {
        try (ModelBundles bundles = bundles()) {
            assertEquals(List.of(), origins());
            Bundle bundle = install("tiny");
            bundle.start();
            assertEquals(1, origins().size());
            bundle.stop();
            assertEquals(List.of(), origins());
            bundle.start();
            assertEquals(1, origins().size());
            bundle.uninstall();
            assertEquals(List.of(), origins());
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void theFileIsReadFromTheBundle() throws Exception {
        install("tiny").start();
        try (ModelBundles bundles = bundles()) {
            Model found = offered.get().getFirst();
            assertEquals("tiny", found.description().name());
            assertEquals(TinyDescriptor.sha256(model), found.description().sha256());
            try (var content = found.open()) {
                assertEquals(model.length, content.bytes().byteSize());
            }
        }
    }

    @Test
    void theGoldenImagesAreReadFromTheBundle() throws Exception {
        String runs = new RunLengths(3, 2, 4, 2).compressed();
        Bundle bundle =
                framework
                        .getBundleContext()
                        .installBundle(
                                jar(new TinyDescriptor("tiny").golden("b.ppm", "dog", runs), model)
                                        .toUri()
                                        .toString());
        bundle.start();
        try (ModelBundles bundles = bundles()) {
            Model found = offered.get().getFirst();
            assertArrayEquals(
                    new char[] {0, 0, 2, 0, 0, 2}, found.goldenImages().getFirst().mask());
            bundle.stop();
            assertEquals(
                    "The golden image b.ppm of model tiny (bundle org.vitral.models.tiny 1.0.0)"
                            + " cannot be read: its bundle was stopped",
                    assertThrows(ModelException.class, found::goldenImages).getMessage());
        }
    }

    @Test
    void aModelOfAnUninstalledBundleIsASentence() throws Exception {
        Bundle bundle = install("tiny");
        bundle.start();
        try (ModelBundles bundles = bundles()) {
            Model found = offered.get().getFirst();
            bundle.uninstall();
            assertEquals(
                    "Model tiny (bundle org.vitral.models.tiny 1.0.0) cannot be read: its bundle was uninstalled",
                    assertThrows(ModelException.class, found::open).getMessage());
        }
    }

    @Test
    void aModelOfAStoppedBundleIsASentenceAndWhatWasOpenedStaysValid() throws Exception {
        Bundle bundle = install("tiny");
        bundle.start();
        try (ModelBundles bundles = bundles()) {
            Model found = offered.get().getFirst();
            try (ModelContent content = found.open()) {
                bundle.stop();
                assertEquals(
                        "Model tiny (bundle org.vitral.models.tiny 1.0.0) cannot be read: its bundle was stopped",
                        assertThrows(ModelException.class, found::open).getMessage());
                bundle.uninstall();
                assertEquals(-1, content.bytes().mismatch(MemorySegment.ofArray(model)));
            }
        }
    }

    @Test
    void anUpdateToAnotherVersionIsTheOneLeavingAndTheOtherArriving() throws Exception {
        Bundle bundle = install("tiny");
        bundle.start();
        byte[] better = TinyModel.scores().ballast(2).bytes();
        try (ModelBundles bundles = bundles()) {
            List<String> told = new ArrayList<>();
            CountDownLatch all = new CountDownLatch(4);
            try (ListenerQueue queue =
                    new ListenerQueue(
                            "test",
                            () ->
                                    event -> {
                                        told.add(event.kind() + " " + event.version());
                                        all.countDown();
                                    },
                            warnings::add)) {
                offered.add(queue);
                Model old = offered.get().getFirst();
                try (InputStream jar =
                        Files.newInputStream(
                                jar(new TinyDescriptor("tiny").version("2.0.0"), better))) {
                    bundle.update(jar);
                }
                assertEquals(
                        "Model tiny (bundle org.vitral.models.tiny 1.0.0) cannot be read: its bundle was updated",
                        assertThrows(ModelException.class, old::open).getMessage());
                bundle.uninstall();
                all.await();
            }
            assertEquals(
                    List.of("ARRIVED 1.0.0", "LEFT 1.0.0", "ARRIVED 2.0.0", "LEFT 2.0.0"), told);
        }
    }

    @Test
    void theNewestOfTwoVersionsIsFound() throws Exception {
        install(new TinyDescriptor("tiny").version("1.9.0"), model).start();
        install(new TinyDescriptor("tiny").version("1.10.0"), model).start();
        try (ModelBundles bundles = bundles()) {
            SearchingModelRepository repository =
                    new SearchingModelRepository(
                            offered,
                            List.of(),
                            temp.resolve("cache"),
                            new Descriptors(List.of()),
                            new VerifiedChecksums(temp.resolve("cache")),
                            warnings::add);
            assertEquals("1.10.0", repository.find("tiny").orElseThrow().description().version());
            assertEquals(2, repository.models().size());
            assertEquals(
                    "1.9.0", repository.find("tiny@1.9.0").orElseThrow().description().version());
            assertEquals(
                    "1.9.0",
                    repository.find("tiny@[1.0,1.10)").orElseThrow().description().version());
        }
    }

    @Test
    void aBundleThatDoesNotKeepItsWordIsLeftOutWithAReason() throws Exception {
        String sha256 = TinyDescriptor.sha256(model);
        byte[] json = new TinyDescriptor("tiny").json(model).getBytes();
        byte[] labels = "background\ncat\ndog\n".getBytes();
        install("no-json", "name=tiny;version:Version=1.0.0;sha256=" + sha256, Map.of());
        install(
                "no-file",
                "name=tiny;version:Version=1.0.0;sha256=" + sha256,
                Map.of("model.json", json, "labels.txt", labels));
        install(
                "other-sha",
                "name=tiny;version:Version=1.0.0;sha256=abc",
                Map.of("model.json", json, "labels.txt", labels, "tiny.tflite", model));
        install(
                "other-name",
                "name=huge;version:Version=1.0.0;sha256=" + sha256,
                Map.of("model.json", json, "labels.txt", labels, "tiny.tflite", model));
        install(
                "other-version",
                "name=tiny;version:Version=3.0.0;sha256=" + sha256,
                Map.of("model.json", json, "labels.txt", labels, "tiny.tflite", model));
        try (ModelBundles bundles = bundles()) {
            assertEquals(List.of(), origins());
            assertEquals(
                    new RejectedModel(
                            "bundle no-json 0.0.0",
                            "model.json of bundle no-json 0.0.0 cannot be read: it is not there"),
                    bundles.rejected().getFirst());
            assertEquals(5, bundles.rejected().size());
        }
        assertEquals(
                List.of(
                        "model.json of bundle no-json 0.0.0 cannot be read: it is not there",
                        "bundle no-file 0.0.0 has no entry tiny.tflite, which its model.json names",
                        "The capability of bundle other-sha 0.0.0 has the sha256 abc, which its model.json does not list",
                        "The capability of bundle other-name 0.0.0 has the name huge, but its model.json has tiny",
                        "The capability of bundle other-version 0.0.0 has the version 3.0.0, but its model.json has 1.0.0"),
                warnings);
    }

    @Test
    void aBundleWithOtherBytesIsFoundButNotOpened() throws Exception {
        byte[] other = model.clone();
        other[other.length - 1] ^= 1;
        install(
                "changed",
                "name=tiny;version:Version=1.0.0;sha256=" + TinyDescriptor.sha256(model),
                Map.of(
                        "model.json", new TinyDescriptor("tiny").json(model).getBytes(),
                        "labels.txt", "background\ncat\ndog\n".getBytes(),
                        "tiny.tflite", other));
        try (ModelBundles bundles = bundles()) {
            Model found = offered.get().getFirst();
            String message = assertThrows(ModelException.class, found::open).getMessage();
            assertTrue(message.contains("is not what it was"), message);
        }
    }

    private ModelBundles bundles() {
        return new ModelBundles(
                framework.getBundleContext(),
                offered,
                SignaturePolicy.IGNORE,
                new VerifiedChecksums(temp.resolve("cache")),
                warnings::add);
    }

    private List<String> origins() {
        return offered.get().stream().map(FoundModel::origin).toList();
    }

    private Bundle install(String name) throws Exception {
        return install(new TinyDescriptor(name), model);
    }

    /** Installs what the writer writes. */
    private Bundle install(TinyDescriptor descriptor, byte[] bytes) throws Exception {
        return framework
                .getBundleContext()
                .installBundle(jar(descriptor, bytes).toUri().toString());
    }

    private Path jar(TinyDescriptor descriptor, byte[] bytes) throws Exception {
        Path folder = descriptor.write(Files.createTempDirectory(temp, "models"), bytes);
        Path file = Files.write(folder.resolve("model.bin"), bytes);
        ModelBundleWriter writer =
                new ModelBundleWriter(
                        folder,
                        folder.resolve("LICENSE"),
                        Map.of("b.ppm", GoldenFileTest.PICTURE),
                        new VerifiedChecksums(temp.resolve("cache")));
        Path jar = writer.in(folder);
        writer.write(file, jar);
        return jar;
    }

    /** Installs and starts a bundle of these entries. */
    private void install(String symbolicName, String capability, Map<String, byte[]> entries)
            throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        attributes.putValue(
                Constants.PROVIDE_CAPABILITY, ModelBundles.NAMESPACE + ";" + capability);
        Path jar = temp.resolve(symbolicName + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        start(framework.getBundleContext().installBundle(jar.toUri().toString()));
    }

    private static void start(Bundle bundle) throws BundleException {
        bundle.start();
        assertEquals(Bundle.ACTIVE, bundle.getState());
    }
}
