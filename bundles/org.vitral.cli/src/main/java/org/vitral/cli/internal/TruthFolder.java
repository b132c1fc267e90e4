// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of truths: each PNG below it is that of the photograph with its path and name. */
final class TruthFolder {

    private static final String SUFFIX = ".png";

    /** A truth and how messages call it. */
    record Truth(Path file, String shown) {}

    private final String argument;
    private final Path root;
    private final Map<String, Truth> left = new TreeMap<>();
    private final List<Truth> doubles = new ArrayList<>();
    private final Map<String, String> takers = new HashMap<>();

    private TruthFolder(String argument, Path root) {
        this.argument = argument.replaceAll("(?<=.)[/\\\\]+$", "");
        this.root = root;
    }

    /**
     * Looks what is in a folder and below it.
     *
     * @throws FailureException if it cannot be read
     */
    static TruthFolder open(String argument) throws FailureException {
        try {
            TruthFolder folder =
                    new TruthFolder(argument, Path.of(argument).toAbsolutePath().normalize());
            if (!Files.isDirectory(folder.root)) {
                throw new FailureException(
                        argument,
                        Files.exists(folder.root)
                                ? "This is a file and not a folder of truths"
                                : "There is no such folder of truths",
                        null);
            }
            folder.list();
            return folder;
        } catch (InvalidPathException | IOException e) {
            throw new FailureException(argument, e);
        } catch (java.io.UncheckedIOException e) {
            throw new FailureException(argument, e.getCause());
        }
    }

    private void list() throws IOException {
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            walk.filter(TruthFolder::isTruth).sorted().forEach(this::add);
        }
    }

    private static boolean isTruth(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
                && !name.startsWith(".")
                && Files.isRegularFile(file);
    }

    private void add(Path file) {
        String path = root.relativize(file).toString().replace('\\', '/');
        Truth truth = new Truth(file, argument + "/" + path);
        if (left.putIfAbsent(withoutExtension(path), truth) != null) {
            doubles.add(truth);
        }
    }

    /** Whether a file lies in this folder. */
    boolean contains(Path file) {
        return file.startsWith(root);
    }

    /** Whether this is that very folder. */
    boolean is(Path folder) {
        return folder.equals(root);
    }

    /**
     * Takes the truth of a photograph; no other photograph gets it any more.
     *
     * @throws IOException if there is none
     */
    Truth take(Photograph photograph) throws IOException {
        String name = withoutExtension(photograph.item().name());
        Optional<String> taker = Optional.ofNullable(takers.putIfAbsent(name, photograph.shown()));
        Truth truth = left.remove(name);
        if (truth != null) {
            return truth;
        }
        throw new IOException(
                taker.isPresent()
                        ? "Its truth would be that of %s".formatted(taker.get())
                        : "There is no truth %s/%s%s for it".formatted(argument, name, SUFFIX));
    }

    /** The truths that no photograph took. */
    Collection<Truth> left() {
        List<Truth> all = new ArrayList<>(left.values());
        all.addAll(doubles);
        return all;
    }

    /** A name, with the folders before it, without its extension. */
    private static String withoutExtension(String image) {
        int name = image.lastIndexOf('/') + 1;
        int dot = image.lastIndexOf('.');
        return dot > name ? image.substring(0, dot) : image;
    }
}
