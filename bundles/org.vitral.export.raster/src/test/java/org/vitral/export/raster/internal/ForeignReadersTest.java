// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What options and models make of the formats, read by NumPy, Pillow, tifffile and ffprobe. In the
 * launcher, ReadBackIT does so for what the command writes.
 */
final class ForeignReadersTest {

    private static final Path DEBIAN_PYTHON = Path.of("/usr/bin/python3");

    /** The masks that were written, and what the scripts below know. */
    private static final String START =
            """
            import sys, numpy, tifffile, PIL
            from PIL import Image
            folder = sys.argv[1]
            mask = numpy.load(folder + "/mask.npy", allow_pickle=False)
            """;

    @TempDir private Path folder;

    @BeforeEach
    void needsTheTools() throws Exception {
        Result tools = python("import numpy, PIL, tifffile");
        assumeTrue(tools.exit == 0, "Python has no numpy, PIL or tifffile: " + tools.text);
    }

    @Test
    void classesOfSixteenBitsAreReadByEach() throws Exception {
        SeenThings seen = Exporting.random(1001, 37, 65_535);
        write("mask.npy", Exporting.export(new NpyExporter(), seen));
        SeenThings few = new SeenThings(3, 1, 1000, new int[] {0, 300, 999});
        write("mask.npz", Exporting.export(new NpzExporter(), few, "classes=class 1"));
        for (String compression : List.of("deflate", "packbits", "none")) {
            write(
                    compression + ".tif",
                    Exporting.export(new TiffExporter(), seen, "compression=" + compression));
        }
        assertReads(
                """
                assert mask.dtype == numpy.uint16 and mask.shape == (37, 1001), (mask.dtype, mask.shape)
                rng = mask.astype(int)
                assert rng.sum() == int(sys.argv[2]), rng.sum()
                for name in ("deflate", "packbits", "none"):
                    read = tifffile.imread(f"{folder}/{name}.tif")
                    assert read.dtype == numpy.uint16 and (read == mask).all(), name
                    with Image.open(f"{folder}/{name}.tif") as image:
                        assert (numpy.array(image).astype(int) == rng).all(), "Pillow, " + name
                with numpy.load(folder + "/mask.npz", allow_pickle=False) as npz:
                    assert npz["mask"].dtype == numpy.uint16
                    assert npz["labels"][300] == "class 300", npz["labels"][300]
                """,
                sum(seen));
    }

    @Test
    void greyAndColouredTiffsAreReadByEach() throws Exception {
        int[] indices = Exporting.random(131, 77, 21).indices();
        indices[500] = 255;
        SeenThings seen = new SeenThings(131, 77, 21, indices, true);
        write("mask.npy", Exporting.export(new NpyExporter(), seen));
        for (String compression : List.of("deflate", "packbits", "none")) {
            for (String pixels : List.of("palette", "grey", "rgba")) {
                write(
                        pixels + "-" + compression + ".tif",
                        Exporting.export(
                                new TiffExporter(),
                                seen,
                                "pixels=" + pixels,
                                "compression=" + compression));
            }
        }
        assertReads(
                """
                colors = numpy.array([[i, 2 * i, 3 * i, 255] for i in range(256)], numpy.uint8)
                colors[0] = colors[255] = 0
                for compression in ("deflate", "packbits", "none"):
                    for pixels in ("palette", "grey"):
                        file = f"{folder}/{pixels}-{compression}.tif"
                        assert (tifffile.imread(file) == mask).all(), file
                        with Image.open(file) as image:
                            assert image.mode == ("P" if pixels == "palette" else "L"), image.mode
                            assert (numpy.array(image) == mask).all(), file
                    file = f"{folder}/rgba-{compression}.tif"
                    assert (tifffile.imread(file) == colors[mask]).all(), file
                    with Image.open(file) as image:
                        assert image.mode == "RGBA" and (numpy.array(image) == colors[mask]).all(), file
                assert mask.sum(dtype=int) == int(sys.argv[2])
                """,
                sum(seen));
    }

    @Test
    void confidencesOfBothTypesAreReadByNumPy() throws Exception {
        SeenThings seen = Exporting.random(13, 7, 5);
        write("mask.npy", Exporting.export(new NpyExporter(), seen));
        write("float32.npz", Exporting.export(new NpzExporter(), seen, "size=mask"));
        write(
                "float16.npz",
                Exporting.export(
                        new NpzExporter(),
                        seen,
                        "size=mask",
                        "type=float16",
                        "compress=false",
                        "classes=class 4,class 2"));
        assertReads(
                """
                c, y, x = numpy.meshgrid(range(5), range(7), range(13), indexing="ij")
                expected = ((7 * c + 3 * x + 5 * y) % 11 / 10).astype(numpy.float32)
                with numpy.load(folder + "/float32.npz", allow_pickle=False) as npz:
                    assert npz["confidence"].dtype == numpy.float32
                    assert (npz["confidence"] == expected).all()
                    assert (npz["mask"] == mask).all()
                    assert list(npz["labels"]) == ["class %d" % i for i in range(5)]
                    assert npz["colors"].tolist() == [[i, 2 * i, 3 * i] for i in range(5)]
                    assert npz["classes"].tolist() == [0, 1, 2, 3, 4]
                with numpy.load(folder + "/float16.npz", allow_pickle=False) as npz:
                    assert npz["confidence"].dtype == numpy.float16
                    assert npz["classes"].tolist() == [4, 2]
                    assert (npz["confidence"] == expected[[4, 2]].astype(numpy.float16)).all()
                """);
    }

    @Test
    void eachFrameOfAnAnimationIsReadByPillowAndTheirTimesByFfprobe() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] palette = new int[256];
        for (int i = 0; i < 256; i++) {
            palette[i] = i << 16 | (255 - i) << 8 | i / 2;
        }
        GifFile gif = new GifFile(out, 301, 201, palette, 3);
        SeenThings seen = Exporting.random(301, 201, 256);
        write("mask.npy", Exporting.export(new NpyExporter(), seen));
        byte[] pixels = new byte[301 * 201];
        for (int frame = 0; frame < 3; frame++) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (seen.indices()[i] + frame);
            }
            int blue = frame;
            gif.frame(pixels, Arrays.stream(palette).map(color -> color + blue).toArray(), 40);
        }
        gif.end();
        write("a.gif", out.toByteArray());
        assertReads(
                """
                colors = numpy.array([[i, 255 - i, i // 2] for i in range(256)])
                with Image.open(folder + "/a.gif") as gif:
                    assert gif.n_frames == 3 and gif.size == (301, 201)
                    assert gif.info["loop"] == 2, gif.info
                    for frame in range(3):
                        gif.seek(frame)
                        assert gif.info["duration"] == 400, gif.info
                        read = numpy.array(gif.convert("RGB"))
                        assert (read == colors[(mask.astype(int) + frame) % 256] + [0, 0, frame]).all(), frame
                """);
        Result ffprobe =
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_entries",
                        "stream=codec_name,width,height,nb_read_frames,r_frame_rate",
                        "-of",
                        "csv=p=0",
                        folder.resolve("a.gif").toString());
        assumeTrue(ffprobe.exit != Result.ABSENT, "There is no ffprobe");
        assertEquals("gif,301,201,5/2,3", ffprobe.text.strip());
    }

    private static long sum(SeenThings seen) {
        return Arrays.stream(seen.indices()).asLongStream().sum();
    }

    private void write(String name, byte[] file) throws IOException {
        Files.write(folder.resolve(name), file);
    }

    private void assertReads(String script, Object... arguments) throws Exception {
        Result result = python(START + script, arguments);
        assertEquals(0, result.exit, result.text);
    }

    private Result python(String script, Object... arguments) throws Exception {
        String python = Files.isExecutable(DEBIAN_PYTHON) ? DEBIAN_PYTHON.toString() : "python3";
        List<String> command = new ArrayList<>(List.of(python, "-c", script));
        command.add(folder.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command.toArray(String[]::new));
    }

    private record Result(int exit, String text) {
        static final int ABSENT = -1;
    }

    private static Result run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] text = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return new Result(Result.ABSENT, absent.getMessage());
        }
    }
}
