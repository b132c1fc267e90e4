// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
