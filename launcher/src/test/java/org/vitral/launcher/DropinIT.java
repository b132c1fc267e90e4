// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What an extender does: a bundle with one class, put into the folder {@code dropins}. */
class DropinIT {

    private static final String EXPORTER =
            """
            package extender;

            import java.io.IOException;
            import java.io.OutputStream;
            import java.nio.charset.StandardCharsets;
            import org.vitral.export.ExportSubject;
            import org.vitral.export.Exporter;
            import org.vitral.option.Options;

            public final class LabelsExporter implements Exporter {
                @Override
                public void export(ExportSubject subject, Options options, OutputStream out)
                        throws IOException {
                    long pixels = subject.segmentation().labels().stream()
                            .mapToLong(found -> found.pixels()).sum();
                    out.write((subject.name() + " " + pixels).getBytes(StandardCharsets.UTF_8));
                }
            }
            """;

    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="labels">
              <implementation class="extender.LabelsExporter"/>
              <property name="org.vitral.exporter.name" value="labels"/>
              <property name="org.vitral.exporter.suffix" value=".labels.txt"/>
              <service><provide interface="org.vitral.export.Exporter"/></service>
            </scr:component>
            """;

    @TempDir private Path folder;

    @Test
    void anExporterThatIsDroppedInIsKnownByItsName() throws Exception {
        BuiltDistribution.assumeAnyModel();
        Path photograph = BuiltDistribution.cat();
        Path home = Files.createDirectories(folder.resolve("home"));
        for (String part : List.of("features", "repository")) {
            Files.createSymbolicLink(home.resolve(part), BuiltDistribution.HOME.resolve(part));
        }
        writeBundle(folder, Files.createDirectories(home.resolve("dropins")).resolve("labels.jar"));
        try (FeatureFramework framework = new FeatureFramework()) {
            framework.start(framework.install(new Distribution(home).bundles()));
            String[] arguments = {
                "segment",
                photograph.toString(),
                "--export",
                "labels",
                "--output",
                folder.toString()
            };
            // Twice, because a host may run several commands in one framework.
            assertEquals(0, framework.command("vitral").applyAsInt(arguments));
            assertEquals(0, framework.command("vitral").applyAsInt(arguments));
        }
        assertEquals("chelsea.jpg 135300", Files.readString(folder.resolve("chelsea.labels.txt")));
    }

    @Test
    void whatIsNoBundleAndABundleThatIsThereTwiceAreLeftOutAndSaid() throws Exception {
        Path dropins = Files.createDirectories(folder.resolve("dropins"));
        writeBundle(folder, dropins.resolve("a.jar"));
        Files.copy(dropins.resolve("a.jar"), dropins.resolve("b.jar"));
        Files.writeString(dropins.resolve("c.jar"), "");
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (FeatureFramework framework = new FeatureFramework()) {
            List<Path> jars =
                    List.of("a.jar", "b.jar", "c.jar").stream().map(dropins::resolve).toList();
            assertEquals(
                    List.of("extender.labels"),
                    framework.install(jars).stream().map(Bundle::getSymbolicName).toList());
        } finally {
            System.setErr(err);
        }
        assertEquals(
                List.of(
                        "vitral: dropins/b.jar is left out: the same bundle is here already",
                        "vitral: dropins/c.jar is left out: it is no bundle"),
                said.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /**
     * Writes the extender's bundle.
     *
     * @param folder where it is made
     */
    static void writeBundle(Path folder, Path jar) throws IOException, LaunchException {
        Path source = folder.resolve("src/extender/LabelsExporter.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, EXPORTER);
        String api =
                BuiltDistribution.bundles().stream()
                        .map(Path::toString)
                        .filter(file -> file.contains("org.vitral.api"))
                        .findFirst()
                        .orElseThrow();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                OutputStream.nullOutputStream(),
                                null,
                                "-cp",
                                api,
                                "-d",
                                classes.toString(),
                                source.toString());
        assertEquals(0, result, "The exporter does not compile");

        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "extender.labels");
        headers.putValue(
                "Import-Package", "org.vitral.export,org.vitral.option,org.vitral.segmentation");
        headers.putValue("Service-Component", "OSGI-INF/labels.xml");
        try (JarOutputStream bundle = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            bundle.putNextEntry(new JarEntry("OSGI-INF/labels.xml"));
            bundle.write(COMPONENT.getBytes());
            bundle.putNextEntry(new JarEntry("extender/LabelsExporter.class"));
            Files.copy(classes.resolve("extender/LabelsExporter.class"), bundle);
        }
    }
}
