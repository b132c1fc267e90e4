// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * With the start cache all bundles' classes come from one class loader. That is only the same as
 * one for each bundle while no two of them have different classes of one name.
 */
class ConnectedBundlesIT {

    @Test
    void noClassOrResourceIsThereInTwoVersions() throws Exception {
        Distribution distribution = new Distribution(BuiltDistribution.HOME);
        List<Path> jars = new ArrayList<>(distribution.libraries());
        for (Path bundle : distribution.featureBundlesFor("")) {
            if (Distribution.holdsClasses(bundle)) {
                jars.add(bundle);
            }
        }
        Map<String, byte[]> seen = new HashMap<>();
        List<String> different = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    if (entry.isDirectory() || isOfTheJar(entry.getName())) {
                        continue;
                    }
                    byte[] content;
                    try (InputStream in = file.getInputStream(entry)) {
                        content = in.readAllBytes();
                    }
                    byte[] other = seen.putIfAbsent(entry.getName(), content);
                    if (other != null && !Arrays.equals(other, content)) {
                        different.add(entry.getName() + " in " + jar.getFileName());
                    }
                }
            }
        }
        assertEquals(List.of(), different);
        assertTrue(seen.containsKey("org/vitral/segmentation/Segmenter.class"));
    }

    /** What describes the jar itself, and is looked for by nobody through a class loader. */
    private static boolean isOfTheJar(String name) {
        return name.equals("module-info.class")
                || name.startsWith("META-INF/") && !name.startsWith("META-INF/services/");
    }

    @Test
    void theBundlesOfModelsAreNotOnTheClassPath() throws Exception {
        BuiltDistribution.assumeAnyModel();
        for (Path bundle : new Distribution(BuiltDistribution.HOME).featureBundlesFor("")) {
            if (bundle.toString().contains("/org/vitral/models/")) {
                assertFalse(Distribution.holdsClasses(bundle), bundle.toString());
            }
        }
    }

    @Test
    void theScriptStartsJavaWithTheSameOptions() throws Exception {
        String script = Files.readString(BuiltDistribution.HOME.resolve("bin/vitral"));
        for (String option : StartCache.OPTIONS) {
            // The log of a cache matters only where there is one.
            assertTrue(option.startsWith("-Xlog:") || script.contains(option), option);
        }
    }
}
