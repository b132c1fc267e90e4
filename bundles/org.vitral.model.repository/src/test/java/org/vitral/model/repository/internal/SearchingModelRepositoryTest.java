// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;

class SearchingModelRepositoryTest {
    @TempDir Path temp;
    private Path folder;
    private Path cache;
    private byte[] starter;
    private byte[] second;
    private Descriptors descriptors;
    private List<FoundModel> bundled;
    private List<String> warnings;

    @BeforeEach
    void describeTwoModels() throws Exception {
        folder = Files.createDirectories(temp.resolve("folder"));
        cache = temp.resolve("cache");
        starter = TinyModel.scores().ballast(1).bytes();
        second = TinyModel.scores().ballast(2).bytes();
        descriptors =
                new Descriptors(
                        List.of(
                                new TinyDescriptor("second")
                                        .preference(5)
                                        .descriptor(temp.resolve("models"), second),
                                new TinyDescriptor("starter")
                                        .preference(9)
                                        .descriptor(temp.resolve("models"), starter)));
        bundled = new ArrayList<>();
        warnings = new ArrayList<>();
    }

    @Test
    void aFileIsKnownByItsChecksumWhateverItsName() throws Exception {
        Files.write(folder.resolve("downloaded (3).tflite"), starter);
        Model model = repository().find("starter").orElseThrow();
        assertEquals("Tiny starter", model.description().title());
        assertEquals(folder.resolve("downloaded (3).tflite").toString(), model.origin());
        assertEquals(
                List.of("background", "cat", "dog"),
                model.description().labels().stream().map(Label::name).toList());
    }

    @Test
    void aFileOfTheSameSizeButOtherBytesIsAModelByItsName() throws Exception {
        byte[] other = TinyModel.scores().ballast(3).bytes();
        assertEquals(starter.length, other.length);
        Files.write(folder.resolve("mine.tflite"), other);
        assertEquals(List.of("mine"), names(repository().models()));
        assertTrue(repository().find("starter").isEmpty());
        assertEquals(3, repository().find("mine").orElseThrow().description().warnings().size());
    }

    @Test
    void theDefaultComesFirst() throws Exception {
        TinyModel.scores().ballast(7).write(folder.resolve("a.tflite"));
        Files.write(folder.resolve("b.tflite"), second);
        Files.write(folder.resolve("c.tflite"), starter);
        assertEquals(List.of("starter", "second", "a"), names(repository().models()));
        assertEquals("starter", repository().preferred().orElseThrow().description().name());
        assertTrue(repository().preferenceNote().isEmpty());
        assertEquals(List.of(), repository().absent());
    }

    @Test
    void anEarlierFolderHidesALaterOne() throws Exception {
        Path later = temp.resolve("later");
        TinyModel.scores().ballast(7).write(folder.resolve("a.tflite"));
        TinyModel.scores().ballast(8).write(later.resolve("a.tflite"));
        SearchingModelRepository repository =
                new SearchingModelRepository(
                        List::of,
                        List.of(
                                new ModelFolder(folder, "configuration"),
                                new ModelFolder(later, "VITRAL_MODELS")),
                        cache,
                        descriptors,
                        new VerifiedChecksums(cache),
                        warnings::add);
        assertEquals(1, repository.models().size());
        assertEquals(
                folder.resolve("a.tflite").toString(), repository.models().getFirst().origin());
        assertEquals(
                folder.resolve("a.tflite").toString(), repository.find("a").orElseThrow().origin());
    }

    @Test
    void whereAnotherModelIsUsedItIsSaidWhatThatMeans() throws Exception {
        Files.write(folder.resolve("b.tflite"), second);
        assertEquals(
                "Tiny starter is not here (looked for in model bundles, %s, %s); second is used instead: it knows pets"
                        .formatted(folder, cache),
                repository().preferenceNote().orElseThrow());
        assertEquals(1, repository().absent().size());
        assertEquals(
                List.of(
                        "model bundles: none has it",
                        folder + " (configuration): no file in it has its checksum",
                        cache + " (local cache): no file in it has its checksum"),
                repository().absent().getFirst().tried());
    }

    @Test
    void whereThereIsNoModelItIsSaid() {
        assertEquals(
                "Tiny starter is not here (looked for in model bundles, %s, %s), and no other model is"
                        .formatted(folder, cache),
                repository().preferenceNote().orElseThrow());
        assertTrue(repository().preferred().isEmpty());
    }

    @Test
    void foldersAreNotReadWhereABundleHasTheAnswer() throws Exception {
        Files.write(folder.resolve("starter.tflite"), starter);
        bundled.add(bundled(starter));
        Model model = repository().find("starter").orElseThrow();
        assertEquals("bundle", model.origin());
        assertEquals("bundle", repository().preferred().orElseThrow().origin());
        assertFalse(Files.exists(cache.resolve("verified")), "nothing was hashed");
        assertEquals("bundle", repository().models().getFirst().origin());
    }

    @Test
    void aHalfCopiedFileIsLeftOutUntilItIsComplete() throws Exception {
        SearchingModelRepository repository = repository();
        Path file = folder.resolve("mine.tflite");
        byte[] whole = TinyModel.scores().labels("a", "b", "c").bytes();
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertEquals(List.of(), repository.models());
        assertEquals(List.of(), repository.models());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().startsWith(file + " "), warnings.getFirst());
        Files.write(file, whole);
        assertEquals(List.of("mine"), names(repository.models()));
        Files.delete(file);
        assertEquals(List.of(), repository.models());
    }

    @Test
    void anOpenModelGivesItsBytesAlignedAndReadOnly() throws Exception {
        Files.write(folder.resolve("a.tflite"), starter);
        ModelContent content = repository().find("starter").orElseThrow().open();
        MemorySegment bytes = content.bytes();
        assertEquals(0, bytes.address() % 16);
        assertTrue(bytes.isReadOnly());
        assertEquals(-1, bytes.mismatch(MemorySegment.ofArray(starter)));
        content.close();
        content.close();
        assertThrows(IllegalStateException.class, content::bytes);
        assertThrows(IllegalStateException.class, () -> bytes.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void aModelThatChangedSinceItWasFoundIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("a.tflite"), starter);
        Model model = repository().find("starter").orElseThrow();
        model.open().close();
        byte[] changed = starter.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        String message = assertThrows(ModelException.class, model::open).getMessage();
        assertTrue(
                message.startsWith(
                        "Model starter (%s) is not what it was: its SHA-256 should be %s but is "
                                .formatted(file, TinyDescriptor.sha256(starter))),
                message);
        Files.delete(file);
        assertEquals(
                "Model starter (%s) does not exist".formatted(file),
                assertThrows(ModelException.class, model::open).getMessage());
    }

    @Test
    void aFileThatSomebodyNamesIsLoaded() throws Exception {
        Path known = Files.write(temp.resolve("x.tflite"), second);
        assertEquals("second", repository().load(known).description().name());
        Path unknown =
                TinyModel.scores().labels("a", "b", "c").version("2").write(temp.resolve("y.bin"));
        Model model = repository().load(unknown);
        assertEquals("y", model.description().name());
        assertEquals("2", model.description().version());
        model.open().close();
    }

    @Test
    void aFileThatCannotBeLoadedIsASentence() throws Exception {
        Path empty = Files.createFile(temp.resolve("empty.tflite"));
        assertEquals(empty + " is empty", refusal(empty));
        assertEquals(
                temp.resolve("none.tflite") + " does not exist",
                refusal(temp.resolve("none.tflite")));
        assertEquals(temp + " is a folder, not a TensorFlow Lite model", refusal(temp));
        Path text = Files.writeString(temp.resolve("text.tflite"), "hello");
        assertEquals(text + " is not a TensorFlow Lite model: it has only 5 bytes", refusal(text));
    }

    @Test
    void aFileOfMoreThanTwoGigabytesIsRefusedUnread() {
        ByteSource huge =
                new ByteSource() {
                    @Override
                    public long size() {
                        return 3_000_000_000L;
                    }

                    @Override
                    public InputStream open() {
                        throw new AssertionError("it was read");
                    }
                };
        assertEquals(
                "a.tflite has 3,000,000,000 bytes, but a TensorFlow Lite model has at most 2 GB",
                assertThrows(ModelException.class, () -> OffHeapContent.read("a.tflite", huge))
                        .getMessage());
    }

    @Test
    void whatIsFetchedIsKeptInTheCache() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, starter.length);
                    exchange.getResponseBody().write(starter);
                    exchange.close();
                });
        server.start();
        try {
            describeWithUrl("http://localhost:%d/m".formatted(server.getAddress().getPort()));
            Model model = repository().fetch("starter", (from, here, total) -> {});
            assertEquals(cache.resolve("starter-1.0.0.tflite").toString(), model.origin());
            model.open().close();
        } finally {
            server.stop(0);
        }
        assertEquals(
                cache.resolve("starter-1.0.0.tflite").toString(),
                repository().fetch("starter", (from, here, total) -> {}).origin(),
                "the second time nobody is asked");
    }

    @Test
    void whatCannotBeFetchedSaysWhatWasTried() throws Exception {
        describeWithUrl("http://localhost:1/m");
        SearchingModelRepository repository = repository();
        assertEquals("localhost: not asked yet", repository.absent().getFirst().tried().getLast());
        String reason =
                assertThrows(
                                ModelException.class,
                                () -> repository.fetch("starter", (from, here, total) -> {}))
                        .getMessage();
        assertEquals(
                "starter 1.0.0 cannot be had from localhost: the connection was refused", reason);
        assertEquals(reason, repository.absent().getFirst().tried().getLast());
        assertEquals(
                "There is no model deeplab; known are starter",
                assertThrows(
                                ModelException.class,
                                () -> repository.fetch("deeplab", (from, here, total) -> {}))
                        .getMessage());
    }

    @Test
    void aModelWithoutAnAddressSaysWhereToPutItsFile() {
        assertEquals(
                "second has no address to be fetched from: put second.tflite into " + cache,
                assertThrows(
                                ModelException.class,
                                () -> repository().fetch("second", (from, here, total) -> {}))
                        .getMessage());
    }

    @Test
    void deeplabIsFoundWithAndWithoutItsMetadata() throws Exception {
        Path models = Path.of(System.getProperty("vitral.shared", "none"), "models");
        assumeTrue(
                Files.exists(models.resolve("deeplabv3.tflite")),
                "DeepLab's file is not in " + models);
        SearchingModelRepository repository = SearchingModelRepository.of(cache, models);
        Model deeplab = repository.find("deeplabv3").orElseThrow();
        assertTrue(deeplab.origin().endsWith("deeplabv3.tflite"), deeplab.origin());
        assertEquals(List.of("deeplabv3"), names(repository.models()));
        assertTrue(repository.preferenceNote().isEmpty());
        Model bare = repository.load(models.resolve("deeplabv3_without_metadata.tflite"));
        assertEquals("deeplabv3", bare.description().name());
        assertEquals(deeplab.description().labels(), bare.description().labels());
        for (String file : List.of("deeplabv3.tflite", "deeplabv3_without_metadata.tflite")) {
            assertEquals(
                    List.of(),
                    DescriptorCheck.disagreements(
                            Descriptors.shipped().find("deeplabv3").orElseThrow(),
                            models.resolve(file)));
        }
    }

    private void describeWithUrl(String url) throws Exception {
        descriptors =
                new Descriptors(
                        List.of(
                                new TinyDescriptor("starter")
                                        .url(url)
                                        .descriptor(temp.resolve("urls"), starter)));
    }

    private FoundModel bundled(byte[] bytes) throws Exception {
        Path file = Files.write(temp.resolve("in-bundle"), bytes);
        Descriptor descriptor = descriptors.find("starter").orElseThrow();
        return FoundModel.of(
                descriptor,
                descriptor.file(),
                "bundle",
                ByteSource.of(file),
                new VerifiedChecksums(cache));
    }

    private SearchingModelRepository repository() {
        return new SearchingModelRepository(
                () -> bundled,
                List.of(new ModelFolder(folder, "configuration")),
                cache,
                descriptors,
                new VerifiedChecksums(cache),
                warnings::add);
    }

    private String refusal(Path file) {
        return assertThrows(ModelException.class, () -> repository().load(file)).getMessage();
    }

    private static List<String> names(List<Model> models) {
        return models.stream().map(model -> model.description().name()).toList();
    }
}
