// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.vitral.model.ModelException;

/** The models that are known by a descriptor, the most preferred first. */
public record Descriptors(List<Descriptor> all) {

    /** A descriptor and the one file of it that is meant. */
    record Match(Descriptor descriptor, ModelFile file) {}

    public Descriptors {
        all =
                all.stream()
                        .sorted(
                                Comparator.comparingInt(Descriptor::preference)
                                        .reversed()
                                        .thenComparing(Descriptor::name))
                        .toList();
    }

    /** Those that are inside this bundle, read at the first call. */
    public static Descriptors shipped() {
        return Shipped.DESCRIPTORS;
    }

    /** The model that is the default where its file is here. */
    Optional<Descriptor> starter() {
        return all.stream().findFirst();
    }

    Optional<Descriptor> find(String name) {
        return all.stream().filter(descriptor -> descriptor.name().equals(name)).findFirst();
    }

    Optional<Match> find(ChecksummedBytes bytes) {
        for (Descriptor descriptor : all) {
            for (ModelFile file : descriptor.files()) {
                if (file.size() == bytes.size() && bytes.matches(file.sha256())) {
                    return Optional.of(new Match(descriptor, file));
                }
            }
        }
        return Optional.empty();
    }

    private static final class Shipped {
        static final Descriptors DESCRIPTORS = read();

        private static Descriptors read() {
            List<Descriptor> descriptors = new ArrayList<>();
            try {
                for (String folder : folders()) {
                    descriptors.add(
                            DescriptorReader.read(
                                    "models/" + folder, name -> open(folder + "/" + name)));
                }
            } catch (ModelException e) {
                throw new IllegalStateException("A descriptor of this bundle is broken", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Descriptors(descriptors);
        }

        /** The list that the build makes, as a class loader cannot list a folder. */
        private static List<String> folders() throws IOException {
            try (InputStream index = open("index")) {
                String names = new String(index.readAllBytes(), StandardCharsets.UTF_8);
                return Arrays.stream(names.split(",")).map(String::strip).toList();
            }
        }

        private static InputStream open(String name) throws IOException {
            InputStream stream = Descriptors.class.getResourceAsStream("/descriptors/" + name);
            if (stream == null) {
                throw new FileNotFoundException(name);
            }
            return stream;
        }
    }
}
