// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the library of the GPU delegate is looked for.
 *
 * @param fileName what it is called on this system
 * @param places the well-known places, the first one preferred
 */
record LibraryPlaces(String fileName, List<Place> places) {

    private static final String HOW_TO_NAME =
            "library in the configuration %s, or -D%s=PATH"
                    .formatted(GpuDelegateProvider.PID, NamedLibrary.PROPERTY);

    /** A place as a person knows it, and the folders that it stands for. */
    record Place(String name, List<Path> folders) {}

    /** The places of this system. */
    static LibraryPlaces current() {
        return of(System::getProperty, System::getenv);
    }

    /** The places for these system properties and this environment. */
    static LibraryPlaces of(UnaryOperator<String> property, UnaryOperator<String> environment) {
        String system = property.apply("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return new LibraryPlaces(
                    "tensorflowlite_gpu_delegate.dll", List.of(variable("PATH", environment)));
        }
        if (system.startsWith("mac")) {
            return new LibraryPlaces(
                    "libtensorflowlite_gpu_delegate.dylib",
                    List.of(
                            variable("DYLD_LIBRARY_PATH", environment),
                            folder("/usr/local/lib"),
                            folder("/opt/homebrew/lib")));
        }
        return new LibraryPlaces(
                "libtensorflowlite_gpu_delegate.so",
                List.of(
                        variable("LD_LIBRARY_PATH", environment),
                        folder("/usr/local/lib"),
                        folder("/usr/lib/" + multiarch(property.apply("os.arch"))),
                        folder("/usr/lib64"),
                        folder("/usr/lib")));
    }

    /** What Debian and its kin call the processor. */
    private static String multiarch(String arch) {
        return (arch.equals("amd64") ? "x86_64" : arch) + "-linux-gnu";
    }

    private static Place folder(String path) {
        return new Place(path, List.of(Path.of(path)));
    }

    /** Only absolute folders: what lies in the current one is not to be trusted. */
    private static Place variable(String name, UnaryOperator<String> environment) {
        String value = Optional.ofNullable(environment.apply(name)).orElse("");
        return new Place(
                "$" + name,
                Stream.of(value.split(File.pathSeparator))
                        .filter(part -> !part.isBlank())
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .toList());
    }

    /**
     * The library: the named one, else the first one that lies in a well-known place.
     *
     * @param named its path, or empty
     * @throws IllegalStateException if it is not there: where it was looked for, and what to do
     */
    Path find(String named) {
        if (!named.isBlank()) {
            return named(Path.of(named.strip()).toAbsolutePath());
        }
        List<Path> candidates = new ArrayList<>();
        for (Place place : places) {
            place.folders().forEach(folder -> candidates.add(folder.resolve(fileName)));
        }
        return candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "There is no GPU delegate library: looked for %s in %s; build it from TensorFlow Lite's sources and name it (%s), or use --delegate xnnpack"
                                                .formatted(fileName, names(), HOW_TO_NAME)));
    }

    private static Path named(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "There is no GPU delegate library %s: correct the path (%s), or use --delegate xnnpack"
                            .formatted(file, HOW_TO_NAME));
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "%s is not a file: name the GPU delegate library itself (%s), or use --delegate xnnpack"
                            .formatted(file, HOW_TO_NAME));
        }
        return file;
    }

    private String names() {
        return places.stream().map(Place::name).collect(Collectors.joining(", "));
    }
}
