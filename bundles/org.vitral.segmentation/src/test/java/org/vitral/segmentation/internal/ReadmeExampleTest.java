// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmenter;

/** The class in this bundle's README compiles, and sees what is in a photograph. */
class ReadmeExampleTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\n(import.*?public class Preview .*?)```", Pattern.DOTALL);

    @Test
    void theLiveStreamSeesTheHorseAndItsRider(@TempDir Path folder) throws Exception {
        Image image = Starter.photograph("horse_rider_257.jpg");
        Class<?> preview = compiled(folder);
        try (SegmenterRig rig = SegmenterRig.onCpu()) {
            Object seen =
                    preview.getMethod("watch", Segmenter.class, Iterable.class)
                            .invoke(
                                    preview.getConstructor().newInstance(),
                                    rig.segmenter,
                                    List.of(image));
            // The background, the horse and the person of the golden.
            assertEquals(Set.of("class 0", "class 13", "class 15"), ((Map<?, ?>) seen).keySet());
        }
    }

    private static Class<?> compiled(Path folder) throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertTrue(example.find(), "there is no class Preview in README.md");
        Path source = Files.writeString(folder.resolve("Preview.java"), example.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of("-d", folder.toString(), "-Xlint:all", "-Werror"),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertTrue(compiles, errors.toString());
        }
        URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()},
                        ReadmeExampleTest.class.getClassLoader());
        return loader.loadClass("Preview");
    }
}
