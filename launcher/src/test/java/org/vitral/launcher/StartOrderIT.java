// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

class StartOrderIT {

    @TempDir private Path output;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPhotographIsSegmentedWhateverTheOrderThatBundlesStartIn(long seed) throws Exception {
        BuiltDistribution.assumeAnyModel();
        Path photograph = BuiltDistribution.cat();
        Random order = new Random(seed);
        List<Path> files = new ArrayList<>(BuiltDistribution.bundles());
        Collections.shuffle(files, order);
        try (FeatureFramework framework = new FeatureFramework()) {
            List<Bundle> bundles = framework.install(files);
            Collections.shuffle(bundles, order);
            framework.start(bundles);
            int exit =
                    framework
                            .command("vitral")
                            .applyAsInt(
                                    new String[] {
                                        "segment",
                                        photograph.toString(),
                                        "--output",
                                        output.toString()
                                    });
            assertEquals(0, exit, "with the seed " + seed);
            assertTrue(Files.isRegularFile(output.resolve("chelsea.mask.png")));
        }
    }
}
