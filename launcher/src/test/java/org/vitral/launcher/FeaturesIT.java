// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Each feature, with those that it says it needs, works in a framework that has nothing else. */
class FeaturesIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vitral-runtime | org.osgi.service.cm.ConfigurationAdmin",
                "vitral-runtime vitral-segmentation | org.vitral.segmentation.Delegates",
                "vitral-runtime vitral-segmentation | org.vitral.model.ModelRepository",
                "vitral-runtime vitral-segmentation | org.vitral.tflite.runtime.DelegateProvider",
                "vitral-runtime vitral-segmentation vitral-files | org.vitral.image.ImageSource",
                "vitral-runtime vitral-segmentation vitral-files | org.vitral.render.Renderer",
                "vitral-runtime vitral-segmentation vitral-files | org.vitral.export.Exporter",
                "vitral-runtime vitral-segmentation vitral-files vitral-cli |"
                        + " java.util.function.ToIntFunction",
                "vitral-runtime vitral-segmentation vitral-shell |"
                        + " org.apache.felix.service.command.Function",
                "vitral-runtime vitral-segmentation vitral-webp | org.vitral.export.Exporter",
                "vitral-runtime vitral-segmentation vitral-webp | org.vitral.export.ImageEncoder",
                "vitral-runtime vitral-segmentation vitral-models |"
                        + " org.vitral.model.ModelRepository"
            })
    void aFeatureStartsAndOffersItsService(String features, String service) throws Exception {
        try (FeatureFramework framework = new FeatureFramework()) {
            List<Bundle> bundles = framework.install(bundles(features.split(" ")));
            framework.start(bundles);
            assertAllWork(bundles);
            assertNotNull(
                    framework.context().getAllServiceReferences(service, null),
                    service + " is not offered");
        }
    }

    /** What a list of exporters, renderers and targets is made of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.vitral.export.Exporter",
                "org.vitral.export.SeriesExporter",
                "org.vitral.export.ExportTargetProvider",
                "org.vitral.export.ImageEncoder",
                "org.vitral.render.Renderer"
            })
    void allThatIsListedSaysInASentenceWhatItIs(String service) throws Exception {
        try (FeatureFramework framework = new FeatureFramework()) {
            framework.start(framework.install(BuiltDistribution.bundles()));
            ServiceReference<?>[] offered =
                    framework.context().getAllServiceReferences(service, null);
            assertNotNull(offered, service + " is not offered");
            List<String> silent =
                    Stream.of(offered)
                            .filter(
                                    one ->
                                            !(one.getProperty(Constants.SERVICE_DESCRIPTION)
                                                            instanceof String text)
                                                    || text.isBlank())
                            .map(one -> String.valueOf(one.getProperty("component.name")))
                            .toList();
            assertEquals(List.of(), silent);
        }
    }

    @Test
    void everyBundleOfTheRepositoryIsInAFeatureButWhatExtendersTestWith() throws Exception {
        List<Path> installed = BuiltDistribution.bundles();
        try (Stream<Path> files = Files.walk(BuiltDistribution.HOME.resolve("repository"))) {
            List<Path> unused =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .filter(file -> !installed.contains(file))
                            .filter(file -> !file.toString().contains("org.vitral.contract"))
                            .toList();
            assertEquals(List.of(), unused);
        }
    }

    @Test
    void noBundleOfOursExportsAnInternalPackage() throws Exception {
        try (FeatureFramework framework = new FeatureFramework()) {
            for (Bundle bundle : framework.install(BuiltDistribution.bundles())) {
                String exports = bundle.getHeaders().get(Constants.EXPORT_PACKAGE);
                if (bundle.getSymbolicName().startsWith("org.vitral.") && exports != null) {
                    assertFalse(exports.contains(".internal"), bundle.getSymbolicName());
                }
            }
        }
    }

    /** Fragments for other platforms stay as they were installed; all else is up. */
    private static void assertAllWork(List<Bundle> bundles) {
        boolean natives = false;
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
            } else if (bundle.getState() == Bundle.RESOLVED) {
                assertFalse(natives, "Two native fragments are attached");
                natives = true;
            } else {
                assertEquals(Bundle.INSTALLED, bundle.getState(), bundle.getSymbolicName());
            }
            assertNotEquals(Bundle.UNINSTALLED, bundle.getState());
        }
        boolean host =
                bundles.stream()
                        .anyMatch(bundle -> bundle.getSymbolicName().equals("org.vitral.tflite"));
        assertTrue(natives || !host, "No native fragment fits this platform");
    }

    /** The bundles of some features. */
    static List<Path> bundles(String... features) throws IOException, LaunchException {
        List<Path> bundles = new ArrayList<>();
        Distribution distribution = new Distribution(BuiltDistribution.HOME);
        for (String feature : features) {
            bundles.addAll(
                    distribution.bundles(
                            BuiltDistribution.HOME.resolve("features/" + feature + ".json")));
        }
        return bundles;
    }
}
