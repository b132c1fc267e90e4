// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The raster files that the command writes, read by NumPy, Pillow, tifffile and GDAL. */
class ReadBackIT {

    /** For 12 megapixels in all formats on a busy machine. */
    private static final long PATIENCE_SECONDS = 300;

    private static final String FORMATS = "mask,tiff,npy,npz";

    @TempDir private Path folder;

    @BeforeEach
    void needsAModelAndTheTools() throws Exception {
        BuiltDistribution.assumeAnyModel();
        ForeignTools.assumePython("numpy", "PIL", "tifffile");
    }

    @Test
    void aPhotographsMaskIsTheSameInEachFormat() throws Exception {
        segment(Map.of(), BuiltDistribution.cat(), "--export", FORMATS);
        readBack("chelsea", 451, 300);
        ForeignTools.assumeCommand("gdalinfo");
        assertEquals(gdalChecksum("chelsea.mask.png"), gdalChecksum("chelsea.mask.tif"));
    }

    @Test
    void soItIsInOddSizesAndInLargeOnes() throws Exception {
        int[][] sizes = {{1, 1}, {3, 1}, {1, 5}, {1021, 7}, {4001, 3001}};
        for (int[] size : sizes) {
            writePhotograph(size[0], size[1]);
        }
        segment(Map.of(), folder.resolve("made"), "--export", FORMATS);
        for (int[] size : sizes) {
            readBack(size[0] + "x" + size[1], size[0], size[1]);
        }
    }

    @Test
    void aRegionAndAnotherSizeOfTheMaskAreTheSameInEachFormat() throws Exception {
        segment(
                Map.of(),
                BuiltDistribution.cat(),
                "--export",
                FORMATS,
                "--region",
                "101,33,217x149");
        readBack("chelsea", 217, 149);
        segment(Map.of(), BuiltDistribution.cat(), "--export", FORMATS, "--size", "333x77");
        readBack("chelsea", 333, 77);
    }

    /** Its mask is in no memory: it goes to all files row by row. */
    @Test
    void aPhotographThatDoesNotFitIntoMemoryHasTheSameFiles() throws Exception {
        Path photograph = folder.resolve("huge.tiff");
        new Mosaic(ImageIO.read(BuiltDistribution.cat().toFile()), 4, 2600, 5000)
                .write(photograph, "tiff", "", 0);
        Object[] arguments = {photograph, "--export", "mask,tiff,npy", "--tiles", "1024"};
        segment(Map.of("VITRAL_JAVA_OPTS", "-Xmx56m"), arguments);
        List<String> read =
                ForeignTools.python("streamed_rasters.py", folder.resolve("out"), "huge");
        assertEquals(2, read.size(), read.toString());
    }

    /** What GDAL makes of all pixels of a file that it knows to have a palette of colours. */
    private String gdalChecksum(String file) throws Exception {
        List<String> told =
                ForeignTools.run("gdalinfo", "-checksum", folder.resolve("out").resolve(file));
        assertTrue(
                told.stream().anyMatch(line -> line.contains("Type=Byte, ColorInterp=Palette")),
                () -> String.join("\n", told));
        return told.stream().filter(line -> line.contains("Checksum=")).findFirst().orElseThrow();
    }

    private void segment(Map<String, String> environment, Object... arguments) throws Exception {
        VitralProcess run =
                VitralProcess.run(
                        folder,
                        PATIENCE_SECONDS,
                        environment,
                        Stream.concat(Stream.of("segment", "--output", "out"), Stream.of(arguments))
                                .toArray());
        assertEquals(0, run.exit(), () -> String.join("\n", run.err()));
    }

    private void readBack(String name, int width, int height) throws Exception {
        Path out = folder.resolve("out");
        List<String> read = ForeignTools.python("rasters.py", out, name, width, height);
        assertEquals(6, read.size(), read.toString());
    }

    /** The cat, as large as this. */
    private void writePhotograph(int width, int height) throws Exception {
        BufferedImage cat = ImageIO.read(BuiltDistribution.cat().toFile());
        BufferedImage made = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                made.setRGB(x, y, cat.getRGB(x * 451 / width, y * 300 / height));
            }
        }
        Path file = folder.resolve("made").resolve(width + "x" + height + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(made, "png", file.toFile());
    }
}
