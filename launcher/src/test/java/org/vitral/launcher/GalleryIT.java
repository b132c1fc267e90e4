// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

/** The gallery shows what there is. */
class GalleryIT {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern PICTURE = Pattern.compile("\\]\\((images/[^)]+)\\)");
    private static final long LARGEST_PICTURE = 200_000;
    private static final long ALL_PICTURES = 2_000_000;

    @TempDir private Path folder;

    @Test
    void everyRendererHasAPictureOnThePage() throws Exception {
        String page = Files.readString(DOCS.resolve("GALLERY.md"));
        List<String> names = renderers();
        assertTrue(names.size() >= 9, names.toString());
        for (String name : names) {
            assertTrue(page.contains("\n## `" + name + "`\n"), name + " has no chapter");
            assertTrue(page.contains("." + name + ".jpg)"), name + " has no picture");
        }
        assertTrue(page.contains(".difference.jpg)"), "differences have no picture");
    }

    private static List<String> renderers() throws Exception {
        List<String> names = new ArrayList<>();
        try (FeatureFramework framework = new FeatureFramework()) {
            framework.start(
                    framework.install(
                            FeaturesIT.bundles(
                                    "vitral-runtime", "vitral-segmentation", "vitral-files")));
            for (ServiceReference<?> renderer :
                    framework
                            .context()
                            .getAllServiceReferences("org.vitral.render.Renderer", null)) {
                names.add((String) renderer.getProperty("org.vitral.renderer.name"));
            }
        }
        return names;
    }

    @Test
    void everyPictureOfThePageIsThereAndSmall() throws IOException {
        Matcher pictures = PICTURE.matcher(Files.readString(DOCS.resolve("GALLERY.md")));
        while (pictures.find()) {
            Path picture = DOCS.resolve(pictures.group(1));
            assertTrue(Files.isRegularFile(picture), picture.toString());
        }
        long all = 0;
        try (Stream<Path> files = Files.list(DOCS.resolve("images"))) {
            for (Path picture : files.toList()) {
                assertTrue(Files.size(picture) <= LARGEST_PICTURE, picture.toString());
                all += Files.size(picture);
            }
        }
        assertTrue(all <= ALL_PICTURES, all + " bytes");
    }

    /** From a photograph to all pictures, as a user asks for them. */
    @Test
    void everyRendererMakesAPictureOfAPhotograph() throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        List<String> names = renderers();
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        "segment",
                        "--model",
                        "deeplabv3",
                        "--export",
                        String.join(",", names),
                        BuiltDistribution.cat());
        assertEquals(0, run.exit(), run.err().toString());
        for (String name : names) {
            Path picture = folder.resolve("chelsea." + name + ".png");
            assertFalse(Files.size(picture) == 0, picture.toString());
        }
    }
}
