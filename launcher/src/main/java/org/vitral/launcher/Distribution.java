// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.ID;

/**
 * The folder of a distribution: {@code features/*.json} in the format of OSGi Features (Compendium
 * 8.1, chapter 159), {@code repository/} with the bundles in Maven's layout, and {@code dropins/}
 * with bundles that the user adds.
 *
 * @param home the folder
 */
record Distribution(Path home) {

    private static final String DROPINS = "dropins";

    private static final String WEBP = "webp";

    /**
     * The bundles of all features, each once, in the order of the features' names; then the
     * drop-ins.
     */
    List<Path> bundles() throws LaunchException {
        return withDropins(bundlesOf(features()));
    }

    /** Those of {@link #bundles()} that a command line needs. */
    List<Path> bundlesFor(String... words) throws LaunchException {
        return withDropins(featureBundlesFor(words));
    }

    /** Whether a command line needs bundles that others do not. */
    static boolean hasOwnFeatures(String... words) {
        return isShell(words) || isFormat(WEBP, words);
    }

    /** Those of {@link #bundlesFor} that features name. */
    List<Path> featureBundlesFor(String... words) throws LaunchException {
        List<Path> features = new ArrayList<>(features());
        features.removeIf(feature -> !isNeeded(feature, words));
        return bundlesOf(features);
    }

    /** Some features only some command lines need; all others start without them. */
    private static boolean isNeeded(Path feature, String... words) {
        return switch (feature.getFileName().toString()) {
            case "vitral-shell.json" -> isShell(words);
            // Whoever is at the shell may ask for it later.
            case "vitral-webp.json" -> isShell(words) || isFormat(WEBP, words);
            default -> true;
        };
    }

    private static boolean isShell(String... words) {
        return words.length > 0 && words[0].equals("shell");
    }

    /** Whether a word is a list with this format, as in {@code --export mask,webp}. */
    private static boolean isFormat(String format, String... words) {
        for (String word : words) {
            for (String name : word.substring(word.indexOf('=') + 1).split(",")) {
                if (name.strip().equals(format)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Path> bundlesOf(List<Path> features) throws LaunchException {
        if (features.isEmpty()) {
            throw new LaunchException("There is no feature in " + home.resolve("features"));
        }
        Set<Path> bundles = new LinkedHashSet<>();
        for (Path feature : features) {
            bundles.addAll(bundles(feature));
        }
        return List.copyOf(bundles);
    }

    /** Bundles of features, and behind them those that the user adds. */
    List<Path> withDropins(List<Path> bundles) throws LaunchException {
        Set<Path> all = new LinkedHashSet<>(bundles);
        all.addAll(files(DROPINS, "*.jar"));
        return List.copyOf(all);
    }

    /** Whether a bundle is the user's own, and not one of this program. */
    static boolean isDropin(Path bundle) {
        return bundle.toAbsolutePath().getParent().endsWith(DROPINS);
    }

    /** The feature files, by name. */
    List<Path> features() throws LaunchException {
        return files("features", "*.json");
    }

    /** The jars of the launcher itself, by name. */
    List<Path> libraries() throws LaunchException {
        return files("lib", "*.jar");
    }

    /**
     * Whether a bundle has something that class loaders look for: classes, or what a fragment adds
     * to its host. The bundle of a model has neither.
     */
    static boolean holdsClasses(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest != null
                            && manifest.getMainAttributes().getValue("Fragment-Host") != null
                    || jar.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
        }
    }

    /** The bundles of one feature. */
    List<Path> bundles(Path feature) throws LaunchException {
        List<Path> bundles = new ArrayList<>();
        for (FeatureBundle bundle : read(feature).getBundles()) {
            bundles.add(find(feature, bundle.getID()));
        }
        return bundles;
    }

    private static Feature read(Path file) throws LaunchException {
        try (Reader json = Files.newBufferedReader(file)) {
            Feature feature = new FeatureServiceImpl().readFeature(json);
            if (!feature.getConfigurations().isEmpty()) {
                throw new LaunchException(
                        "The feature %s has configurations, and this launcher starts bundles only"
                                .formatted(file));
            }
            return feature;
        } catch (IOException | RuntimeException failure) {
            throw new LaunchException(
                    "The feature %s cannot be read: %s".formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private Path find(Path feature, ID id) throws LaunchException {
        Path bundle =
                home.resolve("repository")
                        .resolve(id.getGroupId().replace('.', '/'))
                        .resolve(id.getArtifactId())
                        .resolve(id.getVersion())
                        .resolve(id.getArtifactId() + "-" + id.getVersion() + ".jar");
        if (!Files.isRegularFile(bundle)) {
            throw new LaunchException(
                    "The bundle %s of the feature %s is not there".formatted(bundle, feature));
        }
        return bundle;
    }

    private List<Path> files(String folder, String pattern) throws LaunchException {
        Path directory = home.resolve(folder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            Set<Path> sorted = new TreeSet<>();
            entries.forEach(sorted::add);
            return new ArrayList<>(sorted);
        } catch (IOException failure) {
            throw new LaunchException(
                    "The folder %s cannot be read: %s".formatted(directory, failure.getMessage()),
                    failure);
        }
    }
}
