// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets, contours and reports as a user asks for them; others read what was written. */
class DatasetReadBackIT {

    @TempDir private Path folder;
    private Path photographs;

    @BeforeEach
    void haveModelAndPhotographs() throws IOException {
        BuiltDistribution.assumeModel("deeplabv3");
        photographs = Files.createDirectories(folder.resolve("photographs"));
        Files.copy(BuiltDistribution.cat(), photographs.resolve("cat.jpg"));
        Files.copy(BuiltDistribution.cat(), photographs.resolve("a b.jpg"));
    }

    private VitralProcess segment(Object... more) throws Exception {
        Object[] all = new Object[more.length + 6];
        Object[] first = {"segment", photographs, "--model", "deeplabv3", "--output", "out"};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return VitralProcess.run(folder, all);
    }

    @Test
    void dataSetsOfTwoPhotographsAreWhatTheirMasksSay() throws Exception {
        String python = "/usr/bin/python3";
        assumeTrue(
                runs(python, "-c", "import numpy, PIL.Image"),
                "There is no Python with NumPy and Pillow (Debian: python3-numpy python3-pil)");
        VitralProcess done = segment("--export", "mask,coco,coco-panoptic,voc,csv");
        assertEquals(0, done.exit(), done.err()::toString);
        Path script = folder.resolve("dataset_readback.py");
        try (InputStream text = getClass().getResourceAsStream("dataset_readback.py")) {
            Files.copy(text, script);
        }
        assertEquals(
                "2 photographs agree",
                output(python, script.toString(), folder.resolve("out").toString()));
    }

    @Test
    void everyOtherFormatIsWrittenInTheSameRun() throws Exception {
        VitralProcess done =
                segment(
                        "--export",
                        "yolo,cityscapes,geojson,svg,report",
                        "--option",
                        "yolo.tolerance=1",
                        "--option",
                        "geojson.per=class");
        assertEquals(0, done.exit(), done.err()::toString);
        Path out = folder.resolve("out");
        for (String file :
                List.of(
                        "yolo/data.yaml",
                        "yolo/labels/train/a b.txt",
                        "yolo/images/train/cat.jpg",
                        "cityscapes/gtFine/train/vitral/cat_gtFine_labelIds.png",
                        "a b.geojson",
                        "cat.svg",
                        "report.html")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        assertTrue(
                Files.readString(out.resolve("cat.geojson"))
                        .contains("{\"type\":\"MultiPolygon\",\"coordinates\":[[[["));
    }

    @Test
    void aWrongOptionIsOneSentenceAndWritesNothing() throws Exception {
        VitralProcess wrong = segment("--export", "coco", "--option", "coco.per=thing");
        assertEquals(2, wrong.exit());
        assertTrue(
                String.join("\n", wrong.err()).contains("per is region, class, but is thing"),
                wrong.err()::toString);
        assertTrue(Files.notExists(folder.resolve("out/coco")));
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip();
    }
}
