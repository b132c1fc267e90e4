// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

    @TempDir private Path home;

    @Test
    void aFeatureWithConfigurationsIsRefusedInASentence() throws IOException {
        Path features = Files.createDirectories(home.resolve("features"));
        Path feature =
                Files.writeString(
                        features.resolve("configured.json"),
                        """
                        {
                          "feature-resource-version": "1.0",
                          "id": "org.vitral:configured:1.0",
                          "bundles": [],
                          "configurations": {"org.vitral.delegate.xnnpack": {"threads": 2}}
                        }
                        """);
        LaunchException refused =
                assertThrows(LaunchException.class, () -> new Distribution(home).bundles());
        assertEquals(
                "The feature %s has configurations, and this launcher starts bundles only"
                        .formatted(feature),
                refused.getMessage());
    }

    @Test
    void theShellsFeatureIsLoadedForItsCommandOnly() throws Exception {
        Distribution distribution = with("vitral-cli", "vitral-shell");
        assertEquals(List.of("vitral-cli-1.0.jar"), names(distribution.bundlesFor("segment")));
        assertEquals(List.of("vitral-cli-1.0.jar"), names(distribution.bundlesFor()));
        assertEquals(
                List.of("vitral-cli-1.0.jar", "vitral-shell-1.0.jar"),
                names(distribution.bundlesFor("shell")));
        assertEquals(distribution.bundlesFor("shell"), distribution.bundles());
    }

    @Test
    void theFeatureForWebpIsLoadedWhereItsNameIsAWordOfTheCommandLine() throws Exception {
        Distribution distribution = with("vitral-cli", "vitral-webp");
        for (String words :
                List.of(
                        "segment b.jpg --export webp",
                        "segment b.jpg --export=mask,webp",
                        "segment b.jpg --export webp,json",
                        "shell")) {
            assertEquals(
                    List.of("vitral-cli-1.0.jar", "vitral-webp-1.0.jar"),
                    names(distribution.bundlesFor(words.split(" "))),
                    words);
        }
        for (String words :
                List.of("", "models", "segment b.webp", "segment b.jpg --export mask,tiff")) {
            assertEquals(
                    List.of("vitral-cli-1.0.jar"),
                    names(distribution.bundlesFor(words.split(" "))),
                    words);
        }
    }

    /** A distribution of these features, each with a bundle of its name. */
    private Distribution with(String... names) throws IOException {
        Path features = Files.createDirectories(home.resolve("features"));
        for (String name : names) {
            Files.writeString(
                    features.resolve(name + ".json"),
                    """
                    {
                      "feature-resource-version": "1.0",
                      "id": "org.vitral:%1$s:1.0",
                      "bundles": [{"id": "org.acme:%1$s:1.0"}]
                    }
                    """
                            .formatted(name));
            Path folder =
                    Files.createDirectories(home.resolve("repository/org/acme/" + name + "/1.0"));
            Files.createFile(folder.resolve(name + "-1.0.jar"));
        }
        return new Distribution(home);
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
