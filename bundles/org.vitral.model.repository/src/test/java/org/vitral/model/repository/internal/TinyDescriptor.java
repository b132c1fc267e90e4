// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Makes folders with a descriptor, its label map and licence, for a file of {@link TinyModel}. */
final class TinyDescriptor {
    private final String name;
    private String version = "1.0.0";
    private int preference = 10;
    private String url = "";
    private String kind = "scores";
    private String golden = "";

    TinyDescriptor(String name) {
        this.name = name;
    }

    TinyDescriptor version(String text) {
        this.version = text;
        return this;
    }

    TinyDescriptor preference(int number) {
        this.preference = number;
        return this;
    }

    TinyDescriptor url(String address) {
        this.url = ", \"url\": \"%s\"".formatted(address);
        return this;
    }

    TinyDescriptor kind(String text) {
        this.kind = text;
        return this;
    }

    /** A golden image of 3 x 2 pixels, and run lengths of one class. */
    TinyDescriptor golden(String image, String label, String runs) {
        this.golden =
                ", \"golden\": [{\"image\": \"%s\", \"width\": 3, \"height\": 2, \"mask\": {\"%s\": \"%s\"}}]"
                        .formatted(image, label, runs);
        return this;
    }

    /** Writes the folder below a parent. */
    Path write(Path parent, byte[] model) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.writeString(folder.resolve("model.json"), json(model));
        Files.writeString(folder.resolve("labels.txt"), "background\ncat\ndog\n");
        Files.writeString(folder.resolve("LICENSE"), "Do as you like.\n");
        return folder;
    }

    Descriptor descriptor(Path parent, byte[] model) throws IOException {
        return DescriptorReader.read(write(parent, model));
    }

    String json(byte[] model) {
        return """
               {
                 "schema": 1, "name": "%s", "version": "%s", "title": "Tiny %s", "scope": "it knows pets",
                 "license": "MIT", "holder": "Nobody", "preference": %d,
                 "files": [{"name": "%s.tflite", "size": %d, "sha256": "%s"%s}],
                 "input": {"width": 8, "height": 6, "mean": [0], "std": [255]},
                 "output": {"index": 0, "kind": "%s", "activation": "softmax", "width": 8, "height": 6},
                 "labels": "labels.txt"%s
               }
               """
                .formatted(
                        name,
                        version,
                        name,
                        preference,
                        name,
                        model.length,
                        sha256(model),
                        url,
                        kind,
                        golden);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }
}
