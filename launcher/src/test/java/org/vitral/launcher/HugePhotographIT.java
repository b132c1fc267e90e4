// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Photographs that do not fit into the heap. Each build does small ones in a small heap; {@code
 * ./mvnw verify -Psoak -Dvitral.soak=huge} does them with 20,000 x 20,000 pixels.
 */
class HugePhotographIT {

    private static final boolean WHOLE =
            Stream.of(System.getProperty("vitral.soak", "").split(","))
                    .anyMatch(name -> name.equals("huge") || name.equals("all"));

    private static final int WIDTH = WHOLE ? 20_000 : 2600;
    private static final int HEIGHT = WHOLE ? 20_000 : 5000;
    private static final String HEAP = WHOLE ? "-Xmx256m" : "-Xmx56m";

    @TempDir static Path made;

    @TempDir private Path folder;

    @BeforeEach
    void needsAModel() throws IOException {
        BuiltDistribution.assumeAnyModel();
    }

    /** Makes one, or takes that of an earlier test. */
    private static Path photograph(String format, String compression, int tile) throws IOException {
        Path file = made.resolve(compression + tile).resolve("huge." + format);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            new Mosaic(ImageIO.read(BuiltDistribution.cat().toFile()), 4, WIDTH, HEIGHT)
                    .write(file, format, compression, tile);
        }
        return file;
    }

    private VitralProcess segment(String heap, Object... arguments) throws Exception {
        return VitralProcess.run(
                folder,
                Duration.ofMinutes(WHOLE ? 60 : 3).toSeconds(),
                Map.of("VITRAL_JAVA_OPTS", heap),
                Stream.concat(Stream.of("segment"), Arrays.stream(arguments)).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "tiff, '', 0",
        "tiff, LZW, 0",
        "tiff, Deflate, 256",
        "tiff, JPEG, 512",
        "png, '', 0",
        "jpeg, '', 0"
    })
    void itsMaskIsThatOfTheSamePhotographInMemory(String format, String compression, int tile)
            throws Exception {
        Path photograph = photograph(format, compression, tile);

        long start = System.nanoTime();
        VitralProcess run = segment(HEAP, photograph, "--tiles", "1500", "--output", "rows");
        if (WHOLE) {
            System.out.printf(
                    "%s %s, %d x %d, %s: %.1f s%n",
                    format, compression, WIDTH, HEIGHT, HEAP, (System.nanoTime() - start) / 1e9);
        }

        assertEquals(0, run.exit(), String.join("\n", run.err()));
        assertTrue(
                run.err()
                        .getLast()
                        .contains(
                                "huge.%s: it does not fit into memory, so its pictures are reduced to "
                                        .formatted(format)),
                String.join("\n", run.err()));
        Path mask = folder.resolve("rows/huge.mask.png");
        assertEquals(WIDTH, size(mask)[0]);
        assertEquals(HEIGHT, size(mask)[1]);
        assertTrue(size(folder.resolve("rows/huge.overlay.png"))[0] <= 2048);
        String json = Files.readString(folder.resolve("rows/huge.json"));
        assertTrue(json.contains("\"width\":%d,\"height\":%d".formatted(WIDTH, HEIGHT)), json);
        if (!WHOLE) {
            Path whole = inMemory(photograph, format.equals("jpeg") || compression.equals("JPEG"));
            assertEquals(-1, Files.mismatch(mask, whole.resolve("huge.mask.png")));
            assertEquals(labels(Files.readString(whole.resolve("huge.json"))), labels(json));
        }
    }

    /** Results of the photograph in memory: the same for all formats that lose nothing. */
    private Path inMemory(Path photograph, boolean lossy) throws Exception {
        Path results = made.resolve(lossy ? photograph.getParent().getFileName() : Path.of("all"));
        Path mask = results.resolve("huge.mask.png");
        if (!Files.exists(mask)) {
            VitralProcess run =
                    segment(
                            "-Xmx1g",
                            photograph,
                            "--tiles",
                            "1500",
                            "--output",
                            results,
                            "--export",
                            "mask,json");
            assertEquals(List.of(), run.err());
        }
        return results;
    }

    @Test
    void withoutTilesItIsRefusedInOneLineThatNamesThem() throws Exception {
        Path photograph = photograph("png", "", 0);

        VitralProcess run = segment(HEAP, photograph, "--output", "out");

        assertEquals(1, run.exit());
        assertEquals(1, run.err().size(), String.join("\n", run.err()));
        assertTrue(
                run.err().getFirst().endsWith("; or look at it in tiles: --tiles 2048"),
                run.err().getFirst());
        assertEquals(List.of(), files("out"));
    }

    @ParameterizedTest
    @CsvSource({"tiff, LZW, 0", "png, '', 0", "jpeg, '', 0"})
    void aFileThatEndsInTheMiddleIsOneLineAndLeavesNothing(
            String format, String compression, int tile) throws Exception {
        Path photograph = folder.resolve("cut." + format);
        Files.copy(photograph(format, compression, tile), photograph);
        try (FileChannel file = FileChannel.open(photograph, StandardOpenOption.WRITE)) {
            file.truncate(file.size() * 2 / 3);
        }

        VitralProcess run = segment(HEAP, photograph, "--tiles", "1500", "--output", "out");

        assertEquals(1, run.exit());
        assertEquals(1, run.err().size(), String.join("\n", run.err()));
        assertTrue(
                run.err().getFirst().contains(": The file is truncated: the "),
                run.err().getFirst());
        assertEquals(List.of(), files("out"));
    }

    private List<String> files(String name) throws IOException {
        if (!Files.exists(folder.resolve(name))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(Path::toString).toList();
        }
    }

    private static String labels(String json) {
        return json.substring(json.indexOf("\"labels\""), json.indexOf("\"timings_ms\""));
    }

    private static int[] size(Path png) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(png.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            try {
                reader.setInput(in, true, true);
                return new int[] {reader.getWidth(0), reader.getHeight(0)};
            } finally {
                reader.dispose();
            }
        }
    }
}
