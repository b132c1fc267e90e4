// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start remembers, and when it notices that this holds no more. */
class StartPlanTest {

    @TempDir private Path folder;

    private Path home;
    private Path java;
    private Path code;
    private Path model;
    private Distribution distribution;

    @BeforeEach
    void writeDistribution() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        java = folder.resolve("java");
        Files.createDirectories(java.resolve("lib"));
        Files.writeString(java.resolve("lib/modules"), "modules");
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/launcher.jar"), "launcher");
        code = writeJar("org.code", "a/A.class");
        model = writeJar("org.model", "model.json");
        writeFeature("one", "org.code", "org.model");
        distribution = new Distribution(home);
    }

    private Path writeJar(String id, String entry) throws IOException {
        Path jar = home.resolve("repository/g/%s/1.0/%s-1.0.jar".formatted(id, id));
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
        }
        return jar;
    }

    private void writeFeature(String name, String... ids) throws IOException {
        StringBuilder bundles = new StringBuilder();
        for (String id : ids) {
            bundles.append(bundles.isEmpty() ? "" : ",")
                    .append("{\"id\": \"g:%s:1.0\"}".formatted(id));
        }
        Files.createDirectories(home.resolve("features"));
        Files.writeString(
                home.resolve("features/" + name + ".json"),
                """
                {"feature-resource-version": "1.0", "id": "g:%s:1.0", "bundles": [%s]}
                """
                        .formatted(name, bundles));
    }

    private StartPlan written() throws Exception {
        Path file = folder.resolve("written.plan");
        StartPlan.of(distribution, java).write(file);
        return StartPlan.read(file).orElseThrow();
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead() throws Exception {
        assertEquals(StartPlan.of(distribution, java), written());
    }

    @Test
    void knowsTheBundlesInTheirOrderAndConnectsThoseWithClasses() throws Exception {
        StartPlan plan = written();
        assertEquals(List.of(code, model), plan.bundles());
        assertEquals(Set.of(code), plan.connected());
    }

    @Test
    void holdsWhileNothingChanges() throws Exception {
        assertTrue(written().holds(distribution));
    }

    @Test
    void holdsNoMoreWhenABundleIsOfAnotherAge() throws Exception {
        StartPlan plan = written();
        Files.setLastModifiedTime(code, FileTime.fromMillis(1));
        assertFalse(plan.holds(distribution));
    }

    @Test
    void holdsNoMoreWhenTheLauncherIsOfAnotherSize() throws Exception {
        StartPlan plan = written();
        Path launcher = home.resolve("lib/launcher.jar");
        FileTime before = Files.getLastModifiedTime(launcher);
        Files.writeString(launcher, "another launcher");
        Files.setLastModifiedTime(launcher, before);
        assertFalse(plan.holds(distribution));
    }

    @Test
    void holdsNoMoreWhenAModelIsGone() throws Exception {
        StartPlan plan = written();
        Files.delete(model);
        assertFalse(plan.holds(distribution));
    }

    @Test
    void holdsNoMoreWhenThereIsAnotherFeature() throws Exception {
        StartPlan plan = written();
        writeFeature("two", "org.code");
        assertFalse(plan.holds(distribution));
    }

    @Test
    void holdsNoMoreWithAnotherJava() throws Exception {
        StartPlan plan = written();
        Files.writeString(java.resolve("lib/modules"), "modules of a later version");
        assertFalse(plan.holds(distribution));
    }

    @Test
    void isNoneWhereItIsBrokenOffAnywhere() throws Exception {
        Path file = folder.resolve("written.plan");
        StartPlan.of(distribution, java).write(file);
        byte[] whole = Files.readAllBytes(file);
        // The last byte is the end of the last line, which may be missing.
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals(Optional.empty(), StartPlan.read(file), "after " + length + " bytes");
        }
    }

    @Test
    void isNoneWhereThereIsNoFile() {
        assertEquals(Optional.empty(), StartPlan.read(folder.resolve("none.plan")));
    }
}
