// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.vitral.model.ModelException;
import org.vitral.model.repository.internal.Descriptor;
import org.vitral.model.repository.internal.ModelFolder;
import org.vitral.model.repository.internal.VerifiedChecksums;

class BuildModelsTest {
    @TempDir Path temp;
    private Path models;
    private Path files;
    private Path cache;
    private Path target;
    private String npm = "no-such-npm";
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeEach
    void makeFolders() throws Exception {
        models = Files.createDirectories(temp.resolve("models"));
        files = Files.createDirectories(temp.resolve("files"));
        cache = temp.resolve("cache");
        target = temp.resolve("target");
    }

    @Test
    void whatIsInAFolderIsBuilt() throws Exception {
        Files.write(files.resolve("some.tflite"), model(1));
        describe("one", 5, model(1), "");
        assertEquals(List.of("one"), build());
        assertTrue(Files.exists(jar("one")));
        assertArrayEquals(model(1), Files.readAllBytes(target.resolve("files/one.tflite")));
        assertEquals(
                """
                {
                  "feature-resource-version": "1.0",
                  "id": "org.vitral:vitral-models:1.2.3",
                  "name": "Vitral models",
                  "description": "The models whose files this build could get.",
                  "bundles": [
                    {
                      "id": "org.vitral.models:one:1.0.0"
                    }
                  ]
                }
                """,
                Files.readString(target.resolve("features/vitral-models.json")));
        assertEquals("vitral models: the default is one 1.0.0: it knows pets", lines().getLast());
    }

    @Test
    void whatCannotBeHadIsLeftOutWithEverythingThatWasTried() throws Exception {
        Files.write(files.resolve("two.tflite"), model(2));
        describe("one", 9, model(1), npm("a/b.tflite"));
        describe("two", 5, model(2), "");
        assertEquals(List.of("two"), build());
        assertEquals(
                List.of(
                        "vitral models: one 1.0.0 is left out: %s (test): no file in it has its checksum; %s (local cache): there is no such folder; npm package @pets/tiny 1.0.0: there is no npm on the path"
                                .formatted(files, cache),
                        "vitral models: the default is two 1.0.0: it knows pets"),
                lines());
    }

    @Test
    void withoutAnyModelTheBuildGoesOn() throws Exception {
        describe("one", 9, model(1), ", \"url\": \"http://localhost:1/one.tflite\"");
        assertEquals(List.of(), build());
        assertTrue(
                lines().get(1)
                        .endsWith("one cannot be had from localhost: the connection was refused"),
                lines().get(1));
        assertEquals(
                "vitral models: there is no default model, as none could be had",
                lines().getLast());
        assertTrue(Files.readString(target.resolve("features/vitral-models.json")).contains("[]"));
    }

    @Test
    void whatIsBuiltIsKeptAlsoWhenItsFileGoes() throws Exception {
        Path file = Files.write(files.resolve("some.tflite"), model(1));
        describe("one", 5, model(1), "");
        build();
        Files.setLastModifiedTime(jar("one"), FileTime.fromMillis(0));
        Files.delete(file);
        assertEquals(List.of("one"), build());
        assertEquals(0, Files.getLastModifiedTime(jar("one")).toMillis());
    }

    @Test
    void aDamagedBundleIsBuiltAgain() throws Exception {
        Files.write(files.resolve("some.tflite"), model(1));
        describe("one", 5, model(1), "");
        build();
        byte[] good = Files.readAllBytes(jar("one"));
        Files.write(jar("one"), new byte[100]);
        build();
        assertArrayEquals(good, Files.readAllBytes(jar("one")));
    }

    @Test
    void aDescriptorThatDisagreesWithItsFileEndsTheBuild() throws Exception {
        Files.write(files.resolve("some.tflite"), model(1));
        Path folder = describe("one", 5, model(1), "");
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"width\": 8", "\"width\": 9"));
        String message = assertThrows(ModelException.class, this::build).getMessage();
        assertTrue(message.startsWith("The descriptor of one disagrees with "), message);
        assertTrue(
                message.contains("input width is 9 in the descriptor but 8 in the file"), message);
        assertFalse(Files.exists(jar("one")));
    }

    @Test
    void aFileOfAnNpmPackageIsExtractedOnceAndKeptInTheCache() throws Exception {
        npmClient("exit 0");
        describe("one", 5, model(1), npm("a/b.tflite"));
        assertEquals(List.of("one"), build());
        assertArrayEquals(model(1), Files.readAllBytes(cache.resolve("one-1.0.0.tflite")));
        assertEquals(1, packed());
        target = temp.resolve("another target");
        assertEquals(List.of("one"), build());
        assertEquals(1, packed(), "the second build asks nobody");
        assertFalse(Files.exists(target.resolve("npm")));
    }

    @Test
    void twoModelsOfOnePackageArePackedOnce() throws Exception {
        npmClient("exit 0");
        describe("one", 5, model(1), npm("a/b.tflite"));
        describe("two", 4, model(2), npm("a/c.tflite"));
        assertEquals(List.of("one", "two"), build());
        assertEquals(1, packed());
    }

    @Test
    void whatNpmSaysIsTheReason() throws Exception {
        npmClient("echo 'npm error code ENOTFOUND' >&2; echo 'npm error more' >&2; exit 1");
        describe("one", 5, model(1), npm("a/b.tflite"));
        assertEquals(List.of(), build());
        assertTrue(
                lines().getFirst().endsWith("npm package @pets/tiny 1.0.0: npm says ENOTFOUND"),
                lines().getFirst());
    }

    @Test
    void aPackageWithoutTheFileOrWithAnotherIsSaid() throws Exception {
        npmClient("exit 0");
        describe("one", 5, model(1), npm("a/c.tflite"));
        describe("two", 5, model(2), npm("nowhere.tflite"));
        assertEquals(List.of(), build());
        assertTrue(lines().get(0).endsWith(": its file is another"), lines().get(0));
        assertTrue(lines().get(1).endsWith(": it has no file nowhere.tflite"), lines().get(1));
        assertFalse(Files.exists(cache.resolve("one-1.0.0.tflite")));
    }

    private List<String> build() throws IOException {
        VerifiedChecksums verified = new VerifiedChecksums(cache);
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        try (NpmPackages packages = new NpmPackages(target.resolve("npm"), false, npm)) {
            ModelSearch search =
                    new ModelSearch(
                            List.of(new ModelFolder(files, "test")),
                            cache,
                            verified,
                            packages,
                            false,
                            out);
            return new BuildModels(models, Map.of(), target, search, verified, out)
                    .run("1.2.3").stream().map(Descriptor::name).toList();
        }
    }

    private List<String> lines() {
        return messages.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path jar(String name) {
        return target.resolve(
                "repository/org/vitral/models/%1$s/1.0.0/%1$s-1.0.0.jar".formatted(name));
    }

    private static String npm(String path) {
        return ", \"npm\": {\"package\": \"@pets/tiny\", \"version\": \"1.0.0\", \"path\": \"%s\"}"
                .formatted(path);
    }

    /**
     * A program that packs as npm does: it writes a package of two models and a log, and ends so.
     */
    private void npmClient(String end) throws Exception {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "the npm of this test is a shell script");
        Path archive = temp.resolve("tiny.tgz");
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            add(tar, "package/package.json", "{}".getBytes(StandardCharsets.UTF_8));
            add(tar, "package/a/b.tflite", model(1));
            add(tar, "package/a/c.tflite", model(2));
        }
        Path script = temp.resolve("npm");
        Files.writeString(
                script,
                """
                #!/bin/sh
                echo "$1 $2" >> '%s'
                cp '%s' "${3#--pack-destination=}/pets-tiny-1.0.0.tgz"
                %s
                """
                        .formatted(temp.resolve("npm.log"), archive, end));
        assertTrue(script.toFile().setExecutable(true));
        npm = script.toString();
    }

    private int packed() throws IOException {
        List<String> calls = Files.readAllLines(temp.resolve("npm.log"));
        calls.forEach(call -> assertEquals("pack @pets/tiny@1.0.0", call));
        return calls.size();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] bytes)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private Path describe(String name, int preference, byte[] model, String source)
            throws Exception {
        Path folder = Files.createDirectories(models.resolve(name));
        Files.writeString(folder.resolve("LICENSE"), "Do as you like.\n");
        Files.writeString(folder.resolve("labels.txt"), "background\ncat\ndog\n");
        Files.writeString(
                folder.resolve("model.json"),
                """
                {
                  "schema": 1, "name": "%s", "version": "1.0.0", "title": "Tiny", "scope": "it knows pets",
                  "license": "MIT", "holder": "Nobody", "preference": %d,
                  "files": [{"name": "m.tflite", "size": %d, "sha256": "%s"%s}],
                  "input": {"width": 8, "height": 6, "mean": [0], "std": [255]},
                  "output": {"index": 0, "kind": "scores", "activation": "softmax", "width": 8, "height": 6},
                  "labels": "labels.txt"
                }
                """
                        .formatted(name, preference, model.length, sha256(model), source));
        return folder;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** A model of an 8 x 6 image and three classes; models of other numbers are other files. */
    private static byte[] model(int number) {
        BufferT weights = new BufferT();
        weights.setData(new int[] {number, number, number, number});
        List<TensorT> tensors = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            TensorT tensor = new TensorT();
            tensor.setShape(new int[] {1, 6, 8, 3});
            tensor.setName("tensor " + i);
            tensors.add(tensor);
        }
        SubGraphT graph = new SubGraphT();
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setInputs(new int[] {0});
        graph.setOutputs(new int[] {1});
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setBuffers(new BufferT[] {new BufferT(), weights});
        model.setSubgraphs(new SubGraphT[] {graph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }
}
